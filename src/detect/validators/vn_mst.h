#pragma once

#include <string_view>

namespace aegis::validators {

/// A Vietnamese tax number: 10 digits, or 13 with a branch; weights 31 29 23 19 17 13 7 5 3, the
/// check digit ten less the sum mod 11.
bool VnMst(std::string_view text) noexcept;

}  // namespace aegis::validators
