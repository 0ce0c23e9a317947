#pragma once

#include <string_view>

namespace aegis::validators {

/// A Taiwanese business number: 8 digits, not all nought; weights 1 2 1 2 1 2 4 1, digits of the
/// products added, a multiple of 5, where a 7 in the seventh place may count as one more.
bool TwUbn(std::string_view text) noexcept;

}  // namespace aegis::validators
