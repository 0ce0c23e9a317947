#pragma once

#include <string_view>

namespace aegis::validators {

/// A Guatemalan identity number: 13 digits; weights 2-9 over the first eight mod 11 give the
/// ninth, then a department 01-22 and a municipality.
bool GtCui(std::string_view text) noexcept;

}  // namespace aegis::validators
