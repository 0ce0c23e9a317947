#pragma once

#include <string_view>

namespace aegis::validators {

/// A Brazilian worker number (PIS, PASEP, NIS) or vehicle register number (RENAVAM): 11 digits,
/// not all equal; weights 3 2 9 8 7 6 5 4 3 2 mod 11.
bool BrPis(std::string_view text) noexcept;

}  // namespace aegis::validators
