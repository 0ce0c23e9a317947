#pragma once

#include <string_view>

namespace aegis::validators {

/// A Swedish personal or coordination number: 10 digits, or 12 with the century; a birth date whose
/// day is raised by 60 in coordination numbers; Luhn over the last ten.
bool SePersonnummer(std::string_view text) noexcept;

}  // namespace aegis::validators
