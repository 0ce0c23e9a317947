#pragma once

#include <string_view>

namespace aegis::validators {

/// A Quebec health insurance number, upper case: 4 letters, a date as YYMMDD whose month is raised
/// by 50 for women, 2 digits or letters. Its check digit is not published.
bool CaQcRamq(std::string_view text) noexcept;

}  // namespace aegis::validators
