#pragma once

#include <string_view>

namespace aegis::validators {

/// A Dutch postal code, upper case: 4 digits, the first not 0, and two letters that are not SA, SD
/// or SS.
bool NlPostcode(std::string_view text) noexcept;

}  // namespace aegis::validators
