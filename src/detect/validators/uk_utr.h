#pragma once

#include <string_view>

namespace aegis::validators {

/// A UK unique taxpayer reference: 10 digits, of which the first is the check digit, and perhaps K;
/// weights 6 7 8 9 10 5 4 3 2 mod 11 by a table.
bool UkUtr(std::string_view text) noexcept;

}  // namespace aegis::validators
