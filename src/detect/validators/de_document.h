#pragma once

#include <string_view>

namespace aegis::validators {

/// The number of a German identity card or passport with its check digit, upper case: 9 of the
/// digits and the letters C F G H J K L M N P R T V W X Y Z, the first a letter, and a digit;
/// weights 7 3 1 mod 10, letters A = 10.
bool DeDocument(std::string_view text) noexcept;

}  // namespace aegis::validators
