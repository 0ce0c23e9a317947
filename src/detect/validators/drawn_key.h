#pragma once

#include <cstddef>
#include <string_view>

namespace aegis::validators {

/// What DrawnKey judges: texts of this length, as AWS draws secret access keys.
inline constexpr std::size_t kDrawnKeyLength = 40;

/// Forty characters of base64 drawn at random, rather than a path, an identifier or words that
/// happen to be as long. Of random ones, one in five million is refused:
/// - Shannon entropy of at least 3.98 bits a character (one in eleven million has less, counted
///   over all ways to distribute forty characters);
/// - two for every pair of neighbours in one case that words have side by side, less one for
///   letters side by side otherwise, less two for a letter beside a digit: at most 18 in all (one
///   in ten million has more, counted over all sequences; paths and identifiers have around 30).
bool DrawnKey(std::string_view text) noexcept;

}  // namespace aegis::validators
