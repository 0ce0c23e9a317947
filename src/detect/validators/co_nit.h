#pragma once

#include <string_view>

namespace aegis::validators {

/// A Colombian tax number: 8 to 14 digits and a check digit, by the primes 3 7 13 … from the right
/// mod 11.
bool CoNit(std::string_view text) noexcept;

}  // namespace aegis::validators
