#pragma once

#include <string_view>

namespace aegis::validators {

/// A French tax number: 13 digits, the first 0 to 3; the last three are the remainder of the first
/// ten by 511.
bool FrNif(std::string_view text) noexcept;

}  // namespace aegis::validators
