#include "src/detect/layout.h"

#include <array>

namespace aegis::detect {
namespace {

constexpr ByteSet kDigits = RangeSet("09");
constexpr ByteSet kUpperLetters = RangeSet("AZ");
constexpr ByteSet kLetters = RangeSet("AZaz");
constexpr ByteSet kUpperAlnum = RangeSet("09AZ");
constexpr ByteSet kAlnum = RangeSet("09AZaz");
constexpr ByteSet kUpperHex = RangeSet("09AF");
constexpr ByteSet kHex = RangeSet("09AFaf");

void AddBothCases(ByteSet& set, char c, bool upper_only) {
  set.Add(c);
  if (!upper_only) {
    set.Add(ToLower(c));
    set.Add(ToUpper(c));
  }
}

bool MayBe(const ByteSet& set, bool (*test)(char)) {
  for (int c = 0; c < 128; ++c) {
    if (set.Has(static_cast<char>(c)) && test(static_cast<char>(c))) return true;
  }
  return false;
}

// The bytes that a separator of one of the kinds may begin with.
ByteSet SeparatorBytes(uint8_t kinds) {
  ByteSet set("\xc2\xe2\xe3\xef");
  if ((kinds & kSepSpace) != 0) {
    for (char c : std::string_view(" \t\r\n")) set.Add(c);
  }
  if ((kinds & kSepDash) != 0) set.Add('-');
  if ((kinds & kSepDot) != 0) set.Add('.');
  if ((kinds & kSepSlash) != 0) set.Add('/');
  return set;
}

ByteSet NoAlnum() {
  ByteSet set = kAlnum;
  set.Invert();
  return set;
}

// Which item it is that comes behind a piece.
constexpr size_t kNotKnown = Layout::kNoMatch;

tl::unexpected<Error> Wrong(std::string_view what, size_t at) {
  return Fail(ErrorCode::kInvalidArgument,
              std::string(what) + " at character " + std::to_string(at + 1));
}

}  // namespace

Result<Layout> Layout::Parse(std::string_view text, std::string_view separators, bool upper_only) {
  Layout layout;
  layout.separators_ = SeparatorKinds(separators);
  bool separator = false;
  for (size_t at = 0; at < text.size(); ++at) {
    Item item;
    item.separator_before = separator;
    separator = false;
    switch (text[at]) {
      case ' ':
        if (layout.items_.empty() || item.separator_before)
          return Wrong("a blank that separates nothing", at);
        if (layout.separators_ == 0) return Wrong("a blank without `separators`", at);
        separator = true;
        continue;
      case 'L':
        item.set = upper_only ? kUpperLetters : kLetters;
        break;
      case 'D':
        item.set = kDigits;
        break;
      case 'A':
        item.set = upper_only ? kUpperAlnum : kAlnum;
        break;
      case 'X':
        item.set = upper_only ? kUpperHex : kHex;
        break;
      case '[': {
        const size_t close = text.find(']', at);
        if (close == std::string_view::npos || close == at + 1)
          return Wrong("a [ without its ]", at);
        for (size_t i = at + 1; i < close; ++i) {
          if (text[i] == '-' && i > at + 1 && i + 1 < close) {
            for (char c = text[i - 1]; c < text[i + 1]; ++c) AddBothCases(item.set, c, upper_only);
          } else {
            AddBothCases(item.set, text[i], upper_only);
          }
        }
        at = close;
        break;
      }
      default:
        item.separator = SeparatorKinds(text.substr(at, 1)) & layout.separators_;
        AddBothCases(item.set, text[at], upper_only);
    }
    layout.items_.push_back(item);
  }
  if (separator) return Wrong("a blank that separates nothing", text.size() - 1);
  if (layout.items_.empty() || layout.items_.size() > kMaxCharacters) {
    return Wrong("a layout that is empty or too long", 0);
  }

  bool letters = true;
  bool digits = true;
  bool has_letter = false;
  bool has_digit = false;
  ByteSet anything;
  anything.Invert();
  const auto start = [&](size_t length, bool whole, const ByteSet& next, size_t behind) {
    ByteSet after = anything;
    const uint64_t digits_behind =
        behind == kNotKnown ? ~uint64_t{0} : layout.DigitsBehind(behind, after);
    layout.starts_.push_back({.length = static_cast<uint8_t>(length),
                              .letters = letters,
                              .digits = digits,
                              .mixed = has_letter && has_digit,
                              .whole = whole,
                              .next = next,
                              .digits_behind = digits_behind,
                              .after = after,
                              .behind = layout.StandsBehind(length, behind) ? behind : kNotKnown});
  };
  for (size_t i = 0; i < layout.items_.size(); ++i) {
    const Item& item = layout.items_[i];
    const bool letter = MayBe(item.set, IsAlpha);
    const bool digit = MayBe(item.set, IsDigit);
    if (!letter && !digit) {
      // A character such as '-' that must stand here ends the piece in every text.
      if (i == 0) return Wrong("a layout must begin with a letter or a digit", 0);
      if (item.separator != kSepNone) {
        start(i, false, SeparatorBytes(item.separator), i + 1);
      } else {
        start(i, false, item.set, kNotKnown);
      }
      return layout;
    }
    if (item.separator_before) start(i, false, SeparatorBytes(layout.separators_), i);
    letters = letters && letter;
    digits = digits && digit;
    has_letter = has_letter || letter;
    has_digit = has_digit || digit;
  }
  start(layout.items_.size(), true, NoAlnum(), kNotKnown);
  return layout;
}

// Does item `behind` stand right behind the one separator that follows a piece of that length?
bool Layout::StandsBehind(size_t length, size_t behind) const {
  if (behind == length) return true;  // that is where a separator may stand
  return behind != kNotKnown && !items_[length].separator_before && IsPlain(behind);
}

uint64_t Layout::DigitsBehind(size_t from, ByteSet& after) const {
  ByteSet anything;
  anything.Invert();
  uint64_t lengths = 0;
  unsigned count = 0;
  after = ByteSet();
  for (size_t i = from; i < items_.size(); ++i) {
    const Item& item = items_[i];
    const bool letter = MayBe(item.set, IsAlpha);
    const bool digit = MayBe(item.set, IsDigit);
    if (letter && digit) {
      after = anything;
      return lengths | ~uint64_t{0} << count;
    }
    // Where a separator may stand, the run may end.
    if (item.separator_before && i != from) {
      lengths |= uint64_t{1} << count;
      after.Add(SeparatorBytes(separators_ | kSepSpace));
    }
    if (!digit) {
      // A dash may have blanks around it.
      after.Add(item.separator != kSepNone ? SeparatorBytes(item.separator | kSepSpace) : item.set);
      return lengths | uint64_t{1} << count;
    }
    ++count;
  }
  after.Add(NoAlnum());
  return lengths | uint64_t{1} << count;
}

size_t Layout::Match(std::string_view text, size_t at, std::string& compact) const {
  std::array<char, kMaxCharacters> upper;
  size_t count = 0;
  bool broken = false;
  for (const Item& item : items_) {
    if (item.separator_before && at < text.size() && !item.set.Has(text[at])) {
      const SeparatorAt separator = ReadSeparator(text, at);
      if ((separator.kind & separators_) == 0) return kNoMatch;
      if (separator.kind == kSepLine) {
        if (broken) return kNoMatch;
        broken = true;
      }
      at += separator.size;
    }
    if (item.separator != kSepNone) {
      const SeparatorAt separator = ReadSeparator(text, at);
      if ((separator.kind & item.separator) == 0) return kNoMatch;
      at += separator.size;
      continue;
    }
    if (at >= text.size() || !item.set.Has(text[at])) return kNoMatch;
    upper[count++] = ToUpper(text[at++]);
  }
  if (!IsBoundaryAfter(text, at)) return kNoMatch;
  compact.assign(upper.data(), count);
  return at;
}

}  // namespace aegis::detect
