#pragma once

#include <string_view>

namespace aegis::validators {

/// A Chilean tax number, upper case: 7 or 8 digits and a check character 0-9 or K; weights 2-7 from
/// the right mod 11.
bool ClRut(std::string_view text) noexcept;

}  // namespace aegis::validators
