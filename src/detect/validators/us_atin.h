#pragma once

#include <string_view>

namespace aegis::validators {

/// A US adoption taxpayer number: 9 digits, the first 9, the fourth and fifth 93.
bool UsAtin(std::string_view text) noexcept;

}  // namespace aegis::validators
