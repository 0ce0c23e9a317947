#pragma once

#include <cstdint>
#include <string_view>

namespace aegis::validators {

/// The control letter of a Spanish NIF or NIE: its number modulo 23.
constexpr char EsControlLetter(std::uint64_t number) noexcept {
  return std::string_view("TRWAGMYFPDXBNJZSQVHLCKE")[number % 23];
}

}  // namespace aegis::validators
