#pragma once

#include <string_view>

namespace aegis::validators {

/// A vaccination certificate's identifier (URN:UVCI:), upper case: version, country, and the part
/// of the issuer; where a # is written, a check character behind it, Luhn mod 38 over all before
/// it.
bool EuUvci(std::string_view text) noexcept;

}  // namespace aegis::validators
