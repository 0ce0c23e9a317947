#pragma once

#include <string_view>

namespace aegis::validators {

/// A Kazakh number of a person (YYMMDD, century and sex 0 to 6) or of a company (YYMM and 4 to 6):
/// 12 digits; weights 1 to 11 mod 11, and 3 to 11, 1, 2 where that gives ten; a second ten is
/// unused.
bool KzIin(std::string_view text) noexcept;

}  // namespace aegis::validators
