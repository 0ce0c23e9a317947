#pragma once

#include <string_view>

namespace aegis::validators {

/// A Bahraini personal number: 9 digits, the first four a year and a month of birth. Its check
/// digit is not published.
bool BhCpr(std::string_view text) noexcept;

}  // namespace aegis::validators
