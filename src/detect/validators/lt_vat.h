#pragma once

#include <string_view>

namespace aegis::validators {

/// A Lithuanian VAT number without its country: 9 digits, the eighth 1, or 12 digits, the eleventh
/// 1; weights 1 to 9 and again mod 11, and from 3 where that gives ten.
bool LtVat(std::string_view text) noexcept;

}  // namespace aegis::validators
