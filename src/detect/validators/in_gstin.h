#pragma once

#include <string_view>

namespace aegis::validators {

/// An Indian goods and services tax number, upper case: a state 01-38 or 97, a PAN, an entity
/// character, Z, and the Luhn check character in base 36.
bool InGstin(std::string_view text) noexcept;

}  // namespace aegis::validators
