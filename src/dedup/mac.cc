#include "src/dedup/mac.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium/crypto_shorthash.h>

#include <algorithm>
#include <cstring>

namespace aegis::dedup {
namespace {

using Half = std::array<unsigned char, 16>;
static_assert(crypto_shorthash_siphashx24_BYTES == sizeof(Half));
static_assert(crypto_shorthash_siphashx24_KEYBYTES == sizeof(Half));

constexpr size_t kHmacBytes = 32;
constexpr size_t kMaxDerivedBytes = 255 * kHmacBytes;

void PutLittleEndian(uint64_t number, unsigned char* to) {
  for (int i = 0; i < 8; ++i) to[i] = static_cast<unsigned char>(number >> (8 * i));
}

Half SipHash(const Half& key, const unsigned char* bytes, size_t size) {
  Half hash;
  crypto_shorthash_siphashx24(hash.data(), bytes, size, key.data());
  return hash;
}

Half SipHash(const Half& key, std::string_view bytes) {
  return SipHash(key, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

}  // namespace

Status DeriveBytes(const Secret& secret, std::string_view purpose, std::span<unsigned char> to) {
  if (to.size() > kMaxDerivedBytes) return Fail(ErrorCode::kInternal, "too many derived bytes");
  std::string block;
  unsigned char counter = 0;
  for (size_t at = 0; at < to.size(); at += kHmacBytes) {
    block += purpose;
    block += static_cast<char>(++counter);
    std::array<unsigned char, kHmacBytes> mac;
    unsigned size = 0;
    if (HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
             reinterpret_cast<const unsigned char*>(block.data()), block.size(), mac.data(),
             &size) == nullptr ||
        size != mac.size()) {
      return Fail(ErrorCode::kInternal, "OpenSSL cannot compute HMAC-SHA256");
    }
    std::memcpy(to.data() + at, mac.data(), std::min(mac.size(), to.size() - at));
    block.assign(reinterpret_cast<const char*>(mac.data()), mac.size());
  }
  return {};
}

Result<MacKey> MacKey::Derive(const Secret& secret, std::string_view purpose) {
  std::array<unsigned char, 32> bytes;
  if (auto derived = DeriveBytes(secret, purpose, bytes); !derived) {
    return tl::make_unexpected(derived.error());
  }
  MacKey key;
  std::copy_n(bytes.begin(), 16, key.pieces_.begin());
  std::copy_n(bytes.begin() + 16, 16, key.whole_.begin());
  return key;
}

Fingerprint Mac128(const MacKey& key, std::string_view tag,
                   std::span<const std::string_view> pieces) {
  // Every part has a fixed size, but for the first, whose hash has one. What is hashed at the end
  // is short: one hash of up to four pieces at a time, the last of which is the hash so far.
  constexpr size_t kPieceBytes = 8 + sizeof(Half);
  constexpr size_t kHeadBytes = 1 + 8 + sizeof(Half);
  constexpr size_t kPiecesAtOnce = 4;
  std::array<unsigned char, kHeadBytes + kPiecesAtOnce * kPieceBytes> buffer;
  const Half tag_hash = SipHash(key.pieces_, tag);
  Half whole{};
  size_t next = 0;
  do {
    const size_t count = std::min(kPiecesAtOnce, pieces.size() - next);
    unsigned char* to = buffer.data();
    *to++ = kFingerprintVersion;
    PutLittleEndian(pieces.size() - next, to);
    to += 8;
    std::memcpy(to, next == 0 ? tag_hash.data() : whole.data(), sizeof(Half));
    to += sizeof(Half);
    for (size_t i = 0; i < count; ++i) {
      const std::string_view piece = pieces[next + i];
      PutLittleEndian(piece.size(), to);
      const Half hash = SipHash(key.pieces_, piece);
      std::memcpy(to + 8, hash.data(), hash.size());
      to += kPieceBytes;
    }
    whole = SipHash(key.whole_, buffer.data(), static_cast<size_t>(to - buffer.data()));
    next += count;
  } while (next < pieces.size());
  Fingerprint fingerprint;
  std::memcpy(fingerprint.bytes.data(), whole.data(), whole.size());
  return fingerprint;
}

}  // namespace aegis::dedup
