#pragma once

#include <string_view>

namespace aegis::validators {

/// A US DEA registration number, upper case: a letter of a kind of registrant, a letter or 9, 7
/// digits; every second digit twice, mod 10.
bool UsDea(std::string_view text) noexcept;

}  // namespace aegis::validators
