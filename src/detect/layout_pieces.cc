#include "src/detect/layout_pieces.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace aegis::detect {

// Fills the tables of a LayoutPieces.
class LayoutPieces::Builder {
 public:
  Builder(LayoutPieces& to, const std::vector<Layout>& layouts) : to_(to), layouts_(layouts) {}

  void Run() {
    MakeClasses();
    for (size_t kind = 0; kind < kKinds; ++kind) {
      const auto& asked = to_.asked_[kind];
      to_.has_[kind] = !asked.empty();
      for (auto first = asked.begin(); first != asked.end();) {
        const uint8_t length = first->first.first;
        auto last = first;
        while (last != asked.end() && last->first.first == length) ++last;
        MakePiece(static_cast<Kind>(kind), length, first, last);
        first = last;
      }
    }
  }

 private:
  using Iterator = std::map<std::pair<uint8_t, uint32_t>, Asked>::const_iterator;

  // Splits the classes by each set in turn. Few sets are different.
  void MakeClasses() {
    for (const auto& asked : to_.asked_) {
      for (const auto& [key, one] : asked) {
        Split(one.start.next);
        Split(one.start.after);
        for (size_t i = 0; i < std::min<size_t>(key.first, kMostPlaces); ++i) {
          Split(layouts_[key.second].At(i));
        }
        for (size_t i = 0; i < kBehind; ++i) {
          if (const ByteSet* set = Behind(layouts_[key.second], one.start, i)) Split(*set);
        }
      }
    }
  }

  // What may stand at the i-th place behind the separator; null when it is not known.
  const ByteSet* Behind(const Layout& layout, const Layout::Start& start, size_t i) const {
    if (start.behind == Layout::kNoMatch) return nullptr;
    for (size_t at = start.behind + 1; at <= start.behind + i; ++at) {
      // A word is bounded behind.
      if (at == layout.size()) return at == start.behind + i ? &no_alnum_ : nullptr;
      if (!layout.IsPlain(at)) return nullptr;
    }
    return &layout.At(start.behind + i);
  }

  void Split(const ByteSet& set) {
    if (std::find(split_by_.begin(), split_by_.end(), set) != split_by_.end()) return;
    split_by_.push_back(set);
    std::array<int, 256> inside;
    inside.fill(-1);
    std::array<bool, 256> has_outside{};
    for (size_t byte = 0; byte < 256; ++byte) {
      if (!set.Has(static_cast<char>(byte))) has_outside[to_.classes_[byte]] = true;
    }
    for (size_t byte = 0; byte < 256; ++byte) {
      if (!set.Has(static_cast<char>(byte))) continue;
      uint8_t& own = to_.classes_[byte];
      int& moved = inside[own];
      if (moved < 0) moved = has_outside[own] ? class_count_++ : own;
      own = static_cast<uint8_t>(moved);
    }
  }

  void MakePiece(Kind kind, uint8_t length, Iterator first, Iterator last) {
    Piece& piece = to_.pieces_[static_cast<size_t>(kind)][length];
    piece.blocks_begin = static_cast<uint32_t>(to_.blocks_.size());
    while (first != last) {
      Iterator end = first;
      for (size_t count = 0; count < 64 && end != last; ++count) {
        piece.next.Add(end->second.start.next);
        ++end;
      }
      MakeBlock(kind, length, first, end);
      first = end;
    }
    piece.blocks_end = static_cast<uint32_t>(to_.blocks_.size());
  }

  void MakeBlock(Kind kind, uint8_t length, Iterator first, Iterator last) {
    Block block;
    block.entries = static_cast<uint32_t>(to_.entries_.size());
    Row next = NewRow();
    Row after = NewRow();
    Row digits(kDigitCounts, 0);
    std::vector<Row> places(std::min<size_t>(length, kMostPlaces), NewRow());
    std::array<Row, kBehind> behind;
    behind.fill(NewRow());
    uint64_t all = 0;
    uint64_t bit = 1;
    for (Iterator it = first; it != last; ++it, bit <<= 1) {
      all |= bit;
      const Layout::Start& start = it->second.start;
      Entry entry{.layout = it->first.second,
                  .rules_begin = static_cast<uint32_t>(to_.rules_.size()),
                  .whole = start.whole,
                  .all_need_context = it->second.all_need_context,
                  .ask = it->second.ask};
      to_.rules_.insert(to_.rules_.end(), it->second.rules.begin(), it->second.rules.end());
      entry.rules_end = static_cast<uint32_t>(to_.rules_.size());
      to_.entries_.push_back(entry);

      AddTo(next, start.next, bit);
      AddTo(after, start.after, bit);
      for (size_t count = 0; count < kDigitCounts; ++count) {
        const uint64_t counts = start.digits_behind >> count;
        if (count + 1 == kDigitCounts ? counts != 0 : (counts & 1) != 0) digits[count] |= bit;
      }
      const Layout& layout = layouts_[entry.layout];
      for (size_t i = 0; i < places.size(); ++i) AddTo(places[i], layout.At(i), bit);
      for (size_t i = 0; i < kBehind; ++i) {
        if (const ByteSet* set = Behind(layout, start, i)) {
          AddTo(behind[i], *set, bit);
        } else {
          for (uint64_t& allowed : behind[i]) allowed |= bit;
        }
      }
    }
    block.next = Place(next);
    block.after = Place(after);
    block.digits = Place(digits);
    for (size_t i = 0; i < kBehind; ++i) block.behind[i] = Place(behind[i]);
    for (size_t i = 0; i < places.size() && block.row_count < kPlaces; ++i) {
      if (!TellsApart(kind, places[i], all)) continue;
      block.places[block.row_count] = static_cast<uint8_t>(i);
      block.rows[block.row_count++] = Place(places[i]);
    }
    to_.blocks_.push_back(block);
  }

  Row NewRow() const { return Row(static_cast<size_t>(class_count_), 0); }

  void AddTo(Row& row, const ByteSet& set, uint64_t bit) const {
    for (size_t byte = 0; byte < 256; ++byte) {
      if (set.Has(static_cast<char>(byte))) row[to_.classes_[byte]] |= bit;
    }
  }

  bool TellsApart(Kind kind, const Row& row, uint64_t all) const {
    for (size_t byte = 0; byte < 128; ++byte) {
      const char c = static_cast<char>(byte);
      if (!(kind == Kind::kDigits ? IsDigit(c) : kind == Kind::kLetters ? IsAlpha(c) : IsAlnum(c)))
        continue;
      if (row[to_.classes_[byte]] != all) return true;
    }
    return false;
  }

  // Where the row stands; equal ones are kept once.
  uint32_t Place(const Row& row) {
    const auto [known, is_new] = known_.try_emplace(row, static_cast<uint32_t>(to_.rows_.size()));
    if (is_new) to_.rows_.insert(to_.rows_.end(), row.begin(), row.end());
    return known->second;
  }

  // Places that are looked at for those that tell layouts apart.
  static constexpr size_t kMostPlaces = 16;

  LayoutPieces& to_;
  const std::vector<Layout>& layouts_;
  const ByteSet no_alnum_ = [] {
    ByteSet set = RangeSet("09AZaz");
    set.Invert();
    return set;
  }();
  std::vector<ByteSet> split_by_;
  int class_count_ = 1;
  std::map<Row, uint32_t> known_;
};

void LayoutPieces::ReadBehind(std::string_view text, size_t piece_end, Behind& behind) const {
  const size_t begin = piece_end + ReadSeparator(text, piece_end).size;
  const size_t left = text.size() - begin;
  uint64_t bytes = 0;
  if (left >= sizeof bytes) {
    std::memcpy(&bytes, text.data() + begin, sizeof bytes);
  } else if (left > 0) {
    std::memcpy(&bytes, text.data() + begin, left);
  }
  std::memcpy(behind.first.data(), &bytes, sizeof bytes);
  // Eight at once: with the high bit of each that is no digit.
  bytes ^= 0x3030303030303030u;
  const uint64_t others =
      (((bytes & 0x7f7f7f7f7f7f7f7fu) + 0x7676767676767676u) | bytes) & 0x8080808080808080u;
  size_t digits = 8;
  if (others != 0) {
    digits = static_cast<size_t>(std::countr_zero(others)) / 8;
    behind.after = classes_[behind.first[digits]];
  } else {
    while (digits < 63 && digits < left && IsDigit(text[begin + digits])) ++digits;
    behind.after = classes_[Byte(digits < left ? text[begin + digits] : '\0')];
  }
  behind.digits = std::min(digits, kDigitCounts - 1);
}

void LayoutPieces::Add(Kind kind, uint32_t layout, const Layout::Start& start, RuleIndex rule,
                       bool needs_context, uint64_t ask) {
  Asked& asked = asked_[static_cast<size_t>(kind)][{start.length, layout}];
  asked.start = start;
  asked.rules.push_back(rule);
  asked.all_need_context = asked.all_need_context && needs_context;
  asked.ask |= ask;
}

void LayoutPieces::Finish(const std::vector<Layout>& layouts) {
  Builder(*this, layouts).Run();
  asked_ = {};
}

}  // namespace aegis::detect
