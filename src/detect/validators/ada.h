#pragma once

#include <string_view>

namespace aegis::validators {

/// A Cardano address (addr1... or stake1...): a Bech32 checksum over 59 to 110 characters.
bool Ada(std::string_view text) noexcept;

}  // namespace aegis::validators
