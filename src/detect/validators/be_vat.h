#pragma once

#include <string_view>

namespace aegis::validators {

/// A Belgian enterprise number, which is the VAT number without its country: 10 digits, the first 0
/// or 1; 97 less the remainder of the first eight by 97.
bool BeVat(std::string_view text) noexcept;

}  // namespace aegis::validators
