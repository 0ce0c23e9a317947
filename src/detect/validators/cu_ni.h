#pragma once

#include <string_view>

namespace aegis::validators {

/// A Cuban identity number: 11 digits, the first six a date as YYMMDD.
bool CuNi(std::string_view text) noexcept;

}  // namespace aegis::validators
