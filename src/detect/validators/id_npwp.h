#pragma once

#include <string_view>

namespace aegis::validators {

/// An Indonesian taxpayer number: 15 digits, or 16 with a nought in front; the first nine of the
/// fifteen, not all nought, have a Luhn check digit.
bool IdNpwp(std::string_view text) noexcept;

}  // namespace aegis::validators
