// One pass over the text with SIMD: every run of digits, every word that mixes letters with digits,
// and the few characters that other candidates hang on. What it reports depends on the text alone,
// not on the rules; a text of plain words and few numbers costs little more than reading it.
//
// The instruction set is chosen at run time. The classification of 64 bytes is the only vector
// code; everything that follows works on its bit masks.
#pragma once

#include <algorithm>
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
  uint64_t joint;  // - and .
};

// The same of a block, for who looks at the text after the walk.
struct BlockMarks {
  // What something to be folded (folded.h) may begin with: all beyond ASCII, LF CR % & ( = @ [ \ _,
  // and the blank of " at".
  uint64_t fold;
  uint64_t label_ends;  // the byte follows a label, perhaps (label_ends.h)
  uint64_t small;       // a small ASCII letter
};

// What a block of a text must know of those in front of it.
struct BlockState {
  uint64_t behind_letter = 0;  // bit 0: the byte in front is an ASCII letter
  uint64_t behind_two = 0;     // bits: the byte before that and it are parts of words
  bool option = false;         // a name that a dash begins may reach into the next block
};

inline constexpr size_t kBlockBytes = 64;
inline constexpr size_t kBlocksPerChunk = 64;
// Longer than most words: base64 may have no digit.
inline constexpr size_t kLongLetters = 11;

constexpr size_t BlocksOf(std::string_view text) {
  return (text.size() + kBlockBytes - 1) / kBlockBytes;
}

// Masks and marks of the blocks of the first `size` bytes of `text`, the last one filled up with
// zero bytes; the bytes behind them are looked at, too. `state` is that of the blocks in front, and
// becomes that of these.
void ClassifyBlocks(std::string_view text, size_t size, BlockState& state, BlockMasks* masks,
                    BlockMarks* marks);

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
// Order within one block is by kind; across blocks it is the text's, where LongLetters may be a
// block late.
template <typename Visitor>
class ShapeWalk {
 public:
  ShapeWalk(std::string_view text, Visitor& visitor) : text_(text), visitor_(visitor) {}

  void Run(BlockMarks* marks) {
    // The blocks of a chunk, and one on either side.
    std::array<BlockMasks, kBlocksPerChunk + 2> masks;
    masks[0] = {};
    BlockState state;
    const size_t blocks = BlocksOf(text_);
    size_t known = 0;  // blocks that are classified
    for (size_t first = 0; first < blocks; first += kBlocksPerChunk) {
      const size_t begin = known * kBlockBytes;
      const size_t end = std::min(text_.size(), (first + kBlocksPerChunk + 1) * kBlockBytes);
      if (begin < end) {
        ClassifyBlocks(text_.substr(begin), end - begin, state, &masks[1 + known - first],
                       marks + known);
        known = first + kBlocksPerChunk + 1;
      }
      const bool last = blocks - first <= kBlocksPerChunk;
      const size_t count = last ? blocks - first : kBlocksPerChunk;
      if (last) masks[count + 1] = {};
      for (size_t i = 0; i < count; ++i) {
        Block((first + i) * kBlockBytes, &masks[i + 1]);
      }
      masks[0] = masks[count];
      masks[1] = masks[count + 1];
    }
    if (open_run_ != kNone) visitor_.DigitRun(open_run_, text_.size());
  }

 private:
  static constexpr size_t kNone = ~size_t{0};

  // Bit i of the result is bit i - 1 of the 128 bits.
  static uint64_t Behind(uint64_t mask, uint64_t before) { return (mask << 1) | (before >> 63); }
  // Bit i of the result is bit i + by of the 128 bits.
  static uint64_t Ahead(uint64_t mask, uint64_t next, int by) {
    return (mask >> by) | (next << (64 - by));
  }

  // `m` is one of several.
  void Block(size_t base, const BlockMasks* m) {
    if ((m->digit | m->at | m->colon) != 0 || open_run_ != kNone) Numbers(base, m);
    if (m->joint != 0) Joints(base, m->joint, m[1].joint);

    // A run of kLongLetters has two of the groups of four that a block is made of.
    static_assert(kLongLetters >= 11);
    uint64_t fours = m->alpha & (m->alpha >> 1);
    fours &= fours >> 2;
    fours &= 0x1111'1111'1111'1111;
    if (const uint64_t eights = fours & (fours << 4 | last_four_); eights != 0) {
      LongLetters(base, m->alpha, eights);
    }
    last_four_ = fours >> 60;
  }

  void Numbers(size_t base, const BlockMasks* m) {
    DigitRuns(base, m->digit);
    const BlockMasks& before = m[-1];
    const uint64_t alnum = m->digit | m->alpha;
    const uint64_t alnum_before = before.digit | before.alpha;
    // Where a letter touches a digit.
    uint64_t turns =
        (m->digit ^ Behind(m->digit, before.digit)) & alnum & Behind(alnum, alnum_before);
    while (turns != 0) {
      const size_t at = base + static_cast<size_t>(std::countr_zero(turns));
      turns &= turns - 1;
      if (at >= word_end_) MixedWord(at);
    }
    for (uint64_t ats = m->at; ats != 0; ats &= ats - 1) {
      visitor_.At(base + static_cast<size_t>(std::countr_zero(ats)));
    }
    if (m->colon != 0) {
      const uint64_t beside = alnum | m->colon;
      uint64_t colons = m->colon & Behind(beside, alnum_before | before.colon) &
                        Ahead(beside, m[1].digit | m[1].alpha | m[1].colon, 1);
      for (; colons != 0; colons &= colons - 1) {
        visitor_.Colon(base + static_cast<size_t>(std::countr_zero(colons)));
      }
    }
  }

  void Joints(size_t base, uint64_t joint, uint64_t next) {
    uint64_t pairs = joint & Ahead(joint, next, 3);
    if (pairs != 0) {
      pairs &= Ahead(joint, next, 6) & Ahead(joint, next, 9) & Ahead(joint, next, 12);
    }
    for (; pairs != 0; pairs &= pairs - 1) {
      const size_t at = base + static_cast<size_t>(std::countr_zero(pairs));
      if (Are('-', at, 3, 5)) visitor_.PairDashes(at);
    }
    for (uint64_t quads = joint & Ahead(joint, next, 5); quads != 0; quads &= quads - 1) {
      const size_t at = base + static_cast<size_t>(std::countr_zero(quads));
      if (Are('.', at, 5, 2)) visitor_.QuadDots(at);
    }
  }

  // Is every `step`th byte from `at` on, `count` in all, this one?
  bool Are(char c, size_t at, size_t step, size_t count) const {
    for (; count > 0; --count, at += step) {
      if (text_[at] != c) return false;
    }
    return true;
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

  // The runs of letters that the bits of `eights` lie in.
  void LongLetters(size_t base, uint64_t letters, uint64_t eights) {
    for (; eights != 0; eights &= eights - 1) {
      const int bit = std::countr_zero(eights);
      const size_t at = base + static_cast<size_t>(bit);
      if (at < letters_end_) continue;
      // Most begin and end within the block.
      const int after = std::countr_one(letters >> bit);
      const int before = std::countl_one(letters << (63 - bit)) - 1;
      size_t begin = at - static_cast<size_t>(before);
      size_t end = at + static_cast<size_t>(after);
      if (begin == base) {
        while (begin > letters_end_ && IsAlpha(text_[begin - 1])) --begin;
      }
      if (end == base + kBlockBytes) {
        while (end < text_.size() && IsAlpha(text_[end])) ++end;
      }
      letters_end_ = end;
      const bool mixed =
          (begin > 0 && IsDigit(text_[begin - 1])) || (end < text_.size() && IsDigit(text_[end]));
      if (!mixed && end - begin >= kLongLetters) visitor_.LongLetters(begin, end);
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
  uint64_t last_four_ = 0;   // are the last four bytes before the block letters?
};

// `marks` as ClassifyBlocks has them, with room for all blocks.
template <typename Visitor>
void VisitShapes(std::string_view text, Visitor& visitor, BlockMarks* marks) {
  ShapeWalk<Visitor>(text, visitor).Run(marks);
}

}  // namespace aegis::detect
