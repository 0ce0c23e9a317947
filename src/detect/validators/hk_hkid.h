#pragma once

#include <string_view>

namespace aegis::validators {

/// A Hong Kong identity number, upper case, without brackets: 1 or 2 letters, 6 digits, a check
/// digit or A.
bool HkHkid(std::string_view text) noexcept;

}  // namespace aegis::validators
