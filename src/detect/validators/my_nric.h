#pragma once

#include <string_view>

namespace aegis::validators {

/// A Malaysian identity card number: 12 digits; a date as YYMMDD, a code of a place of birth that
/// is in use, a serial.
bool MyNric(std::string_view text) noexcept;

}  // namespace aegis::validators
