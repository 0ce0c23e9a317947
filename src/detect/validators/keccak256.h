#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace aegis::validators {

/// Keccak-256 with the padding of the original submission, as Ethereum and Monero use it (SHA3-256
/// pads differently, which is why no SHA-3 library serves). For short inputs: bitwise plain, not
/// fast.
std::array<std::uint8_t, 32> Keccak256(std::string_view bytes) noexcept;

}  // namespace aegis::validators
