#pragma once

#include <string_view>

namespace aegis::validators {

/// A Brazilian voter number: 12 digits; serial, state 01-28, and two check digits by weights 2-9
/// over the serial and 7 8 9 over the state and the first of them, mod 11. In São Paulo and Minas
/// Gerais a remainder of nought is written 1.
bool BrTituloEleitor(std::string_view text) noexcept;

}  // namespace aegis::validators
