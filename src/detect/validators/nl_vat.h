#pragma once

#include <string_view>

namespace aegis::validators {

/// A Dutch VAT number without its country, upper case: 9 digits, B and 2 digits; mod 97-10 over all
/// of it with NL in front (sole traders, since 2020), or the eleven test on the nine (others).
bool NlVat(std::string_view text) noexcept;

}  // namespace aegis::validators
