#pragma once

#include <string_view>

namespace aegis::validators {

/// A Chinese resident identity number, upper case: 18 characters, the first not 0; a birth date,
/// ISO 7064 mod 11-2 with X for ten.
bool CnResidentId(std::string_view text) noexcept;

}  // namespace aegis::validators
