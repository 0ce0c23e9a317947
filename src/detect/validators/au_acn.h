#pragma once

#include <string_view>

namespace aegis::validators {

/// An Australian company number: 9 digits, weights 8 to 1, the check digit completes a multiple of
/// ten; not all zero.
bool AuAcn(std::string_view text) noexcept;

}  // namespace aegis::validators
