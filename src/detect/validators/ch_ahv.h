#pragma once

#include <string_view>

namespace aegis::validators {

/// A Swiss social insurance number: 13 digits that begin with 756; the check digit of EAN-13.
bool ChAhv(std::string_view text) noexcept;

}  // namespace aegis::validators
