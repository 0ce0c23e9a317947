#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace aegis::validators {

/// BLAKE2b-512 (RFC 7693) without a key, of at most one block of 128 bytes; longer input is cut.
/// OpenSSL's allocates, which a validator does not.
std::array<std::uint8_t, 64> Blake2b512(std::span<const std::uint8_t> bytes) noexcept;

}  // namespace aegis::validators
