#pragma once

#include <string_view>

namespace aegis::validators {

/// A Slovenian tax number, which is the VAT number without its country: 8 digits, the first not 0;
/// weights 8 to 2 mod 11, where 11 is unused.
bool SiDavcna(std::string_view text) noexcept;

}  // namespace aegis::validators
