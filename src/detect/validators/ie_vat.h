#pragma once

#include <string_view>

namespace aegis::validators {

/// An Irish VAT number without its country, upper case: 7 digits and 1 or 2 letters as of a
/// personal public service number; or, of before 1991, a digit, a letter, + or *, 5 digits and a
/// letter, with the check of 0, the five digits and the first.
bool IeVat(std::string_view text) noexcept;

}  // namespace aegis::validators
