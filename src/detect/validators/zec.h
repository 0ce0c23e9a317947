#pragma once

#include <string_view>

namespace aegis::validators {

/// A transparent Zcash address: 35 characters, Base58Check of the two-byte version 1CB8 or 1CBD.
bool Zec(std::string_view text) noexcept;

}  // namespace aegis::validators
