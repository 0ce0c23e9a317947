#pragma once

#include <string_view>

namespace aegis::validators {

/// A Dominican taxpayer number: 9 digits; weights 7 9 8 6 5 4 3 2, the check digit (10 − sum mod
/// 11) mod 9 + 1.
bool DoRnc(std::string_view text) noexcept;

}  // namespace aegis::validators
