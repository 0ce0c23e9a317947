#pragma once

#include <string_view>

namespace aegis::validators {

/// A Russian register number: 13 digits, the first 1 or 5, whose last is the remainder of the
/// others by 11 mod 10; or 15 digits of a sole trader, the first 3, by 13.
bool RuOgrn(std::string_view text) noexcept;

}  // namespace aegis::validators
