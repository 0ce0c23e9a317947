#pragma once

#include <string_view>

namespace aegis::validators {

/// A Dutch citizen service number: 9 digits, or 8 with the leading zero left out; weights 9 to 2
/// and -1, a multiple of 11; not all zero.
bool NlBsn(std::string_view text) noexcept;

}  // namespace aegis::validators
