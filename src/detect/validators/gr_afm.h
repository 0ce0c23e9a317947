#pragma once

#include <string_view>

namespace aegis::validators {

/// A Greek tax number: 9 digits; weights 256 to 2 mod 11 mod 10.
bool GrAfm(std::string_view text) noexcept;

}  // namespace aegis::validators
