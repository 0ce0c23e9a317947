#pragma once

#include <string_view>

namespace aegis::validators {

/// A Bulgarian personal number: 10 digits; a birth date whose month is raised by 20 for the 1800s
/// and by 40 for the 2000s; weights 2 4 8 5 10 9 7 3 6 mod 11 mod 10.
bool BgEgn(std::string_view text) noexcept;

}  // namespace aegis::validators
