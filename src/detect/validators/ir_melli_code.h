#pragma once

#include <string_view>

namespace aegis::validators {

/// An Iranian national code: 10 digits, not all equal; weights 10-2 mod 11, the check digit the
/// remainder below two and else eleven less it.
bool IrMelliCode(std::string_view text) noexcept;

}  // namespace aegis::validators
