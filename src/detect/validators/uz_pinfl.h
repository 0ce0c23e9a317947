#pragma once

#include <string_view>

namespace aegis::validators {

/// An Uzbek personal number: 14 digits; century and sex 1 to 6, DDMMYY, area and serial. The rule
/// of its check digit is not published.
bool UzPinfl(std::string_view text) noexcept;

}  // namespace aegis::validators
