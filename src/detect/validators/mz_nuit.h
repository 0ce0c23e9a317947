#pragma once

#include <string_view>

namespace aegis::validators {

/// A Mozambican taxpayer number: 9 digits, not all nought; weights 8 9 4 5 6 7 8 9 mod 11, ten
/// written 1.
bool MzNuit(std::string_view text) noexcept;

}  // namespace aegis::validators
