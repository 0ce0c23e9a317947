#pragma once

#include <string_view>

namespace aegis::validators {

/// A Norwegian organisation number: 9 digits, the first 8 or 9; weights 3 2 7 6 5 4 3 2 mod 11,
/// where 10 is unused.
bool NoOrgnr(std::string_view text) noexcept;

}  // namespace aegis::validators
