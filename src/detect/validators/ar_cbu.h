#pragma once

#include <string_view>

namespace aegis::validators {

/// An Argentine bank account key: 22 digits, not all equal, in two blocks of 8 and 14 whose last
/// digits are checks by weights 3 1 7 9 from the right mod 10.
bool ArCbu(std::string_view text) noexcept;

}  // namespace aegis::validators
