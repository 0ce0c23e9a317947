// Text as near-duplicates are compared: what is not a letter or a digit, and how letters are
// written, does not count. Digits do.
//
//   - Words are runs of letters and digits. Everything else of ASCII, of Latin-1, of general
//     punctuation, of the symbol blocks, and the ideographic and full-width punctuation, parts
//     them.
//   - Letters are in lower case: ASCII, Latin-1, Latin Extended-A and -B (but for letters that
//   would
//     change their length), Latin Extended Additional, Greek, Cyrillic, Armenian. Full-width ASCII
//     is ASCII.
//   - A soft hyphen, zero-width characters and variation selectors are nothing at all: they part no
//     word.
//   - A character of a script that is written without spaces (Han, kana, Thai, Lao, Khmer, Burmese)
//     is a word of its own.
//   - A byte that is not UTF-8 is a letter, and stays that byte.
//
// These rules are part of kFingerprintVersion.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace aegis::dedup {

// A text's words, reused from text to text: memory is asked for only when a text is longer than
// those before, and given back after one far longer than most.
class NormalText {
 public:
  // Of at most limits::kMaxRecordBytes, as every text of a record is.
  void Set(std::string_view text);

  size_t words() const { return words_; }
  // Valid until the next Set. kPadding bytes behind it may be read.
  std::string_view word(size_t i) const {
    return {bytes_.get() + edges_[2 * i], edges_[2 * i + 1] - edges_[2 * i]};
  }
  // Bytes of all words together.
  size_t letters() const { return letters_; }
  // The words with one space between them.
  std::string Joined() const;

  static constexpr size_t kPadding = 64;

 private:
  void Reserve(size_t text_bytes);

  std::unique_ptr<char[]> bytes_;
  std::unique_ptr<uint32_t[]> edges_;  // where a word begins, where it ends, and so on
  size_t text_capacity_ = 0;
  size_t words_ = 0;
  size_t letters_ = 0;
};

// The parts of Set, for its implementation and tests.

// Reads one character at `in`, which is not ASCII, and writes what becomes of it (at most 5 bytes
// for 3, and 6 for 4) to `to`. Returns the bytes read.
size_t FoldCharacter(const char* in, size_t size, char*& to);
// What becomes of the characters of two bytes, by their number; 0 is nothing at all.
inline constexpr size_t kTwoByteCharacters = 0x800;
extern const std::array<uint16_t, kTwoByteCharacters> kFoldedTwoBytes;
// The instruction set in use.
const char* NormalTextTarget();

}  // namespace aegis::dedup
