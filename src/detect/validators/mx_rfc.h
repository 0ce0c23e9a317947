#pragma once

#include <string_view>

namespace aegis::validators {

/// A Mexican taxpayer code, upper case: 4 letters of a person or 3 of a company (& and Ñ are two
/// of them), a date as YYMMDD, two characters, and a check character 0-9 or A; weights 13-2 mod
/// 11.
bool MxRfc(std::string_view text) noexcept;

}  // namespace aegis::validators
