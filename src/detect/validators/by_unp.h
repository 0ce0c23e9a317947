#pragma once

#include <string_view>

namespace aegis::validators {

/// A Belarusian taxpayer number, upper case: 9 digits, or one of A B C E H K M and 8 digits, or two
/// letters and 7 digits, where the second letter counts its place in ABCEHKMOPT; weights 29 23 19
/// 17 13 7 5 3 mod 11, letters A = 10, where 10 is unused.
bool ByUnp(std::string_view text) noexcept;

}  // namespace aegis::validators
