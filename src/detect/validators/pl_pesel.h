#pragma once

#include <string_view>

namespace aegis::validators {

/// A Polish personal number: 11 digits; a birth date whose month carries the century, and weights 1
/// 3 7 9.
bool PlPesel(std::string_view text) noexcept;

}  // namespace aegis::validators
