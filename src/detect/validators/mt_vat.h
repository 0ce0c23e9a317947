#pragma once

#include <string_view>

namespace aegis::validators {

/// A Maltese VAT number without its country: 8 digits, the first not 0; weights 3 4 6 7 8 9 10 1
/// mod 37.
bool MtVat(std::string_view text) noexcept;

}  // namespace aegis::validators
