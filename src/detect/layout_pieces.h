// Which of all layouts a text may have that begins with a given piece of letters and digits. They
// are asked at once, a bit for each: for every place of the piece, for the byte behind it, and for
// the first places and the digits behind that separator a row says which layouts allow what stands
// there, and what all rows allow is left to be matched. Hundreds of layouts cost little more than
// one.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "src/detect/finding.h"
#include "src/detect/layout.h"

namespace aegis::detect {

class LayoutPieces {
 public:
  enum class Kind : uint8_t {
    kMixed,    // letters and digits
    kDigits,   // digits only
    kLetters,  // letters only, with more behind a separator
  };

  // A layout that a text may have, and the rules that look for it.
  struct Entry {
    uint32_t layout = 0;
    uint32_t rules_begin = 0;
    uint32_t rules_end = 0;
    bool whole = false;             // the text is the piece
    bool all_need_context = false;  // its rules are nothing without their context
    uint64_t ask = 0;               // the bits that RuleTables::word_asks has for them
  };

  // Texts of that layout may begin with a piece of that kind. A layout is told by its number.
  // `needs_context`: the rule is nothing without its context, and `ask` its bit in
  // RuleTables::word_asks.
  void Add(Kind kind, uint32_t layout, const Layout::Start& start, RuleIndex rule,
           bool needs_context, uint64_t ask);
  // After the last Add; `layouts` by their numbers.
  void Finish(const std::vector<Layout>& layouts);

  bool Has(Kind kind) const { return has_[static_cast<size_t>(kind)]; }
  // May `next` stand behind a piece of that length? '\0' is the end of the text.
  bool MayStandBefore(Kind kind, size_t length, char next) const {
    return length <= Layout::kMaxCharacters && Of(kind, length).next.Has(next);
  }

  // Calls on_entry(entry) for each layout that the text may have that begins with the piece
  // [begin, end), of at most Layout::kMaxCharacters. Layout::Match has the last word.
  template <typename OnEntry>
  void ForEach(Kind kind, std::string_view text, size_t begin, size_t end, OnEntry on_entry) const {
    const Piece& piece = Of(kind, end - begin);
    const uint8_t next = classes_[Byte(end < text.size() ? text[end] : '\0')];
    Behind behind;
    bool has_read = false;
    for (uint32_t b = piece.blocks_begin; b < piece.blocks_end; ++b) {
      const Block& block = blocks_[b];
      uint64_t left = rows_[block.next + next];
      for (uint32_t i = 0; left != 0 && i < block.row_count; ++i) {
        left &= rows_[block.rows[i] + classes_[Byte(text[begin + block.places[i]])]];
      }
      if (left == 0) continue;
      if (!has_read) ReadBehind(text, end, behind);
      has_read = true;
      left &= rows_[block.digits + behind.digits] & rows_[block.after + behind.after];
      for (uint32_t i = 0; left != 0 && i < kBehind; ++i) {
        left &= rows_[block.behind[i] + classes_[behind.first[i]]];
      }
      for (; left != 0; left &= left - 1) {
        on_entry(entries_[block.entries + static_cast<uint32_t>(std::countr_zero(left))]);
      }
    }
  }

  std::span<const RuleIndex> RulesOf(const Entry& entry) const {
    return std::span(rules_).subspan(entry.rules_begin, entry.rules_end - entry.rules_begin);
  }

 private:
  static constexpr size_t kKinds = 3;
  // Digits behind the separator: the last of these stands for as many and more.
  static constexpr size_t kDigitCounts = 17;
  // Places of a piece that are asked about: what is left after these is matched.
  static constexpr size_t kPlaces = 8;
  // Places behind the separator that are asked about.
  static constexpr size_t kBehind = 6;

  struct Block {  // of up to 64 layouts
    uint32_t entries = 0;
    uint32_t next = 0;  // this and those below: where their row begins
    uint32_t digits = 0;
    uint32_t after = 0;
    uint32_t row_count = 0;
    std::array<uint8_t, kPlaces> places{};
    std::array<uint32_t, kPlaces> rows{};
    std::array<uint32_t, kBehind> behind{};
  };
  struct Piece {
    uint32_t blocks_begin = 0;
    uint32_t blocks_end = 0;
    ByteSet next;
  };
  struct Asked {
    Layout::Start start;
    std::vector<RuleIndex> rules;
    bool all_need_context = true;
    uint64_t ask = 0;
  };
  using Row = std::vector<uint64_t>;
  class Builder;

  // What stands behind the separator that follows a piece.
  struct Behind {
    size_t digits;                 // at most kDigitCounts - 1
    uint8_t after;                 // the class of the byte behind those
    std::array<uint8_t, 8> first;  // zeros behind the text
  };
  void ReadBehind(std::string_view text, size_t piece_end, Behind& behind) const;

  static uint8_t Byte(char c) { return static_cast<uint8_t>(c); }
  const Piece& Of(Kind kind, size_t length) const {
    return pieces_[static_cast<size_t>(kind)][length];
  }

  std::array<bool, kKinds> has_{};
  std::array<std::array<Piece, Layout::kMaxCharacters + 1>, kKinds> pieces_{};
  std::vector<Block> blocks_;
  std::vector<Entry> entries_;
  std::vector<RuleIndex> rules_;
  // Bytes that no layout tells apart are one class; rows go by it.
  std::array<uint8_t, 256> classes_{};
  std::vector<uint64_t> rows_;
  // By the length of the piece and the layout; until Finish.
  std::array<std::map<std::pair<uint8_t, uint32_t>, Asked>, kKinds> asked_;
};

}  // namespace aegis::detect
