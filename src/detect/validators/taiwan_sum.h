#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

/// The check that Taiwanese identity numbers share: a letter, which its place in an order of its
/// own turns into two digits, then nine digits; weights 1 9 8 7 6 5 4 3 2 1 1, a multiple of ten.
constexpr bool HasTaiwanSum(std::string_view text) noexcept {
  if (text.size() != 10 || !AllDigits(text.substr(1))) return false;
  const std::size_t at = std::string_view("ABCDEFGHJKLMNPQRSTUVXYWZIO").find(text[0]);
  if (at == std::string_view::npos) return false;
  const int letter = static_cast<int>(at) + 10;
  return (letter / 10 + letter % 10 * 9 +
          WeightedSum(text.substr(1), std::array{8, 7, 6, 5, 4, 3, 2, 1, 1})) %
             10 ==
         0;
}

}  // namespace aegis::validators
