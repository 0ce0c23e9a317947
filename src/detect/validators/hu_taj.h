#pragma once

#include <string_view>

namespace aegis::validators {

/// A Hungarian social security number: 9 digits; weights 3 7 mod 10.
bool HuTaj(std::string_view text) noexcept;

}  // namespace aegis::validators
