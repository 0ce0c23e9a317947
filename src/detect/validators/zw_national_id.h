#pragma once

#include <string_view>

namespace aegis::validators {

/// A Zimbabwean national number, upper case: 8 or 9 digits, a letter that they give mod 23, 2
/// digits.
bool ZwNationalId(std::string_view text) noexcept;

}  // namespace aegis::validators
