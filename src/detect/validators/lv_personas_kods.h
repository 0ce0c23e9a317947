#pragma once

#include <string_view>

namespace aegis::validators {

/// A Latvian personal code: 11 digits; DDMMYY, the century (0 = 1800s) and a serial, or since 2017
/// a number from 32 to 39 without a date; a check digit with weights 10 5 8 4 2 1 6 3 7 9.
bool LvPersonasKods(std::string_view text) noexcept;

}  // namespace aegis::validators
