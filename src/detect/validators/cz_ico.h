#pragma once

#include <string_view>

namespace aegis::validators {

/// A Czech company number: 8 digits; weights 8 to 2 mod 11.
bool CzIco(std::string_view text) noexcept;

}  // namespace aegis::validators
