#pragma once

#include <string_view>

namespace aegis::validators {

/// A UK national insurance number, upper case: two letters that form a valid prefix, 6 digits, a
/// letter A-D.
bool UkNino(std::string_view text) noexcept;

}  // namespace aegis::validators
