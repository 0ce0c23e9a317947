#pragma once

#include <string_view>

namespace aegis::validators {

/// A UK company number, upper case: 8 digits, or the two letters of a register and 6 digits.
bool UkCompanyNumber(std::string_view text) noexcept;

}  // namespace aegis::validators
