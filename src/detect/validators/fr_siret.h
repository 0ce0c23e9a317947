#pragma once

#include <string_view>

namespace aegis::validators {

/// A French establishment number: 14 digits; a company number of 9 (FrSiren) and a Luhn check over
/// all. Establishments of La Poste (356000000) have a digit sum that is a multiple of five instead.
bool FrSiret(std::string_view text) noexcept;

}  // namespace aegis::validators
