#pragma once

#include <string_view>

namespace aegis::validators {

/// A Czech birth number of ten digits: BirthNumber in birth_number.h.
bool CzRodneCislo(std::string_view text) noexcept;

}  // namespace aegis::validators
