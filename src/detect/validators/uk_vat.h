#pragma once

#include <string_view>

namespace aegis::validators {

/// A UK VAT number without its country, upper case: 9 digits, or 12 with a branch; weights 8 to 2
/// and the last two digits mod 97 are 0, or 42 since 2009; GD and 3 digits below 500 for the
/// government, HA and 3 from 500 for health authorities.
bool UkVat(std::string_view text) noexcept;

}  // namespace aegis::validators
