#pragma once

#include <string_view>

namespace aegis::validators {

/// A Romanian personal number: 13 digits, the first not 0; a birth date, weights 2 7 9 1 4 6 3 5 8
/// 2 7 9 mod 11, 10 written 1.
bool RoCnp(std::string_view text) noexcept;

}  // namespace aegis::validators
