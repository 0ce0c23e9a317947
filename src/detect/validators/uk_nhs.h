#pragma once

#include <string_view>

namespace aegis::validators {

/// A UK NHS number: 10 digits, weights 10 to 2, check digit 11 minus the remainder by 11, where 10
/// is unused and 11 is written 0; not all one digit.
bool UkNhs(std::string_view text) noexcept;

}  // namespace aegis::validators
