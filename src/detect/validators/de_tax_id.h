#pragma once

#include <string_view>

namespace aegis::validators {

/// A German tax identification number: 11 digits, the first not 0, ISO 7064 mod 11,10. Among the
/// first ten, one digit occurs twice or three times and every other at most once.
bool DeTaxId(std::string_view text) noexcept;

}  // namespace aegis::validators
