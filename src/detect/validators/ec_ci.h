#pragma once

#include <string_view>

namespace aegis::validators {

/// An Ecuadorian identity number: 10 digits; a province 01-24 or 30, the third digit 0-5, Luhn.
bool EcCi(std::string_view text) noexcept;

}  // namespace aegis::validators
