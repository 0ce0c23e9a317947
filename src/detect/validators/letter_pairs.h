#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

// Which letters words have side by side. Of letters drawn at random a third of the pairs are among
// them.
namespace aegis::validators {

namespace letter_pairs_internal {

/// Pairs of lower-case letters, the second ones by the first: the 220 most frequent in English
/// words, 93 % of all.
inline constexpr std::string_view kCommonPairs[26] = {
    "bcdgiklmnprstuvy",
    "aeiloru",
    "aehiklortu",
    "adeiosu",
    "abcdefgilmnpqrstvwx",
    "aefiortu",
    "ehinru",
    "aeiot",
    "abcdefglmnoprstvz",
    "",
    "ei",
    "adeilostuy",
    "abeimops",
    "acdefgikostu",
    "bcdfglmnoprstuvw",
    "aeiloprstuy",
    "u",
    "acdegikmnorstuy",
    "acehiopstu",
    "acehiloprstuy",
    "abcdegilmnprst",
    "aei",
    "aehio",
    "pt",
    "ps",
    "e",
};

inline constexpr auto kSet = [] {
  std::array<std::uint32_t, 26> set{};
  for (std::size_t first = 0; first < 26; ++first) {
    for (const char second : kCommonPairs[first]) set[first] |= 1u << (second - 'a');
  }
  return set;
}();

}  // namespace letter_pairs_internal

/// Of two lower-case letters.
constexpr bool IsCommonPair(char a, char b) noexcept {
  return (letter_pairs_internal::kSet[static_cast<std::size_t>(a - 'a')] >> (b - 'a') & 1) != 0;
}

}  // namespace aegis::validators
