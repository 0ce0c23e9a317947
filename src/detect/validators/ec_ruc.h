#pragma once

#include <string_view>

namespace aegis::validators {

/// An Ecuadorian tax number: 13 digits. The number of a person is the identity number and a branch
/// of three digits; that of a company (third digit 9) has weights 4 3 2 7 6 5 4 3 2 and that of a
/// public body (third digit 6) 3 2 7 6 5 4 3 2 and a branch of four digits, both mod 11.
bool EcRuc(std::string_view text) noexcept;

}  // namespace aegis::validators
