#pragma once

#include <string_view>

namespace aegis::validators {

/// An Austrian VAT number without its country, upper case: U and 8 digits; the Luhn sum of the
/// first seven and 4, from the left.
bool AtVat(std::string_view text) noexcept;

}  // namespace aegis::validators
