#pragma once

#include <string_view>

namespace aegis::validators {

/// A Belarusian personal number, upper case: sex and century 1 to 6, DDMMYY, a letter of the
/// region, 3 digits, PB, BA or BI, and a digit.
bool ByPersonalNumber(std::string_view text) noexcept;

}  // namespace aegis::validators
