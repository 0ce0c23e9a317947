#pragma once

#include <string_view>

namespace aegis::validators {

/// A securities identification number of ISO 6166, upper case: a country or X-prefix, 9 letters or
/// digits, a check digit; letters become two digits, then Luhn.
bool Isin(std::string_view text) noexcept;

}  // namespace aegis::validators
