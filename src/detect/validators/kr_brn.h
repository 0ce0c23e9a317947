#pragma once

#include <string_view>

namespace aegis::validators {

/// A Korean business registration number: 10 digits, not all equal; weights 1 3 7 1 3 7 1 3 5 and
/// the tens of the last product, mod 10.
bool KrBrn(std::string_view text) noexcept;

}  // namespace aegis::validators
