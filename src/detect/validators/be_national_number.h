#pragma once

#include <string_view>

namespace aegis::validators {

/// A Belgian national number: 11 digits; a birth date whose month or day may be 0 when unknown and
/// whose month is raised by 20 or 40 in numbers for foreigners; 97 minus the first nine modulo 97,
/// with a 2 in front of them for births since 2000.
bool BeNationalNumber(std::string_view text) noexcept;

}  // namespace aegis::validators
