#pragma once

#include <string_view>

namespace aegis::validators {

/// A Brazilian health card number: 15 digits, the first 1, 2, 7, 8 or 9; weights 15-1, a multiple
/// of 11.
bool BrCns(std::string_view text) noexcept;

}  // namespace aegis::validators
