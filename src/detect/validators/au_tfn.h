#pragma once

#include <string_view>

namespace aegis::validators {

/// An Australian tax file number: 9 digits, weights 1 4 3 7 5 8 6 9 10, a multiple of 11, not all
/// zero.
bool AuTfn(std::string_view text) noexcept;

}  // namespace aegis::validators
