#pragma once

#include <string_view>

namespace aegis::validators {

/// An Albanian personal number, upper case: a letter for the decade, the digit of the year, the
/// month (raised by 50 for women, 30 or 80 for foreigners), the day, 3 digits, a letter.
bool AlNid(std::string_view text) noexcept;

}  // namespace aegis::validators
