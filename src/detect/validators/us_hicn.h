#pragma once

#include <string_view>

namespace aegis::validators {

/// A US Medicare claim number of before 2020, upper case: a social security number and a suffix
/// that says whose benefit it is, a letter alone or with a digit or letter behind.
bool UsHicn(std::string_view text) noexcept;

}  // namespace aegis::validators
