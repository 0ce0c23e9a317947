#pragma once

#include <string_view>

namespace aegis::validators {

/// A Danish personal number: 10 digits that begin with a date DDMMYY. The old check digit no longer
/// binds.
bool DkCpr(std::string_view text) noexcept;

}  // namespace aegis::validators
