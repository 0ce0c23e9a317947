#pragma once

#include <string_view>

namespace aegis::validators {

/// An Italian VAT number: 11 digits, not all zero, a province code at digits 8 to 10, Luhn.
bool ItVatCode(std::string_view text) noexcept;

}  // namespace aegis::validators
