#pragma once

#include <string_view>

namespace aegis::validators {

/// A SIM card number: 19 or 20 digits that begin with 89, a Luhn check digit.
bool Iccid(std::string_view text) noexcept;

}  // namespace aegis::validators
