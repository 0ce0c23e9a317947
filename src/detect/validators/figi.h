#pragma once

#include <string_view>

namespace aegis::validators {

/// A FIGI of ANSI X9.145, upper case: 2 consonants that are no country of another numbering, G, 8
/// consonants or digits, a check digit.
bool Figi(std::string_view text) noexcept;

}  // namespace aegis::validators
