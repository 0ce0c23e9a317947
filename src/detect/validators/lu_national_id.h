#pragma once

#include <string_view>

namespace aegis::validators {

/// A Luxembourg national number: 13 digits; YYYYMMDD, a serial, and two check digits, Luhn and
/// Verhoeff, each over the first eleven.
bool LuNationalId(std::string_view text) noexcept;

}  // namespace aegis::validators
