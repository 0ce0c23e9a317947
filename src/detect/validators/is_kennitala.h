#pragma once

#include <string_view>

namespace aegis::validators {

/// An Icelandic identification number: 10 digits; DDMMYY (the day raised by 40 for companies), a
/// serial, a check digit with weights 3 2 7 6 5 4 3 2 mod 11, and the century as 8, 9 or 0.
bool IsKennitala(std::string_view text) noexcept;

}  // namespace aegis::validators
