#pragma once

#include <string_view>

namespace aegis::validators {

/// A Taiwanese resident certificate number, upper case: a letter of a place, 8 or 9, 8 digits; the
/// letter counts as two digits.
bool TwArc(std::string_view text) noexcept;

}  // namespace aegis::validators
