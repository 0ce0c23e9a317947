#pragma once

#include <string_view>

namespace aegis::validators {

/// An Irish personal public service number, upper case: 7 digits, a check letter A-W, and since
/// 2013 a second letter A-I or W that takes part in the check.
bool IePps(std::string_view text) noexcept;

}  // namespace aegis::validators
