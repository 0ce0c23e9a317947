#pragma once

#include <string_view>

namespace aegis::validators {

/// A Cypriot tax number, which is the VAT number without its country, upper case: 8 digits that do
/// not begin with 12, and the sum of their values mod 26 as a letter, where those at odd positions
/// count by the table of the Italian fiscal code.
bool CyVat(std::string_view text) noexcept;

}  // namespace aegis::validators
