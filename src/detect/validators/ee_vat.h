#pragma once

#include <string_view>

namespace aegis::validators {

/// An Estonian VAT number without its country: 9 digits; weights 3 7 1 mod 10.
bool EeVat(std::string_view text) noexcept;

}  // namespace aegis::validators
