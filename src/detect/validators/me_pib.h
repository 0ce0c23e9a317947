#pragma once

#include <string_view>

namespace aegis::validators {

/// A Montenegrin tax number: 8 digits, the first 0; weights 8 to 2 mod 11.
bool MePib(std::string_view text) noexcept;

}  // namespace aegis::validators
