#pragma once

#include <string_view>

namespace aegis::validators {

/// A Romanian company number: 2 to 10 digits, the first not 0; weights 7 5 3 2 1 7 5 3 2 to the
/// right end, ten times the sum mod 11 mod 10.
bool RoCui(std::string_view text) noexcept;

}  // namespace aegis::validators
