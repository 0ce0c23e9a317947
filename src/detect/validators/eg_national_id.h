#pragma once

#include <string_view>

namespace aegis::validators {

/// An Egyptian national number: 14 digits; century 2 or 3, a date as YYMMDD, a governorate. Its
/// check digit is not published.
bool EgNationalId(std::string_view text) noexcept;

}  // namespace aegis::validators
