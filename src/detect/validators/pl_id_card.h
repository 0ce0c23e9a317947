#pragma once

#include <string_view>

namespace aegis::validators {

/// A Polish identity card, upper case: 3 letters, a check digit, 5 digits; weights 7 3 1 9 7 3 1 7
/// 3 mod 10, letters A = 10.
bool PlIdCard(std::string_view text) noexcept;

}  // namespace aegis::validators
