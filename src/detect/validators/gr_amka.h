#pragma once

#include <string_view>

namespace aegis::validators {

/// A Greek social security number: 11 digits; DDMMYY, a Luhn check digit.
bool GrAmka(std::string_view text) noexcept;

}  // namespace aegis::validators
