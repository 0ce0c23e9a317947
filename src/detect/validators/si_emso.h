#pragma once

#include <string_view>

namespace aegis::validators {

/// A Slovenian master citizen number: 13 digits; DDMMYYY, 50, a serial; weights 7 6 5 4 3 2 twice,
/// mod 11.
bool SiEmso(std::string_view text) noexcept;

}  // namespace aegis::validators
