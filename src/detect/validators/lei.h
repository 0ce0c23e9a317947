#pragma once

#include <string_view>

namespace aegis::validators {

/// A legal entity identifier of ISO 17442, upper case: 18 letters or digits and two check digits,
/// mod 97-10.
bool Lei(std::string_view text) noexcept;

}  // namespace aegis::validators
