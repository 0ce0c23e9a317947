#pragma once

#include <string_view>

namespace aegis::validators {

/// A Tanzanian national number: 20 digits, the first eight a date of 1900-2099 as YYYYMMDD.
bool TzNida(std::string_view text) noexcept;

}  // namespace aegis::validators
