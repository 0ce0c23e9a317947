#pragma once

#include <string_view>

namespace aegis::validators {

/// An Austrian social insurance number: 10 digits; a serial that does not begin with 0, a check
/// digit at the fourth place, and DDMMYY, where the month may exceed 12 when serials ran out.
bool AtSvnr(std::string_view text) noexcept;

}  // namespace aegis::validators
