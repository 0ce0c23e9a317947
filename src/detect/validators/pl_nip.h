#pragma once

#include <string_view>

namespace aegis::validators {

/// A Polish tax number: 10 digits; weights 6 5 7 2 3 4 5 6 7 mod 11, where 10 is unused.
bool PlNip(std::string_view text) noexcept;

}  // namespace aegis::validators
