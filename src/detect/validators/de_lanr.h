#pragma once

#include <string_view>

namespace aegis::validators {

/// A German physician number: 9 digits; the seventh completes the sum of the first six with weights
/// 4 9 4 9 4 9 to a multiple of ten; the last two tell the speciality, which is not 00 for all.
bool DeLanr(std::string_view text) noexcept;

}  // namespace aegis::validators
