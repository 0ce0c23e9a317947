#pragma once

#include <string_view>

namespace aegis::validators {

/// An Ontario health card number, upper case: 10 digits with a Luhn check digit, the first not 0;
/// two letters of a version may follow.
bool CaOnHealthCard(std::string_view text) noexcept;

}  // namespace aegis::validators
