#pragma once

#include <string_view>

namespace aegis::validators {

/// A driving licence of Great Britain, upper case: 5 letters of the surname, filled up with 9; the
/// decade, the month (raised by 50 for women), the day, the year; two initials or 9; a digit or
/// letter and two letters.
bool UkDrivingLicence(std::string_view text) noexcept;

}  // namespace aegis::validators
