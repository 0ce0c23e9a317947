#pragma once

#include <string_view>

namespace aegis::validators {

/// A tax number of North Macedonia: perhaps MK, and 13 digits; weights 7 6 5 4 3 2 twice, mod 11.
bool MkEdb(std::string_view text) noexcept;

}  // namespace aegis::validators
