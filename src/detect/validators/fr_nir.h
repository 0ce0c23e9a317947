#pragma once

#include <string_view>

namespace aegis::validators {

/// A French social security number (NIR), upper case: 15 characters; sex, year, month, department
/// (2A and 2B for Corsica), commune, order, and the key 97 minus the first 13 modulo 97.
bool FrNir(std::string_view text) noexcept;

}  // namespace aegis::validators
