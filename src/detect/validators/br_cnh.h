#pragma once

#include <string_view>

namespace aegis::validators {

/// A Brazilian driving licence number: 11 digits, not all equal; two check digits by weights 9-1
/// and 1-9 mod 11, the second two less where the first would have been ten.
bool BrCnh(std::string_view text) noexcept;

}  // namespace aegis::validators
