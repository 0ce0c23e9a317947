// Pattern → tree. The syntax that people know from other engines, as far as it can be matched in
// one pass; what cannot is refused with what to write instead.
#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "src/base/limits.h"
#include "src/codec/utf8.h"
#include "src/detect/regex_tree.h"

namespace aegis::detect {
namespace {

using Kind = RegexNode::Kind;

// The other case of a letter: Latin up to U+017F, Greek and Cyrillic. Itself: there is none.
uint32_t OtherCase(uint32_t point) {
  const auto in = [point](uint32_t low, uint32_t high) { return low <= point && point <= high; };
  if (in('A', 'Z') || (in(0xc0, 0xde) && point != 0xd7)) return point + 32;
  if (in('a', 'z') || (in(0xe0, 0xfe) && point != 0xf7)) return point - 32;
  if (in(0x100, 0x137) || in(0x14a, 0x177)) return point ^ 1;
  if (in(0x139, 0x148) || in(0x179, 0x17e)) return point % 2 == 1 ? point + 1 : point - 1;
  if (in(0x391, 0x3a9) && point != 0x3a2) return point + 32;
  if (in(0x3b1, 0x3c9) && point != 0x3c2) return point - 32;
  if (in(0x410, 0x42f)) return point + 32;
  if (in(0x430, 0x44f)) return point - 32;
  if (in(0x400, 0x40f)) return point + 80;
  if (in(0x450, 0x45f)) return point - 80;
  return point;
}
constexpr uint32_t kLastCased = 0x45f;

void Normalise(Points& points) {
  std::sort(points.begin(), points.end(),
            [](const PointRange& a, const PointRange& b) { return a.low < b.low; });
  Points merged;
  for (const PointRange& range : points) {
    if (!merged.empty() && range.low <= merged.back().high + 1) {
      merged.back().high = std::max(merged.back().high, range.high);
    } else {
      merged.push_back(range);
    }
  }
  points = std::move(merged);
}

bool Has(const Points& points, uint32_t point) {
  return std::any_of(points.begin(), points.end(), [point](const PointRange& range) {
    return range.low <= point && point <= range.high;
  });
}

void AddOtherCases(Points& points) {
  Points others;
  for (uint32_t point = 'A'; point <= kLastCased; ++point) {
    const uint32_t other = OtherCase(point);
    if (other != point && Has(points, point)) others.push_back({other, other});
  }
  points.insert(points.end(), others.begin(), others.end());
  Normalise(points);
}

void Invert(Points& points) {
  Normalise(points);
  Points rest;
  uint32_t next = 0;
  for (const PointRange& range : points) {
    if (range.low > next) rest.push_back({next, range.low - 1});
    next = range.high + 1;
  }
  if (next <= kMaxPoint) rest.push_back({next, kMaxPoint});
  points = std::move(rest);
}

const Points kDigits = {{'0', '9'}};
const Points kWordPoints = {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
const Points kSpaces = {{'\t', '\r'}, {' ', ' '}};

std::optional<Points> ClassOf(char letter) {
  Points points;
  switch (letter) {
    case 'd':
    case 'D':
      points = kDigits;
      break;
    case 'w':
    case 'W':
      points = kWordPoints;
      break;
    case 's':
    case 'S':
      points = kSpaces;
      break;
    default:
      return std::nullopt;
  }
  if (IsUpper(letter)) Invert(points);
  return points;
}

std::optional<Points> NamedClass(std::string_view name) {
  if (name == "alpha") return Points{{'A', 'Z'}, {'a', 'z'}};
  if (name == "digit") return kDigits;
  if (name == "alnum") return Points{{'0', '9'}, {'A', 'Z'}, {'a', 'z'}};
  if (name == "upper") return Points{{'A', 'Z'}};
  if (name == "lower") return Points{{'a', 'z'}};
  if (name == "space") return kSpaces;
  if (name == "xdigit") return Points{{'0', '9'}, {'A', 'F'}, {'a', 'f'}};
  if (name == "word") return kWordPoints;
  if (name == "punct") return Points{{'!', '/'}, {':', '@'}, {'[', '`'}, {'{', '~'}};
  return std::nullopt;
}

class Parser {
 public:
  Parser(std::string_view pattern, bool any_case) : pattern_(pattern) {
    flags_.any_case = any_case;
  }

  tl::expected<RegexNode, RegexError> Run() {
    if (!IsValidUtf8(pattern_)) {
      Fail(FirstInvalidUtf8(pattern_), "the pattern is not UTF-8");
      return tl::unexpected(*error_);
    }
    RegexNode root = Either();
    if (!error_ && !AtEnd()) Fail(at_, "`)` closes nothing; write `\\)` for the character itself");
    if (error_) return tl::unexpected(*error_);
    return root;
  }

 private:
  struct Flags {
    bool any_case = false;
    bool dot_is_all = false;
    bool lines = false;
  };

  bool AtEnd() const { return at_ >= pattern_.size(); }
  char Peek() const { return AtEnd() ? '\0' : pattern_[at_]; }
  bool Follows(std::string_view text) const { return pattern_.substr(at_).starts_with(text); }
  bool Take(std::string_view text) {
    if (!Follows(text)) return false;
    at_ += text.size();
    return true;
  }
  void Fail(size_t at, std::string message) {
    if (!error_) error_ = RegexError{at, std::move(message)};
    at_ = pattern_.size();
  }
  RegexNode Failed(size_t at, std::string message) {
    Fail(at, std::move(message));
    return {};
  }

  // a|b|c
  RegexNode Either() {
    RegexNode either;
    either.kind = Kind::kEither;
    either.at = at_;
    if (++depth_ > limits::kMaxRegexDepth) {
      return Failed(at_, "groups are nested deeper than " + std::to_string(limits::kMaxRegexDepth) +
                             " levels");
    }
    const Flags outer = flags_;
    do {
      either.children.push_back(Sequence());
    } while (Take("|"));
    flags_ = outer;
    --depth_;
    if (either.children.size() == 1) return std::move(either.children.front());
    return either;
  }

  RegexNode Sequence() {
    RegexNode sequence;
    sequence.at = at_;
    while (!AtEnd() && Peek() != '|' && Peek() != ')') {
      if (TakeFlags()) continue;
      const size_t at = at_;
      RegexNode one = Atom();
      if (error_) return {};
      one.at = at;
      sequence.children.push_back(Repeated(std::move(one)));
      if (error_) return {};
    }
    return sequence;
  }

  // (?i) for the rest of the group.
  bool TakeFlags() {
    if (!Follows("(?")) return false;
    size_t end = at_ + 2;
    while (end < pattern_.size() && (IsAlpha(pattern_[end]) || pattern_[end] == '-')) ++end;
    if (end == at_ + 2 || end >= pattern_.size() || pattern_[end] != ')') return false;
    Flags flags = flags_;
    if (!ReadFlags(pattern_.substr(at_ + 2, end - at_ - 2), at_ + 2, flags)) return true;
    flags_ = flags;
    at_ = end + 1;
    return true;
  }

  bool ReadFlags(std::string_view letters, size_t at, Flags& flags) {
    bool on = true;
    for (size_t i = 0; i < letters.size(); ++i) {
      if (letters[i] == '-') {
        on = false;
      } else if (letters[i] == 'i') {
        flags.any_case = on;
      } else if (letters[i] == 's') {
        flags.dot_is_all = on;
      } else if (letters[i] == 'm') {
        flags.lines = on;
      } else {
        Fail(at + i,
             std::string("the flag `") + letters[i] +
                 "` is not supported; there are i (any case), s (. is a line break, too) and "
                 "m (^ and $ are of lines)");
        return false;
      }
    }
    return true;
  }

  RegexNode Repeated(RegexNode one) {
    const size_t at = at_;
    uint32_t least = 0;
    uint32_t most = 0;
    if (!TakeCounts(least, most)) return one;
    if (one.ReadsNothing()) {
      return Failed(at, one.kind == Kind::kAssert
                            ? "an anchor cannot be repeated"
                            : "this repeats what matches no character at all");
    }
    if (Peek() == '?') {
      return Failed(
          at_,
          "`?` behind a repetition (as few as may be) is not supported: a match is always "
          "the longest; say what may not be in it, as in `\"[^\"]*\"` for `\".*?\"`");
    }
    uint32_t again = 0;
    const size_t second = at_;
    if (Peek() == '+' || TakeCounts(again, again)) {
      return Failed(second, "this repeats what is a repetition; put the first in a group, `(…)`");
    }
    RegexNode repeat;
    repeat.kind = Kind::kRepeat;
    repeat.at = at;
    repeat.least = least;
    repeat.most = most;
    repeat.children.push_back(std::move(one));
    return repeat;
  }

  bool TakeCounts(uint32_t& least, uint32_t& most) {
    if (Take("*")) {
      least = 0;
      most = RegexNode::kNoEnd;
      return true;
    }
    if (Take("+")) {
      least = 1;
      most = RegexNode::kNoEnd;
      return true;
    }
    if (Take("?")) {
      least = 0;
      most = 1;
      return true;
    }
    if (Peek() != '{') return false;
    const size_t at = at_;
    const size_t close = pattern_.find('}', at_);
    const std::string_view inside =
        close == std::string_view::npos ? "" : pattern_.substr(at_ + 1, close - at_ - 1);
    const size_t comma = inside.find(',');
    const auto number = [](std::string_view text, uint32_t& into) {
      const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), into);
      return !text.empty() && code == std::errc() && end == text.data() + text.size();
    };
    const bool good =
        comma == std::string_view::npos
            ? number(inside, least)
            : number(inside.substr(0, comma), least) &&
                  (comma + 1 == inside.size() || number(inside.substr(comma + 1), most));
    if (!good) {
      Fail(at, "expected {n}, {n,} or {n,m}; write `\\{` for the character itself");
      return false;
    }
    if (comma == std::string_view::npos) most = least;
    if (comma + 1 == inside.size()) most = RegexNode::kNoEnd;
    if (most < least || most == 0) {
      Fail(at, "a repetition needs a count, and the most must not be below the least");
      return false;
    }
    const uint32_t high = most == RegexNode::kNoEnd ? least : most;
    if (high > limits::kMaxRegexStates) {
      Fail(at, "a count is at most " + std::to_string(limits::kMaxRegexStates) +
                   "; write `+` for a higher one");
      return false;
    }
    at_ = close + 1;
    return true;
  }

  RegexNode Set(Points points) {
    if (flags_.any_case) AddOtherCases(points);
    Normalise(points);
    RegexNode set;
    set.kind = Kind::kSet;
    set.points = std::move(points);
    return set;
  }
  RegexNode One(uint32_t point) { return Set({{point, point}}); }
  static RegexNode Assert(uint8_t assertion) {
    RegexNode node;
    node.kind = Kind::kAssert;
    node.assertion = assertion;
    return node;
  }

  RegexNode Atom() {
    const size_t at = at_;
    switch (Peek()) {
      case '(':
        return Group();
      case '[':
        return Bracket();
      case '\\':
        return Escape();
      case '.': {
        ++at_;
        Points points;
        if (!flags_.dot_is_all) points = {{'\n', '\n'}};
        Invert(points);
        return Set(std::move(points));
      }
      case '^':
        ++at_;
        return Assert(flags_.lines ? 2 : 0);
      case '$':
        ++at_;
        return Assert(flags_.lines ? 3 : 1);
      case '*':
      case '+':
      case '?':
        return Failed(at, std::string("`") + Peek() + "` repeats nothing; write `\\" + Peek() +
                              "` for the character itself");
      case '{':
        return Failed(at, "`{` repeats nothing; write `\\{` for the character itself");
      default:
        return One(NextPoint());
    }
  }

  // The pattern is UTF-8.
  uint32_t NextPoint() {
    const auto lead = static_cast<unsigned char>(pattern_[at_++]);
    if (lead < 0x80) return lead;
    const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    uint32_t point = lead & (0x3fu >> more);
    for (int i = 0; i < more; ++i) {
      point = point << 6 | (static_cast<unsigned char>(pattern_[at_++]) & 0x3fu);
    }
    return point;
  }

  RegexNode Group() {
    const size_t at = at_++;
    bool is_value = false;
    const Flags outer = flags_;
    if (Follows("?=") || Follows("?!") || Follows("?<=") || Follows("?<!")) {
      const bool behind = Follows("?<");
      const bool negative = Follows("?!") || Follows("?<!");
      std::string instead =
          "write a class of what may stand there, such as `[^0-9]`, or `\\b` for the edge of a "
          "word";
      if (!negative) {
        instead = std::string("write what stands ") + (behind ? "in front" : "behind") +
                  " as part of the pattern, and put what is to be found into `(?<value>…)`";
      }
      return Failed(at, std::string(behind ? "a look-behind" : "a look-ahead") +
                            " is not supported; " + instead);
    }
    if (Follows("?>") || Follows("?|") || Follows("?(") || Follows("?#") || Follows("?R") ||
        Follows("?&")) {
      return Failed(at, "this kind of group is not supported; write `(…)`");
    }
    if (Take("?<") || Take("?P<") || Take("?'")) {
      const size_t close = pattern_.find_first_of(">'", at_);
      if (close == std::string_view::npos) return Failed(at, "the group's name has no end");
      is_value = pattern_.substr(at_, close - at_) == "value";
      at_ = close + 1;
    } else if (Follows("?P=") || Follows("?P>")) {
      return Failed(at, kBackReference);
    } else if (Take("?")) {
      size_t end = at_;
      while (end < pattern_.size() && (IsAlpha(pattern_[end]) || pattern_[end] == '-')) ++end;
      if (end >= pattern_.size() || pattern_[end] != ':') {
        return Failed(at, "this kind of group is not supported; write `(…)`");
      }
      Flags flags = flags_;
      if (!ReadFlags(pattern_.substr(at_, end - at_), at_, flags)) return {};
      flags_ = flags;
      at_ = end + 1;
    }
    RegexNode inside = Either();
    flags_ = outer;
    if (error_) return {};
    if (!Take(")")) return Failed(at, "`(` is not closed; write `\\(` for the character itself");
    if (!is_value) return inside;
    if (std::exchange(has_value_, true)) return Failed(at, "a second part is named `value`");
    RegexNode value;
    value.kind = Kind::kValue;
    value.children.push_back(std::move(inside));
    return value;
  }

  // Behind the backslash: a character, or nothing when the escape is something else.
  std::optional<uint32_t> EscapedPoint(size_t at) {
    const char c = Peek();
    if (AtEnd()) {
      Fail(at, "a `\\` stands at the end; write `\\\\` for the character itself");
      return std::nullopt;
    }
    if (IsNonAscii(c)) return NextPoint();
    ++at_;
    switch (c) {
      case 't':
        return '\t';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 'f':
        return '\f';
      case 'v':
        return '\v';
      case 'x':
      case 'u':
        return HexPoint(at, c == 'x' ? 2 : 4);
      default:
        break;
    }
    if (!IsAlnum(c)) return static_cast<unsigned char>(c);
    if (IsDigit(c) || c == 'k' || c == 'g') {
      Fail(at, kBackReference);
    } else if (c == 'p' || c == 'P') {
      Fail(at,
           "classes of Unicode properties are not supported; write the ranges that are meant, "
           "such as `[A-Za-zÀ-ÿ]` or `[а-яё]`");
    } else if (c == 'K') {
      Fail(at, "`\\K` is not supported; put what is to be found into `(?<value>…)`");
    } else {
      Fail(at, std::string("`\\") + c +
                   "` is not supported; there are \\d \\w \\s \\D \\W \\S \\b "
                   "\\B \\A \\z \\t \\n \\r \\f \\v \\xHH \\uHHHH, and \\ before a "
                   "sign");
    }
    return std::nullopt;
  }

  std::optional<uint32_t> HexPoint(size_t at, size_t digits) {
    std::string_view hex = pattern_.substr(at_, digits);
    if (Peek() == '{') {
      const size_t close = std::min(pattern_.find('}', at_), pattern_.size());
      hex = pattern_.substr(at_ + 1, close - at_ - 1);
      at_ = std::min(close + 1, pattern_.size());
    } else {
      at_ += hex.size();
    }
    uint32_t point = 0;
    const auto [end, code] = std::from_chars(hex.data(), hex.data() + hex.size(), point, 16);
    if (hex.empty() || code != std::errc() || end != hex.data() + hex.size() || point > kMaxPoint ||
        (point >= 0xd800 && point < 0xe000)) {
      Fail(at, "expected a character as \\x41, \\u00E9 or \\x{1F600}");
      return std::nullopt;
    }
    return point;
  }

  RegexNode Escape() {
    const size_t at = at_++;
    const char c = Peek();
    if (auto points = ClassOf(c)) {
      ++at_;
      return Set(std::move(*points));
    }
    constexpr std::string_view kAnchors = "A z b B";
    if (c != ' ' && c != '\0' && kAnchors.find(c) != std::string_view::npos) {
      ++at_;
      return Assert(c == 'A' ? 0 : c == 'z' ? 1 : c == 'b' ? 4 : 5);
    }
    if (c == 'Z') return Failed(at, "`\\Z` is not supported; write `$`, the end of the field");
    if (c == 'Q') return Failed(at, "`\\Q` is not supported; write `\\` before each sign");
    const auto point = EscapedPoint(at);
    return point ? One(*point) : RegexNode{};
  }

  RegexNode Bracket() {
    const size_t at = at_++;
    const bool inverted = Take("^");
    Points points;
    bool first = true;
    while (!error_) {
      if (AtEnd()) return Failed(at, "`[` is not closed; write `\\[` for the character itself");
      if (Peek() == ']' && !first) break;
      first = false;
      if (Take("[:")) {
        const size_t close = pattern_.find(":]", at_);
        const auto named = close == std::string_view::npos
                               ? std::nullopt
                               : NamedClass(pattern_.substr(at_, close - at_));
        if (!named)
          return Failed(at_ - 2, "there is no such class; [:alpha:] and [:digit:] are two");
        points.insert(points.end(), named->begin(), named->end());
        at_ = close + 2;
        continue;
      }
      const size_t item = at_;
      const auto low = ClassItem(points);
      if (error_) return {};
      if (!low) continue;
      uint32_t high = *low;
      if (Peek() == '-' && at_ + 1 < pattern_.size() && pattern_[at_ + 1] != ']') {
        ++at_;
        const auto to = ClassItem(points);
        if (error_) return {};
        if (!to || *to < *low)
          return Failed(item, "a range must go from a lower character to a higher");
        high = *to;
      }
      points.push_back({*low, high});
    }
    ++at_;
    if (flags_.any_case) {
      Normalise(points);
      AddOtherCases(points);
    }
    if (inverted) Invert(points);
    Normalise(points);
    if (points.empty()) return Failed(at, "nothing is in this class");
    RegexNode set;
    set.kind = Kind::kSet;
    set.points = std::move(points);
    return set;
  }

  // One character, or nothing: a class was added to `points`.
  std::optional<uint32_t> ClassItem(Points& points) {
    const size_t at = at_;
    if (Peek() != '\\') return NextPoint();
    ++at_;
    if (auto shorthand = ClassOf(Peek())) {
      ++at_;
      points.insert(points.end(), shorthand->begin(), shorthand->end());
      return std::nullopt;
    }
    return EscapedPoint(at);
  }

  static constexpr const char* kBackReference =
      "a back-reference is not supported: no bounded scan can compare two parts of a match; write "
      "out "
      "what may stand there, or name a `validator` that compares";

  std::string_view pattern_;
  size_t at_ = 0;
  Flags flags_;
  uint32_t depth_ = 0;
  bool has_value_ = false;
  std::optional<RegexError> error_;
};

}  // namespace

bool RegexNode::MayBeEmpty() const {
  const auto empty = [](const RegexNode& node) { return node.MayBeEmpty(); };
  switch (kind) {
    case Kind::kSet:
      return false;
    case Kind::kAssert:
      return true;
    case Kind::kRepeat:
      return least == 0 || children.front().MayBeEmpty();
    case Kind::kEither:
      return std::any_of(children.begin(), children.end(), empty);
    case Kind::kSequence:
    case Kind::kValue:
      return std::all_of(children.begin(), children.end(), empty);
  }
  return true;
}

bool RegexNode::ReadsNothing() const {
  return kind != Kind::kSet &&
         std::all_of(children.begin(), children.end(),
                     [](const RegexNode& node) { return node.ReadsNothing(); });
}

tl::expected<RegexNode, RegexError> ParseRegex(std::string_view pattern, bool any_case) {
  return Parser(pattern, any_case).Run();
}

}  // namespace aegis::detect
