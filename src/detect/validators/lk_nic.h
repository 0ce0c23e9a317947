#pragma once

#include <string_view>

namespace aegis::validators {

/// A Sri Lankan identity card number, upper case: 12 digits, or 9 and V or X; a year and the day
/// in it, raised by 500 for women. The published check rule is not the office’s own.
bool LkNic(std::string_view text) noexcept;

}  // namespace aegis::validators
