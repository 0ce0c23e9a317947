#pragma once

#include <string_view>

namespace aegis::validators {

/// A Mexican population registry code, upper case, without Ñ: 4 letters, YYMMDD, H M or X, 5
/// letters of which two name a state, a letter or digit, and a check digit over an alphabet in
/// which Ñ counts.
bool MxCurp(std::string_view text) noexcept;

}  // namespace aegis::validators
