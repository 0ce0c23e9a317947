#pragma once

#include <string_view>

namespace aegis::validators {

/// A Danish company number, which is the VAT number without its country: 8 digits, the first not 0;
/// weights 2 7 6 5 4 3 2 1 mod 11.
bool DkCvr(std::string_view text) noexcept;

}  // namespace aegis::validators
