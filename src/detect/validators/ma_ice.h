#pragma once

#include <string_view>

namespace aegis::validators {

/// A Moroccan company number: 15 digits, not all nought, a multiple of 97.
bool MaIce(std::string_view text) noexcept;

}  // namespace aegis::validators
