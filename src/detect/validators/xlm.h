#pragma once

#include <string_view>

namespace aegis::validators {

/// A Stellar account, upper case: G and 55 base 32 characters; the last two bytes are the CRC-16
/// (XMODEM) of the others, low byte first.
bool Xlm(std::string_view text) noexcept;

}  // namespace aegis::validators
