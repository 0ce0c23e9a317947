#pragma once

#include <string_view>

namespace aegis::validators {

/// A Polish statistical number of 9 digits; weights 8 9 2 3 4 5 6 7 mod 11 mod 10.
bool PlRegon(std::string_view text) noexcept;

}  // namespace aegis::validators
