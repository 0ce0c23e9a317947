#pragma once

#include <string_view>

namespace aegis::validators {

/// A Mexican voter card key, upper case: 6 letters, a date as YYMMDD, a state (01-32, 87 or 88
/// abroad), H or M, 3 digits.
bool MxIneClave(std::string_view text) noexcept;

}  // namespace aegis::validators
