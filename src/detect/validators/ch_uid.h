#pragma once

#include <string_view>

namespace aegis::validators {

/// A Swiss business number, upper case: CHE and 9 digits; weights 5 4 3 2 7 6 5 4 mod 11, where 10
/// is unused. What says that it is the VAT number (MWST, TVA, IVA, TPV) may follow.
bool ChUid(std::string_view text) noexcept;

}  // namespace aegis::validators
