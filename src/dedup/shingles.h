// A text as a set of small overlapping pieces: how much two such sets have in common is how alike
// two texts are. Of most texts the pieces are three words in a row. A short text has too few of
// those (each changed word takes three away), and one without spaces (base64, a minified script)
// has no words: of these, they are five characters in a row, of the words with one space between.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "src/base/result.h"
#include "src/dedup/mac.h"
#include "src/dedup/normal_text.h"

namespace aegis::dedup {

enum class ShingleKind : uint8_t { kWords, kCharacters };
inline constexpr size_t kShingleWords = 3;
inline constexpr size_t kShingleCharacters = 5;
// Fewer words are a short text. From here on one changed word leaves four fifths of the shingles of
// words, which is what people call a near-duplicate; below, shingles of characters still do (0.8 at
// 14 words). Of long texts they would not do: any two of 400 words share a third of them at times.
inline constexpr size_t kMinWords = 32;
// Words of more bytes than this, on average, are not what people call words.
inline constexpr size_t kMaxMeanWordBytes = 24;

ShingleKind ShingleKindOf(const NormalText& text);

// What makes the shingles of one keyset's key incomparable with those of another's.
struct ShingleKey {
  std::array<uint64_t, 7> numbers;
  std::array<unsigned char, 192> long_words;

  static Result<ShingleKey> Derive(const Secret& secret);
};

// Hands out hashes of all shingles of a text, in order, repetitions too. The hashes are for
// choosing among shingles: uniform, but not to be shown to anybody who must not find out the key.
class ShingleReader {
 public:
  ShingleReader(const NormalText& text, const ShingleKey& key);
  // Fills the front of `to` and returns how many; 0 at the end. At least one fits.
  size_t Read(std::span<uint64_t> to);

 private:
  size_t ReadWords(std::span<uint64_t> to);
  size_t ReadCharacters(std::span<uint64_t> to);
  uint64_t HashOfWord(size_t i) const;
  bool NextCharacter(uint64_t& character);

  const NormalText& text_;
  const ShingleKey& key_;
  ShingleKind kind_;
  bool started_ = false;
  size_t next_word_ = 0;
  std::string_view word_;  // of characters
  size_t next_byte_ = 0;
  // What is read of the next shingle: two words, or four characters.
  uint64_t first_ = 0;
  uint64_t last_ = 0;
};

}  // namespace aegis::dedup
