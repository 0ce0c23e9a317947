// The current OpenSSL interface allocates a context for every digest; these validators never
// allocate, so the older one, which keeps its state on the stack, is used on purpose.
#define OPENSSL_SUPPRESS_DEPRECATED 1

#include "src/detect/validators/base58.h"

#include <openssl/sha.h>

#include <algorithm>

namespace aegis::validators {
namespace {

using Sha256Digest = std::array<std::uint8_t, SHA256_DIGEST_LENGTH>;

Sha256Digest Sha256(std::span<const std::uint8_t> bytes) {
  SHA256_CTX context;
  Sha256Digest digest{};
  SHA256_Init(&context);
  SHA256_Update(&context, bytes.data(), bytes.size());
  SHA256_Final(digest.data(), &context);
  return digest;
}

}  // namespace

Base58 DecodeBase58(std::string_view text, std::string_view alphabet) noexcept {
  Base58 out;
  if (text.empty() || text.size() > Base58::kMaxCharacters) return out;
  // Little endian while it grows.
  for (const char c : text) {
    const std::size_t value = alphabet.find(c);
    if (value == std::string_view::npos) return out;
    unsigned carry = static_cast<unsigned>(value);
    for (std::size_t i = 0; i < out.size; ++i) {
      carry += 58u * out.storage[i];
      out.storage[i] = static_cast<std::uint8_t>(carry & 0xFF);
      carry >>= 8;
    }
    while (carry != 0) {
      if (out.size == out.storage.size()) return out;
      out.storage[out.size++] = static_cast<std::uint8_t>(carry & 0xFF);
      carry >>= 8;
    }
  }
  for (const char c : text) {
    if (c != alphabet[0]) break;
    if (out.size == out.storage.size()) return out;
    out.storage[out.size++] = 0;
  }
  std::reverse(out.storage.begin(), out.storage.begin() + static_cast<std::ptrdiff_t>(out.size));
  out.ok = true;
  return out;
}

bool HasBase58Checksum(std::span<const std::uint8_t> bytes) noexcept {
  if (bytes.size() <= 4) return false;
  const Sha256Digest digest = Sha256(Sha256(bytes.first(bytes.size() - 4)));
  return std::equal(digest.begin(), digest.begin() + 4, bytes.end() - 4);
}

bool IsBase58Check(std::string_view text, std::size_t size,
                   std::initializer_list<std::uint8_t> versions,
                   std::string_view alphabet) noexcept {
  const Base58 decoded = DecodeBase58(text, alphabet);
  return decoded.ok && decoded.size == size &&
         std::find(versions.begin(), versions.end(), decoded.storage[0]) != versions.end() &&
         HasBase58Checksum(decoded.bytes());
}

}  // namespace aegis::validators
