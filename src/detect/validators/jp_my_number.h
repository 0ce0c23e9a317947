#pragma once

#include <string_view>

namespace aegis::validators {

/// A Japanese individual number: 12 digits; weights 6 5 4 3 2 7 6 5 4 3 2; 11 less the remainder, 0
/// for a remainder of 0 or 1.
bool JpMyNumber(std::string_view text) noexcept;

}  // namespace aegis::validators
