#pragma once

#include <string_view>

namespace aegis::validators {

/// A Singapore identity or foreigner number, upper case: S, T, F, G or M, 7 digits, and the check
/// letter of its series.
bool SgNricFin(std::string_view text) noexcept;

}  // namespace aegis::validators
