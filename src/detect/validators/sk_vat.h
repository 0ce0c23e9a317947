#pragma once

#include <string_view>

namespace aegis::validators {

/// A Slovak VAT number without its country: 10 digits, the first not 0, the third 2, 3, 4, 7, 8 or
/// 9, a multiple of eleven.
bool SkVat(std::string_view text) noexcept;

}  // namespace aegis::validators
