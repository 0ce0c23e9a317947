#pragma once

#include <string_view>

namespace aegis::validators {

/// The end of a card's life, MM/YY or MM/YYYY, the month first: a month of the year, a year from
/// 2000 to 2079.
bool CardExpiry(std::string_view text) noexcept;

}  // namespace aegis::validators
