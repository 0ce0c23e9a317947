#pragma once

#include <string_view>

namespace aegis::validators {

/// A Guatemalan tax number, upper case: 4 to 11 digits, not all nought, and a digit or K; weights
/// 2 3 4 … from the right mod 11, where K is ten.
bool GtNit(std::string_view text) noexcept;

}  // namespace aegis::validators
