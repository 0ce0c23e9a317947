#pragma once

#include <string_view>

namespace aegis::validators {

/// A Korean resident registration number issued before October 2020: 13 digits; a birth date, a
/// digit 0-4 or 9 for century and sex, weights 2-9 2-5 mod 11. Numbers issued since then carry no
/// check digit.
bool KrRrn(std::string_view text) noexcept;

}  // namespace aegis::validators
