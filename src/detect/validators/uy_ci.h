#pragma once

#include <string_view>

namespace aegis::validators {

/// A Uruguayan identity number: 8 digits, or 7 of an old one, not all nought; weights 2 9 8 7 6 3
/// 4 mod 10.
bool UyCi(std::string_view text) noexcept;

}  // namespace aegis::validators
