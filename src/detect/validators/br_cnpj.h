#pragma once

#include <string_view>

namespace aegis::validators {

/// A Brazilian company number, upper case: 12 digits or letters (letters since 2026) and two check
/// digits, mod 11 over character codes less 48; not all equal.
bool BrCnpj(std::string_view text) noexcept;

}  // namespace aegis::validators
