#pragma once

#include <string_view>

namespace aegis::validators {

/// A Turkish identity number: 11 digits, the first not 0; the tenth from odd and even places, the
/// eleventh from the sum of ten.
bool TrNationalId(std::string_view text) noexcept;

}  // namespace aegis::validators
