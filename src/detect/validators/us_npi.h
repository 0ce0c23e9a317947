#pragma once

#include <string_view>

namespace aegis::validators {

/// A US national provider number: 10 digits, the first 1 or 2, a Luhn check digit once 80840 is put
/// in front.
bool UsNpi(std::string_view text) noexcept;

}  // namespace aegis::validators
