#pragma once

#include <string_view>

namespace aegis::validators {

/// A Norwegian national number: 11 digits; a birth date whose day is raised by 40 in D-numbers (and
/// whose month is by 40 in some others); two check digits mod 11.
bool NoFodselsnummer(std::string_view text) noexcept;

}  // namespace aegis::validators
