#pragma once

#include <string_view>

namespace aegis::validators {

/// A Turkish tax number: 10 digits; each digit and 9 less its place mod 10, times a power of two
/// mod 9.
bool TrVkn(std::string_view text) noexcept;

}  // namespace aegis::validators
