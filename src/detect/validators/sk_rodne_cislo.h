#pragma once

#include <string_view>

namespace aegis::validators {

/// A Slovak birth number of ten digits: BirthNumber in birth_number.h.
bool SkRodneCislo(std::string_view text) noexcept;

}  // namespace aegis::validators
