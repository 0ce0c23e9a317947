#pragma once

#include <string_view>

namespace aegis::validators {

/// A Bulgarian company number, which is the VAT number without its country: 9 digits; weights 1 to
/// 8 mod 11, and 3 to 10 where that gives ten.
bool BgEik(std::string_view text) noexcept;

}  // namespace aegis::validators
