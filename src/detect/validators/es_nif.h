#pragma once

#include <string_view>

namespace aegis::validators {

/// A Spanish tax number of a citizen, upper case: 8 digits and the letter of the number modulo 23.
bool EsNif(std::string_view text) noexcept;

}  // namespace aegis::validators
