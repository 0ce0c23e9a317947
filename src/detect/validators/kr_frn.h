#pragma once

#include <string_view>

namespace aegis::validators {

/// A Korean foreigner registration number: 13 digits; a date as YYMMDD, 5-8 for sex and century,
/// weights 2-9 2-5, the check digit (13 − sum mod 11) mod 10.
bool KrFrn(std::string_view text) noexcept;

}  // namespace aegis::validators
