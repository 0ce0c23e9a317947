#pragma once

#include <string_view>

namespace aegis::validators {

/// A Swedish organisation number: 10 digits, the third at least 2, Luhn.
bool SeOrganisationsnummer(std::string_view text) noexcept;

}  // namespace aegis::validators
