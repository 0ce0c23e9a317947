#pragma once

#include <string_view>

namespace aegis::validators {

/// A North American security identifier, upper case: 8 digits, letters or * @ #, and a check
/// digit; every second value doubled, digit sums mod 10.
bool Cusip(std::string_view text) noexcept;

}  // namespace aegis::validators
