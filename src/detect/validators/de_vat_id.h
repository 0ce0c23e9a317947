#pragma once

#include <string_view>

namespace aegis::validators {

/// A German VAT number, upper case: DE and 9 digits, the first not 0, ISO 7064 mod 11,10.
bool DeVatId(std::string_view text) noexcept;

}  // namespace aegis::validators
