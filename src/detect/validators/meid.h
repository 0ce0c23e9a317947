#pragma once

#include <string_view>

namespace aegis::validators {

/// A mobile equipment identifier, in either case: 14 hexadecimal digits, the first A to F, or 15
/// with a Luhn check in base 16; or 18 decimal digits, 10 for the first half and 8 for the second.
bool Meid(std::string_view text) noexcept;

}  // namespace aegis::validators
