#pragma once

#include <string_view>

namespace aegis::validators {

/// An Indian permanent account number, upper case: 5 letters of which the fourth is a holder type,
/// 4 digits, a letter. Its check letter's rule is not public.
bool InPan(std::string_view text) noexcept;

}  // namespace aegis::validators
