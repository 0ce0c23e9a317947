#pragma once

#include <string_view>

namespace aegis::validators {

/// An Israeli identity number: 9 digits with leading zeros, a Luhn check digit, not all zero.
bool IlId(std::string_view text) noexcept;

}  // namespace aegis::validators
