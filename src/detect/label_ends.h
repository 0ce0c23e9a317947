// Where a label may end: behind a word of at least two letters, when what follows may join the word
// to a value. Told from three bytes with SIMD, for most words of a text before anything is looked
// up. It says yes too often and never no where a joint of matchers/assigned.h or of labels.cc
// stands.
//
// The instruction set is chosen at run time.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "src/detect/text_class.h"

namespace aegis::detect {

inline constexpr size_t kLabelEndsBlock = 64;
inline constexpr size_t kLabelEndsBlocks = 64;

// Bit i belongs to byte i of a block.
struct LabelEndsBlock {
  uint64_t ends;   // the byte follows a label, perhaps
  uint64_t small;  // a small ASCII letter
};

// From one chunk of a text to the next.
struct LabelEndsState {
  bool letter = false;  // the byte before is an ASCII letter
  uint64_t words = 0;   // bits: the byte before that and it are parts of words
  bool option = false;  // a name that a dash begins may reach into the next block
};

// The blocks of the first `size` bytes of `text`, at most kLabelEndsBlocks of them; the bytes
// behind are looked at, too.
void FindLabelEnds(std::string_view text, size_t size, LabelEndsState& state,
                   LabelEndsBlock* blocks);

// What the byte behind the word could not tell: a number or a full stop joins nothing by itself.
constexpr bool MayJoinBehind(std::string_view text, size_t end) {
  const char c = text[end];
  const char next = end + 1 < text.size() ? text[end + 1] : '\0';
  if (c == '"') return next != ',' && next != '}';
  if (c == ' ' || c == ':') return true;
  if (c == '.') return next == ' ' || next == ':';
  if (c == '_' || c == '-') return IsDigit(next);
  return true;
}

// Calls on_end(end, small) for each place behind ASCII letters where a label may end, in order;
// `small` letters stand in front of it, counted as far as 64.
template <typename OnEnd>
void VisitLabelEnds(std::string_view text, OnEnd on_end) {
  constexpr size_t kChunk = kLabelEndsBlock * kLabelEndsBlocks;
  std::array<LabelEndsBlock, kLabelEndsBlocks> blocks;
  LabelEndsState state;
  uint64_t small_before = 0;
  for (size_t chunk = 0; chunk < text.size(); chunk += kChunk) {
    const size_t size = std::min(kChunk, text.size() - chunk);
    FindLabelEnds(text.substr(chunk), size, state, blocks.data());
    for (size_t i = 0; i * kLabelEndsBlock < size; ++i) {
      const LabelEndsBlock& block = blocks[i];
      for (uint64_t ends = block.ends; ends != 0; ends &= ends - 1) {
        const int at = std::countr_zero(ends);
        const size_t end = chunk + i * kLabelEndsBlock + static_cast<size_t>(at);
        if (!MayJoinBehind(text, end)) continue;
        const uint64_t before =
            at == 0 ? small_before : block.small << (64 - at) | small_before >> at;
        on_end(end, static_cast<size_t>(std::countl_one(before)));
      }
      small_before = block.small;
    }
  }
}

}  // namespace aegis::detect
