#pragma once

#include <string_view>

namespace aegis::validators {

/// A Philippine taxpayer number: 9 digits, not all nought, the last of which weights 9-2 mod 11
/// give; 3 or 5 digits of a branch may follow.
bool PhTin(std::string_view text) noexcept;

}  // namespace aegis::validators
