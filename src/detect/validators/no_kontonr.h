#pragma once

#include <string_view>

namespace aegis::validators {

/// A Norwegian bank account: 11 digits; weights 5 4 3 2 7 6 5 4 3 2 mod 11, where 10 is unused.
bool NoKontonr(std::string_view text) noexcept;

}  // namespace aegis::validators
