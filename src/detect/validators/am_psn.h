#pragma once

#include <string_view>

namespace aegis::validators {

/// An Armenian public services number: 10 digits; the day raised by 10 or 50, the month, the year,
/// and a serial.
bool AmPsn(std::string_view text) noexcept;

}  // namespace aegis::validators
