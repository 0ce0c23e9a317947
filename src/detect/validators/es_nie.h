#pragma once

#include <string_view>

namespace aegis::validators {

/// A Spanish number of a foreigner, upper case: X, Y or Z (0, 1, 2), 7 digits and the letter of the
/// number so formed modulo 23.
bool EsNie(std::string_view text) noexcept;

}  // namespace aegis::validators
