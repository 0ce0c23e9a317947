#pragma once

#include <string_view>

namespace aegis::validators {

/// A Thai identity number: 13 digits, the first 1-8; weights 13 to 2 mod 11.
bool ThTnin(std::string_view text) noexcept;

}  // namespace aegis::validators
