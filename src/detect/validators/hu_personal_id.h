#pragma once

#include <string_view>

namespace aegis::validators {

/// A Hungarian personal number: 11 digits; the first gives sex and century (1, 2 and for foreigners
/// 5, 6 = 1900s; 3, 4, 7, 8 = 2000s, or 1800s), then YYMMDD and a serial; weights 1 to 10 mod 11,
/// or 10 to 1 for births from 1997; 10 is unused.
bool HuPersonalId(std::string_view text) noexcept;

}  // namespace aegis::validators
