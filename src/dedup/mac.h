// Keyed fingerprints of exact content: without the key nobody can compute one, so that whoever sees
// the state cannot find out a content by trying what it may be.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "src/base/result.h"

namespace aegis::dedup {

// Of what is fingerprinted and how; part of every fingerprint, and of the state's format. Golden
// tests hold it: what changes one of them needs a new number, and with it a new state.
inline constexpr uint8_t kFingerprintVersion = 1;

struct Fingerprint {
  std::array<char, 16> bytes{};
  std::string_view view() const { return {bytes.data(), bytes.size()}; }
  friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

using Secret = std::array<unsigned char, 32>;  // one key of a keyset

// Fills `to` from the secret: HKDF-Expand (RFC 5869) with HMAC-SHA256 and the purpose as `info`.
// Different purposes give independent bytes. At most 8,160 bytes; fails only when OpenSSL does.
Status DeriveBytes(const Secret& secret, std::string_view purpose, std::span<unsigned char> to);

class MacKey {
 public:
  static Result<MacKey> Derive(const Secret& secret, std::string_view purpose);

 private:
  friend Fingerprint Mac128(const MacKey&, std::string_view, std::span<const std::string_view>);
  std::array<unsigned char, 16> pieces_{};
  std::array<unsigned char, 16> whole_{};
};

// SipHash-2-4-128 over the fingerprint version, the tag and, for each piece, its length and
// SipHash-2-4-128 under a second key. No two lists of (tag, pieces) make the same bytes, other than
// by a collision of 128 bits: where a piece ends is part of it, and no piece is copied.
Fingerprint Mac128(const MacKey& key, std::string_view tag,
                   std::span<const std::string_view> pieces);
inline Fingerprint Mac128(const MacKey& key, std::string_view tag, std::string_view piece) {
  return Mac128(key, tag, std::span<const std::string_view>(&piece, 1));
}

}  // namespace aegis::dedup
