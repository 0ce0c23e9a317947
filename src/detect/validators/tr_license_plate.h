#pragma once

#include <string_view>

namespace aegis::validators {

/// A Turkish number plate, upper case: the province 01 to 81, then a letter and 4 or 5 digits, two
/// and 3 or 4, or three and 2 or 3; no Q, W or X.
bool TrLicensePlate(std::string_view text) noexcept;

}  // namespace aegis::validators
