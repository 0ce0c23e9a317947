#pragma once

#include <string_view>

namespace aegis::validators {

/// A British Columbian health number: 10 digits, the first 9; weights 2 4 8 5 10 9 7 3 over the
/// second to the ninth mod 11.
bool CaBcPhn(std::string_view text) noexcept;

}  // namespace aegis::validators
