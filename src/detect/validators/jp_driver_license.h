#pragma once

#include <string_view>

namespace aegis::validators {

/// A Japanese driving licence number: 12 digits, not all equal; weights 5 4 3 2 7 6 5 4 3 2 mod 11
/// give the eleventh, the last counts reissues.
bool JpDriverLicense(std::string_view text) noexcept;

}  // namespace aegis::validators
