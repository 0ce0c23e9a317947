#pragma once

#include <string_view>

namespace aegis::validators {

/// A Finnish personal identity code, upper case, with its century sign: DDMMYY, one of + - A-F U-Y,
/// three digits, and the check character of the nine digits modulo 31.
bool FiPersonalIdentityCode(std::string_view text) noexcept;

}  // namespace aegis::validators
