#pragma once

#include <string_view>

namespace aegis::validators {

/// A New Zealand tax number: 8 or 9 digits, from 10 to 150 millions; weights 3 2 7 6 5 4 3 2 mod
/// 11, and 7 4 3 2 5 2 7 6 where these give ten.
bool NzIrd(std::string_view text) noexcept;

}  // namespace aegis::validators
