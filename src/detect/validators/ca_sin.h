#pragma once

#include <string_view>

namespace aegis::validators {

/// A Canadian social insurance number: 9 digits, the first not 0 or 8, a Luhn check digit.
bool CaSin(std::string_view text) noexcept;

}  // namespace aegis::validators
