#pragma once

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

/// The five bits of a base 32 character of RFC 4648, upper case; -1 for any other.
constexpr int Base32Value(char c) noexcept {
  if (IsUpper(c)) return c - 'A';
  return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
}

}  // namespace aegis::validators
