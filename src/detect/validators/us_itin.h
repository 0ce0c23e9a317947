#pragma once

#include <string_view>

namespace aegis::validators {

/// A US individual taxpayer identification number: 9 digits, the first 9, the fourth and fifth in
/// 50-65, 70-88, 90-92 or 94-99.
bool UsItin(std::string_view text) noexcept;

}  // namespace aegis::validators
