#pragma once

#include <string_view>

namespace aegis::validators {

/// A number of the Scottish community health index: 10 digits; DDMMYY, 3 digits and a check digit
/// with weights 10 to 2 mod 11, where 10 is unused.
bool UkChi(std::string_view text) noexcept;

}  // namespace aegis::validators
