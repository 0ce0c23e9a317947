#pragma once

#include <string_view>

namespace aegis::validators {

/// A Nicaraguan identity number, upper case: a place of three digits, a date as DDMMYY, four
/// digits, a letter.
bool NiCedula(std::string_view text) noexcept;

}  // namespace aegis::validators
