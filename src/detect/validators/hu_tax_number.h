#pragma once

#include <string_view>

namespace aegis::validators {

/// A Hungarian tax number: 8 digits, or 11 with the VAT code 1 to 5 and the county; weights 9 7 3 1
/// mod 10 over the first eight.
bool HuTaxNumber(std::string_view text) noexcept;

}  // namespace aegis::validators
