#pragma once

#include <string_view>

namespace aegis::validators {

/// An Italian VAT number: 11 digits, the number of the taxpayer (the first seven) not zero, Luhn.
bool ItVatCode(std::string_view text) noexcept;

}  // namespace aegis::validators
