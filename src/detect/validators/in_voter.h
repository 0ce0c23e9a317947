#pragma once

#include <string_view>

namespace aegis::validators {

/// An Indian voter card number, upper case: 3 letters and 7 digits with a Luhn check digit, not
/// all equal.
bool InVoter(std::string_view text) noexcept;

}  // namespace aegis::validators
