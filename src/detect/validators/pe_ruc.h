#pragma once

#include <string_view>

namespace aegis::validators {

/// A Peruvian tax number: 11 digits that begin with 10, 15, 16, 17 or 20; weights 5 4 3 2 7 6 5 4
/// 3 2 mod 11.
bool PeRuc(std::string_view text) noexcept;

}  // namespace aegis::validators
