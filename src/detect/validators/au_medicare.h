#pragma once

#include <string_view>

namespace aegis::validators {

/// An Australian Medicare card number: 10 digits, or 11 with the person's place on the card; the
/// first 2-6; weights 1 3 7 9 1 3 7 9 give the ninth digit.
bool AuMedicare(std::string_view text) noexcept;

}  // namespace aegis::validators
