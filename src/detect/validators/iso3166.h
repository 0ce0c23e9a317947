#pragma once

#include <cstddef>
#include <string_view>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

namespace iso3166_internal {
/// Second letters by first letter.
inline constexpr std::string_view kSecond[26] = {
    "DEFGILMOQRSTUWXZ",         // A
    "ABDEFGHIJLMNOQRSTVWYZ",    // B
    "ACDFGHIKLMNORUVWXYZ",      // C
    "EJKMOZ",                   // D
    "CEGHRST",                  // E
    "IJKMOR",                   // F
    "ABDEFGHILMNPQRSTUWY",      // G
    "KMNRTU",                   // H
    "DELMNOQRST",               // I
    "EMOP",                     // J
    "EGHIMNPRWYZ",              // K
    "ABCIKRSTUVY",              // L
    "ACDEFGHKLMNOPQRSTUVWXYZ",  // M
    "ACEFGILOPRUZ",             // N
    "M",                        // O
    "AEFGHKLMNRSTWY",           // P
    "A",                        // Q
    "EOSUW",                    // R
    "ABCDEGHIJKLMNORSTVXYZ",    // S
    "CDFGHJKLMNORTVWZ",         // T
    "AGMSYZ",                   // U
    "ACEGINU",                  // V
    "FS",                       // W
    "",                         // X
    "ET",                       // Y
    "AMW",                      // Z
};
}  // namespace iso3166_internal

/// An officially assigned alpha-2 country code of ISO 3166-1, upper case.
constexpr bool IsIso3166(std::string_view code) noexcept {
  return code.size() == 2 && IsUpper(code[0]) &&
         Contains(iso3166_internal::kSecond[static_cast<std::size_t>(code[0] - 'A')], code[1]);
}

}  // namespace aegis::validators
