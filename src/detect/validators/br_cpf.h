#pragma once

#include <string_view>

namespace aegis::validators {

/// A Brazilian taxpayer number: 11 digits, not all equal; two check digits by weights 10-2 and 11-2
/// mod 11.
bool BrCpf(std::string_view text) noexcept;

}  // namespace aegis::validators
