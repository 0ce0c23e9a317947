#pragma once

#include <string_view>

namespace aegis::validators {

/// An international bank account number of ISO 13616, upper case, no separators: a country of the
/// registry, its length and the structure of its account part, check digits 02 to 98, mod 97-10.
bool Iban(std::string_view text) noexcept;

}  // namespace aegis::validators
