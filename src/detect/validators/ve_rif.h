#pragma once

#include <string_view>

namespace aegis::validators {

/// A Venezuelan tax number, upper case: V, E, J, P or G, 8 digits, a check digit; the letter
/// counts 4 8 12 16 20, weights 3 2 7 6 5 4 3 2 mod 11.
bool VeRif(std::string_view text) noexcept;

}  // namespace aegis::validators
