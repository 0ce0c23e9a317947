#pragma once

#include <string_view>

namespace aegis::validators {

/// A creditor reference of ISO 11649, upper case: RF, two check digits mod 97-10, up to 21 letters
/// or digits.
bool Iso11649(std::string_view text) noexcept;

}  // namespace aegis::validators
