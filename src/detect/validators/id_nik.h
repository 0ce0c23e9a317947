#pragma once

#include <string_view>

namespace aegis::validators {

/// An Indonesian identity number: 16 digits; a province and its parts, a date as DDMMYY whose day
/// is raised by 40 for women, a serial.
bool IdNik(std::string_view text) noexcept;

}  // namespace aegis::validators
