#pragma once

#include <string_view>

namespace aegis::validators {

/// A Latvian VAT number without its country: 11 digits, of a company (the first 4 to 9; weights 9 1
/// 4 8 3 10 2 5 7 6 1 mod 11 is 3), or the personal code of a person.
bool LvVat(std::string_view text) noexcept;

}  // namespace aegis::validators
