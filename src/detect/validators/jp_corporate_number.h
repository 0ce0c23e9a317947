#pragma once

#include <string_view>

namespace aegis::validators {

/// A Japanese corporate number: 13 digits, the first a check digit, nine less the sum by weights 1
/// 2 from the right mod 9.
bool JpCorporateNumber(std::string_view text) noexcept;

}  // namespace aegis::validators
