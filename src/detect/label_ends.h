// Where a label may end: behind a word of at least two letters that is some label's last one, when
// what follows may join the word to a value. Told from three bytes with SIMD (ClassifyBlocks,
// shapes.h), for most words of a text before anything is looked up, and then from a hash of the
// word. It says yes too often and never no where a joint of matchers/assigned.h or of labels.cc
// stands behind a last word.
//
// The instruction set is chosen at run time.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "src/detect/shapes.h"
#include "src/detect/text_class.h"

namespace aegis::detect {

class LabelEnds {
 public:
  // A label's last word, of small ASCII letters.
  void Add(std::string_view word);

  // Calls on_end(end) for each place behind ASCII letters where a label may end, in their order; of
  // a word that may be a plural, for its end first and then for the end of what it is the plural
  // of. `marks`: of each block of the text.
  template <typename OnEnd>
  void Visit(std::string_view text, const BlockMarks* marks, OnEnd on_end) const {
    std::array<uint32_t, kMostEnds> ends;
    const size_t blocks = BlocksOf(text);
    for (size_t first = 0; first < blocks; first += kBlocks) {
      const size_t count = Find(text, marks, first, std::min(first + kBlocks, blocks), ends.data());
      for (const uint32_t end : std::span(ends.data(), count)) on_end(size_t{end});
    }
  }

  // What the vector code reads.
  static constexpr int kPlaceBits = 10;
  using Bits = std::array<uint64_t, size_t{1} << kPlaceBits>;  // two bits a word

 private:
  // At a time. In 64 bytes at most half follow a letter and are none; each may be a plural.
  static constexpr size_t kBlocks = 16;
  static constexpr size_t kMostEnds = kBlocks * kBlockBytes;

  // Those in the blocks [first, last); returns how many.
  size_t Find(std::string_view text, const BlockMarks* marks, size_t first, size_t last,
              uint32_t* ends) const;

  Bits bits_{};
};

// What the byte behind the word could not tell: a number or a full stop joins nothing by itself.
constexpr bool MayJoinBehind(std::string_view text, size_t end) {
  const char c = text[end];
  const char next = end + 1 < text.size() ? text[end + 1] : '\0';
  if (c == '"') return next != ',' && next != '}';
  if (c == '.') return next == ' ' || next == ':';
  if (c == '_' || c == '-') return IsDigit(next);
  return true;
}

}  // namespace aegis::detect
