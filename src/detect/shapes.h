// One pass over the text with SIMD: every run of digits, every word that mixes letters with digits,
// and the few characters that other candidates hang on. What it reports depends on the text alone,
// not on the rules; a text of plain words and few numbers costs little more than reading it.
//
// The instruction set is chosen at run time. The classification of 64 bytes is the only vector
// code; everything that follows works on its bit masks.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "src/detect/text_class.h"

namespace aegis::detect {

// Bit i belongs to byte i of a block of 64. Not initialised: a chunk of them would cost more than
// reading a short text.
struct BlockMasks {
  uint64_t digit;
  uint64_t alpha;  // ASCII letters
  uint64_t at;     // @
  uint64_t colon;
  uint64_t dash;
  uint64_t dot;
};

inline constexpr size_t kBlockBytes = 64;
inline constexpr size_t kBlocksPerChunk = 64;
// Longer than most words: base64 may have no digit.
inline constexpr size_t kLongLetters = 11;

// Masks of the blocks of `text`, the last one filled up with zero bytes. `masks` has room for all
// of them.
void ClassifyBlocks(std::string_view text, BlockMasks* masks);

// The name of the instruction set in use, for tests and benchmarks.
const char* ShapesTarget();

// Calls, in the order in which the last byte of each comes (ties in this order):
//   visitor.DigitRun(begin, end)   each maximal run of ASCII digits
//   visitor.MixedWord(begin, end)  each maximal run of ASCII letters and digits that has both
//   visitor.LongLetters(begin, end)
//                                  each maximal run of at least kLongLetters ASCII letters that no
//                                  digit touches
//   visitor.At(at)                 each '@'
//   visitor.Colon(at)              each ':' between two of letter, digit and ':'
//   visitor.PairDashes(at)         '-' with four more at steps of three, as in 00-00-00-00-00-00
//   visitor.QuadDots(at)           '.' with one more five bytes on, as in 0000.0000.0000
// PairDashes and QuadDots are called for the first of theirs.
// Order within one block is by kind; across blocks it is the text's.
template <typename Visitor>
class ShapeWalk {
 public:
  ShapeWalk(std::string_view text, Visitor& visitor) : text_(text), visitor_(visitor) {}

  void Run() {
    std::array<BlockMasks, kBlocksPerChunk + 1> masks;
    const size_t blocks = (text_.size() + kBlockBytes - 1) / kBlockBytes;
    for (size_t first = 0; first < blocks; first += kBlocksPerChunk) {
      // One block more than is walked, because some patterns look ahead.
      const size_t begin = first * kBlockBytes;
      ClassifyBlocks(text_.substr(begin, (kBlocksPerChunk + 1) * kBlockBytes), masks.data());
      const size_t count = blocks - first < kBlocksPerChunk ? blocks - first : kBlocksPerChunk;
      for (size_t i = 0; i < count; ++i) {
        const bool has_next = first + i + 1 < blocks;
        Block(begin + i * kBlockBytes, masks[i], has_next ? masks[i + 1] : BlockMasks{});
      }
    }
    if (open_run_ != kNone) visitor_.DigitRun(open_run_, text_.size());
  }

 private:
  static constexpr size_t kNone = ~size_t{0};

  // Bit i of the result is bit i + by of the 128 bits.
  static uint64_t Ahead(uint64_t mask, uint64_t next, int by) {
    return (mask >> by) | (next << (64 - by));
  }

  void Block(size_t base, const BlockMasks& m, const BlockMasks& next) {
    if ((m.digit | m.at | m.colon) != 0 || open_run_ != kNone) {
      DigitRuns(base, m.digit);
      const uint64_t alnum = m.digit | m.alpha;
      // Where a letter touches a digit.
      uint64_t turns =
          (m.digit ^ ((m.digit << 1) | (last_ & 1))) & alnum & ((alnum << 1) | ((last_ >> 1) & 1));
      while (turns != 0) {
        const size_t at = base + static_cast<size_t>(std::countr_zero(turns));
        turns &= turns - 1;
        if (at >= word_end_) MixedWord(at);
      }
      for (uint64_t ats = m.at; ats != 0; ats &= ats - 1) {
        visitor_.At(base + static_cast<size_t>(std::countr_zero(ats)));
      }
      if (m.colon != 0) {
        const uint64_t beside = alnum | m.colon;
        const uint64_t beside_next = next.digit | next.alpha | next.colon;
        uint64_t colons = m.colon & ((beside << 1) | (last_ >> 2)) & Ahead(beside, beside_next, 1);
        for (; colons != 0; colons &= colons - 1) {
          visitor_.Colon(base + static_cast<size_t>(std::countr_zero(colons)));
        }
      }
    }
    if (m.alpha != 0) LongLetters(base, m.alpha, next.alpha);
    if (m.dash != 0) {
      uint64_t pairs = m.dash & Ahead(m.dash, next.dash, 3) & Ahead(m.dash, next.dash, 6) &
                       Ahead(m.dash, next.dash, 9) & Ahead(m.dash, next.dash, 12);
      for (; pairs != 0; pairs &= pairs - 1) {
        visitor_.PairDashes(base + static_cast<size_t>(std::countr_zero(pairs)));
      }
    }
    if (m.dot != 0) {
      uint64_t quads = m.dot & Ahead(m.dot, next.dot, 5);
      for (; quads != 0; quads &= quads - 1) {
        visitor_.QuadDots(base + static_cast<size_t>(std::countr_zero(quads)));
      }
    }
    const uint64_t alnum = m.digit | m.alpha;
    last_ = (m.digit >> 63) | ((alnum >> 63) << 1) | (((alnum | m.colon) >> 63) << 2);
  }

  void DigitRuns(size_t base, uint64_t digits) {
    if (open_run_ != kNone) {
      if (digits == ~uint64_t{0}) return;
      const int end = std::countr_one(digits);
      visitor_.DigitRun(open_run_, base + static_cast<size_t>(end));
      open_run_ = kNone;
      digits &= digits + 1;  // clears the run that began in an earlier block
    }
    while (digits != 0) {
      const int begin = std::countr_zero(digits);
      const int length = std::countr_one(digits >> begin);
      if (begin + length == 64) {
        open_run_ = base + static_cast<size_t>(begin);
        return;
      }
      visitor_.DigitRun(base + static_cast<size_t>(begin),
                        base + static_cast<size_t>(begin + length));
      digits &= ~uint64_t{0} << (begin + length);
    }
  }

  void LongLetters(size_t base, uint64_t letters, uint64_t next) {
    static_assert(kLongLetters == 11);
    // A bit of the n-th line: the letter begins n of them.
    for (int n : {1, 2, 4, 3}) {  // 2, 4, 8, 11
      letters &= Ahead(letters, next, n);
      next &= next >> n;
    }
    if (letters == 0) return;
    for (; letters != 0; letters &= letters - 1) {
      const size_t at = base + static_cast<size_t>(std::countr_zero(letters));
      if (at < letters_end_) continue;
      size_t begin = at;
      while (begin > letters_end_ && IsAlpha(text_[begin - 1])) --begin;
      size_t end = at + kLongLetters;
      while (end < text_.size() && IsAlpha(text_[end])) ++end;
      letters_end_ = end;
      const bool mixed =
          (begin > 0 && IsDigit(text_[begin - 1])) || (end < text_.size() && IsDigit(text_[end]));
      if (!mixed) visitor_.LongLetters(begin, end);
    }
  }

  void MixedWord(size_t at) {
    size_t begin = at;
    while (begin > word_end_ && IsAlnum(text_[begin - 1])) --begin;
    size_t end = at + 1;
    while (end < text_.size() && IsAlnum(text_[end])) ++end;
    word_end_ = end;
    visitor_.MixedWord(begin, end);
  }

  std::string_view text_;
  Visitor& visitor_;
  size_t open_run_ = kNone;  // a run of digits that reaches the end of the last block
  size_t word_end_ = 0;      // end of the last mixed word: a word is walked once
  size_t letters_end_ = 0;   // end of the last run of many letters
  uint64_t last_ = 0;        // classes of the byte before the block: digit, alnum, alnum or colon
};

template <typename Visitor>
void VisitShapes(std::string_view text, Visitor& visitor) {
  ShapeWalk<Visitor>(text, visitor).Run();
}

}  // namespace aegis::detect
