#pragma once

#include <string_view>

namespace aegis::validators {

/// A Hong Kong identity number, upper case: 1 or 2 letters, 6 digits, a check digit or A, which may
/// stand in brackets.
bool HkHkid(std::string_view text) noexcept;

}  // namespace aegis::validators
