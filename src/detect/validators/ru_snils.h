#pragma once

#include <string_view>

namespace aegis::validators {

/// A Russian pension insurance number: 11 digits; weights 9 to 1 mod 101 mod 100, not all zero.
bool RuSnils(std::string_view text) noexcept;

}  // namespace aegis::validators
