#pragma once

#include <string_view>

namespace aegis::validators {

/// A vehicle identification number of a maker that uses no check digit: 17 letters and digits but
/// I, O and Q. North America (1 to 5) and China (L) write one, so theirs must be right.
bool VinElsewhere(std::string_view text) noexcept;

}  // namespace aegis::validators
