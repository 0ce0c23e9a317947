#pragma once

#include <string_view>

namespace aegis::validators {

/// A Bulgarian number of a foreigner: 10 digits; weights 21 19 17 13 11 9 7 3 1 mod 10.
bool BgPnf(std::string_view text) noexcept;

}  // namespace aegis::validators
