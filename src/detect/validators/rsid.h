#pragma once

#include <string_view>

namespace aegis::validators {

/// The name of a genetic variant in dbSNP: rs and 3 to 10 digits.
bool Rsid(std::string_view text) noexcept;

}  // namespace aegis::validators
