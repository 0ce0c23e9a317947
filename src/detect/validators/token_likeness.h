#pragma once

#include <string_view>

namespace aegis::validators {

/// A value that a machine drew at random, as keys and tokens are, rather than one a person or a
/// program named. Measured on 10 to 256 printable ASCII characters without blanks, quotes and
/// brackets; all must hold:
/// - Shannon entropy of at least 3.5 bits a character, or 85 % of what the length allows where that
/// is less;
/// - a letter in five characters or more, and a digit or both letter cases with many changes
/// between them;
/// - of neighbouring letters, less than 70 % are among the 220 pairs that make up 93 % of English
/// words (a random pair is among them with 33 %);
/// - equal characters and neighbours in the alphabet make up less than 40 % of all pairs;
/// - no placeholder word, template mark, path, URL, address, UUID, or bare digest (hexadecimal of
/// 32, 40, 48, 56, 64, 96 or 128 digits), and no value that vendors publish as a sample.
///
/// Of random base 62 texts of 20 characters, at most two in a hundred are refused.
bool TokenLikeness(std::string_view text) noexcept;

/// A hexadecimal key, 32 to 128 digits in one case, with an entropy of at least 3 bits a digit. It
/// looks exactly like a digest: only the name of a field tells one from the other.
bool HexTokenLikeness(std::string_view text) noexcept;

/// Token-like, or letters and digits that take turns often, and not hexadecimal of any length: for
/// keys of letters and digits that stand where digests and commits stand, too, and have a word for
/// them.
bool TokenBeyondHex(std::string_view text) noexcept;

}  // namespace aegis::validators
