#pragma once

#include <string_view>

namespace aegis::validators {

/// A Hungarian personal tax number: 10 digits, the first 8; weights 1 to 9 mod 11, where 10 is
/// unused.
bool HuPersonalTaxId(std::string_view text) noexcept;

}  // namespace aegis::validators
