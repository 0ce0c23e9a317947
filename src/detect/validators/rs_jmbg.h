#pragma once

#include <string_view>

namespace aegis::validators {

/// A master citizen number of the former Yugoslavia but for Slovenia: 13 digits; DDMMYYY, a region
/// that is not 50, a serial; weights 7 6 5 4 3 2 twice, mod 11.
bool RsJmbg(std::string_view text) noexcept;

}  // namespace aegis::validators
