#pragma once

#include <string_view>

namespace aegis::validators {

/// A French VAT number without its country, upper case: a key of two characters and a company
/// number with a Luhn sum (Monaco's, which begin with 000, have none). A key of digits is the
/// remainder of 12 and 3 times the company number by 97; one with letters is a remainder by 11.
bool FrVat(std::string_view text) noexcept;

}  // namespace aegis::validators
