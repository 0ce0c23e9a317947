#pragma once

#include <string_view>

namespace aegis::validators {

/// A European health insurance card: 20 digits, 80 and the numeric ISO 3166-1 code of a country of
/// the EU, of the EEA, of Switzerland or of the United Kingdom.
bool EuEhic(std::string_view text) noexcept;

}  // namespace aegis::validators
