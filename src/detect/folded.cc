#include "src/detect/folded.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "src/detect/folded_characters.h"
#include "src/detect/shapes.h"
#include "src/detect/text_class.h"

namespace aegis::detect {
namespace {

// The next byte from `from` on that something to be folded may begin with, or text.size().
class MarkWalk {
 public:
  MarkWalk(std::string_view text, const BlockMarks* marks) : text_(text), marks_(marks) {}
  size_t From(size_t from) const {
    const size_t blocks = BlocksOf(text_);
    size_t block = from / kBlockBytes;
    if (block >= blocks) return text_.size();
    uint64_t bits = marks_[block].fold & (~uint64_t{0} << from % kBlockBytes);
    while (bits == 0) {
      if (++block == blocks) return text_.size();
      bits = marks_[block].fold;
    }
    return block * kBlockBytes + static_cast<size_t>(std::countr_zero(bits));
  }

 private:
  std::string_view text_;
  const BlockMarks* marks_;
};

struct Entity {
  std::string_view name;
  uint32_t point;
};
// The named references of HTML that stand for what values are made of.
constexpr Entity kEntities[] = {
    {"Tab", '\t'},
    {"NewLine", '\n'},
    {"amp", '&'},
    {"AMP", '&'},
    {"lt", '<'},
    {"gt", '>'},
    {"quot", '"'},
    {"QUOT", '"'},
    {"apos", '\''},
    {"commat", '@'},
    {"period", '.'},
    {"colon", ':'},
    {"sol", '/'},
    {"bsol", '\\'},
    {"plus", '+'},
    {"equals", '='},
    {"lowbar", '_'},
    {"UnderBar", '_'},
    {"num", '#'},
    {"lpar", '('},
    {"rpar", ')'},
    {"lsqb", '['},
    {"lbrack", '['},
    {"rsqb", ']'},
    {"rbrack", ']'},
    {"comma", ','},
    {"semi", ';'},
    {"dollar", '$'},
    {"percnt", '%'},
    {"excl", '!'},
    {"quest", '?'},
    {"ast", '*'},
    {"nbsp", 0xa0},
    {"NonBreakingSpace", 0xa0},
    {"shy", 0xad},
    {"ensp", 0x2002},
    {"emsp", 0x2003},
    {"numsp", 0x2007},
    {"thinsp", 0x2009},
    {"hairsp", 0x200a},
    {"ZeroWidthSpace", 0x200b},
    {"zwnj", 0x200c},
    {"zwj", 0x200d},
    {"lrm", 0x200e},
    {"rlm", 0x200f},
    {"hyphen", 0x2010},
    {"dash", 0x2010},
    {"ndash", 0x2013},
    {"mdash", 0x2014},
    {"horbar", 0x2015},
    {"minus", 0x2212},
    {"middot", 0xb7},
    {"bull", 0x2022},
    {"frasl", 0x2044},
    {"NoBreak", 0x2060},
};

bool IsMarkOfEscape(char c) {
  return c == '%' || c == '&' || c == '=' || c == '\\' || c == '(' || c == '[' || c == '@';
}

class Folder {
 public:
  Folder(std::string_view text, Arena& arena) : text_(text), units_(arena), arena_(arena) {}

  FoldedText Run(const MarkWalk& marks) {
    size_t at = 0;
    while ((at = marks.From(at)) < text_.size()) {
      at = std::max(At(at), at + 1);
    }
    FoldedText folded;
    if (!differs_) return folded;
    CopyTo(text_.size());
    folded.text = {out_, static_cast<size_t>(to_ - out_)};
    folded.units = units_.span();
    folded.differs = true;
    folded.again = again_;
    return folded;
  }

 private:
  char Byte(size_t i) const { return i < text_.size() ? text_[i] : '\0'; }
  char Before(size_t at) const { return at == 0 ? '\0' : text_[at - 1]; }
  bool DigitAt(size_t i) const { return i < text_.size() && IsDigit(text_[i]); }
  // What was written last, or is to be written next.
  char LastOut(size_t at) const { return at > copied_ ? text_[at - 1] : last_; }

  // What is folded at the mark; returns where to go on, or `at`.
  size_t At(size_t at) {
    if (at < copied_) return copied_;
    const char c = text_[at];
    if (IsNonAscii(c)) return Character(at);
    switch (c) {
      case '\\':
        return Backslash(at);
      case '%':
        return Octets(at, '%');
      case '&':
        return Reference(at);
      case '=':
        return Printable(at);
      case '(':
      case '[':
      case ' ':
        return AtOrDot(at);
      case '@':
        return Dots(at + 1);
      case '_':
        return Underscore(at);
      case '\n':
      case '\r':
        return LineBreak(at);
      default:
        return at;
    }
  }

  void CopyTo(size_t end) {
    if (to_ == nullptr) out_ = to_ = arena_.NewBytes(text_.size() + 1);
    if (end > copied_) {
      std::memcpy(to_, text_.data() + copied_, end - copied_);
      to_ += end - copied_;
      last_ = text_[end - 1];
    }
    copied_ = end;
  }

  // The bytes [begin, end) are read as `with`, which is not longer.
  size_t Unit(size_t begin, size_t end, std::string_view with, bool differs) {
    CopyTo(begin);
    const auto from = static_cast<uint32_t>(to_ - out_);
    if (!with.empty()) {
      std::memcpy(to_, with.data(), with.size());
      to_ += with.size();
      last_ = with.back();
    }
    units_.push_back({from, static_cast<uint32_t>(to_ - out_), static_cast<uint32_t>(begin),
                      static_cast<uint32_t>(end)});
    copied_ = end;
    differs_ = differs_ || differs;
    return end;
  }

  // Of an escape: what it stands for may itself be something to fold.
  size_t Escape(size_t begin, size_t end, uint32_t point, bool differs) {
    char bytes[4];
    const size_t size = EncodeCharacter(point, bytes);
    if (size > end - begin) return begin;
    if (point >= 0x80 || IsMarkOfEscape(bytes[0])) again_ = true;
    return Unit(begin, end, {bytes, size}, differs);
  }

  size_t Character(size_t at) {
    const DecodedCharacter character = DecodeCharacter(text_, at);
    if (character.size == 0) return at;
    const size_t end = at + character.size;
    const Fold fold = FoldOf(character.point);
    switch (fold.kind) {
      case FoldKind::kNone:
        return end;
      case FoldKind::kRemoved: {
        // Within a word or a number, whose groups blanks part. An accent of its own is part of its
        // letter.
        const char before = LastOut(at);
        const bool joins = IsAlnum(before) || (before != '\0' && kInValues.Has(before)) ||
                           (before == ' ' && MayGoOn(end));
        const bool mark = character.point >= 0x300 && character.point < 0x370;
        if (mark && !IsAlnum(before)) return end;
        return Unit(at, end, {}, joins && end < text_.size());
      }
      case FoldKind::kCharacter: {
        const char c = fold.ascii;
        // In prose, dashes, spaces and commas are many, and no value hangs on them but within it.
        bool differs = IsAlnum(c);
        if (!differs) differs = IsAlnum(LastOut(at)) && MayGoOn(end);
        if (!differs && (c == ':' || c == '=' || c == '+')) {
          differs = IsAlnum(Byte(end)) || Byte(end) == ' ';
        }
        return Unit(at, end, {&c, 1}, differs);
      }
      case FoldKind::kLookalike:
        if (!InMixedWord(at)) return end;
        return Unit(at, end, {&fold.ascii, 1}, true);
    }
    return at;
  }

  static constexpr ByteSet kInValues = ByteSet("@.-_/+:");

  // May the text go on with a value here?
  bool MayGoOn(size_t at) const { return IsAlnum(Byte(at)) || IsNonAscii(Byte(at)); }

  // Is the look-alike in a word that has ASCII letters, and no letter that is none? Words of
  // Russian and Greek stay what they are.
  bool InMixedWord(size_t at) {
    if (at < word_end_) return word_mixed_;
    constexpr size_t kMaxWord = 128;
    const auto ascii = [](char c) { return IsAlnum(c) || c == '_' || c == '-'; };
    size_t begin = at;
    size_t known = 0;  // ASCII letters and digits
    while (begin > 0 && at - begin < kMaxWord && ascii(text_[begin - 1])) {
      --begin;
      known += IsAlnum(text_[begin]) ? 1 : 0;
    }
    bool mixed = !(begin > 0 && at - begin < kMaxWord && IsForeignBefore(begin));
    size_t end = at;
    while (end < text_.size() && end - at < kMaxWord) {
      if (!IsNonAscii(text_[end])) {
        if (!ascii(text_[end])) break;
        known += IsAlnum(text_[end]) ? 1 : 0;
        ++end;
        continue;
      }
      const DecodedCharacter character = DecodeCharacter(text_, end);
      if (character.size == 0) break;
      const Fold fold = FoldOf(character.point);
      if (fold.kind == FoldKind::kNone) {
        if (character.point < 0x2000) mixed = false;
        if (character.point >= 0x2000) break;
      }
      if (fold.kind == FoldKind::kCharacter && !IsAlnum(fold.ascii)) break;
      end += character.size;
    }
    word_end_ = std::max(end, at + 1);
    word_mixed_ = mixed && known >= 2;
    return word_mixed_;
  }

  // Does a letter that stays end here?
  bool IsForeignBefore(size_t end) const {
    size_t begin = end - 1;
    while (begin > 0 && end - begin < 4 &&
           (static_cast<unsigned char>(text_[begin]) & 0xc0) == 0x80)
      --begin;
    const DecodedCharacter character = DecodeCharacter(text_, begin);
    return character.point >= 0xc0 && character.point < 0x2000 &&
           FoldOf(character.point).kind == FoldKind::kNone;
  }

  size_t Backslash(size_t at) {
    const char c = Byte(at + 1);
    switch (c) {
      case 'n':
      case 'r':
      case 't':
        return Escape(at, at + 2, c == 'n' ? '\n' : c == 'r' ? '\r' : '\t', MayGoOn(at + 2));
      case '"':
      case '\'':
      case '/':
        return Escape(at, at + 2, static_cast<uint32_t>(c), c == '/' && MayGoOn(at + 2));
      case '\\': {
        // \\u0034, escaped twice.
        const char next = Byte(at + 2);
        if (next != 'u' && next != 'x' && next != 'U' && next != '\\') return at + 2;
        again_ = true;
        return Unit(at, at + 2, "\\", true);
      }
      case 'x':
        return Octets(at, '\\');
      case 'u':
        if (Byte(at + 2) == '{') {
          uint32_t point = 0;
          const size_t end = Number(at + 3, 16, 6, point);
          if (end == at + 3 || Byte(end) != '}' || !IsPoint(point)) return at;
          return Escape(at, end + 1, point, true);
        }
        return Utf16(at);
      case 'U': {
        uint32_t point = 0;
        if (Number(at + 2, 16, 8, point) != at + 10 || !IsPoint(point)) return at;
        return Escape(at, at + 10, point, true);
      }
      case '0':
      case '1': {
        uint32_t point = 0;  // octal
        if (Number(at + 1, 8, 3, point) != at + 4 || point < ' ' || point > '~') return at;
        return Escape(at, at + 4, point, true);
      }
      default:
        return at;
    }
  }

  size_t Utf16(size_t at) {
    uint32_t point = 0;
    if (Number(at + 2, 16, 4, point) != at + 6) return at;
    size_t end = at + 6;
    if (point >= 0xd800 && point < 0xdc00) {
      uint32_t low = 0;
      if (Byte(end) != '\\' || Byte(end + 1) != 'u' || Number(end + 2, 16, 4, low) != end + 6 ||
          low < 0xdc00 || low > 0xdfff) {
        return at;
      }
      point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
      end += 6;
    }
    return IsPoint(point) ? Escape(at, end, point, true) : at;
  }

  static bool IsPoint(uint32_t point) {
    return point != 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
  }

  // Reads at most `most` digits; returns the end.
  size_t Number(size_t at, uint32_t base, size_t most, uint32_t& value) const {
    value = 0;
    const size_t first = at;
    for (; at - first < most; ++at) {
      const char c = Byte(at);
      uint32_t digit = 16;
      if (IsDigit(c)) {
        digit = static_cast<uint32_t>(c - '0');
      } else if (IsHex(c)) {
        digit = static_cast<uint32_t>(ToLower(c) - 'a') + 10;
      }
      if (digit >= base) break;
      value = value * base + digit;
    }
    return at;
  }

  // %41, =41 or \x41: the byte, or -1.
  int Octet(size_t at, char mark) const {
    if (Byte(at) != mark) return -1;
    ++at;
    if (mark == '\\' && Byte(at++) != 'x') return -1;
    if (!IsHex(Byte(at)) || !IsHex(Byte(at + 1))) return -1;
    uint32_t value = 0;
    Number(at, 16, 2, value);
    return static_cast<int>(value);
  }

  // A character of one to four bytes, each escaped.
  size_t Octets(size_t at, char mark) {
    const int lead = Octet(at, mark);
    const size_t step = mark == '\\' ? 4 : 3;
    if (lead <= 0) return at;
    const size_t count = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (count == 0) return at;
    std::array<char, 4> bytes{};
    for (size_t i = 0; i < count; ++i) {
      const int octet = Octet(at + i * step, mark);
      if (octet < 0) return at;
      bytes[i] = static_cast<char>(octet);
    }
    const DecodedCharacter character = DecodeCharacter({bytes.data(), count}, 0);
    if (character.size != count) return at;
    return Escape(at, at + count * step, character.point, true);
  }

  // &#48; &#x30; &commat;
  size_t Reference(size_t at) {
    uint32_t point = 0;
    size_t end = at + 1;
    if (Byte(end) == '#') {
      const bool hex = ToLower(Byte(end + 1)) == 'x';
      const size_t digits = end + (hex ? 2 : 1);
      end = Number(digits, hex ? 16 : 10, 8, point);
      if (end == digits || !IsPoint(point)) return at;
      if (Byte(end) == ';') ++end;
      return Escape(at, end, point, true);
    }
    constexpr size_t kLongest = 16;
    while (end - at <= kLongest && IsAlpha(Byte(end))) ++end;
    if (end == at + 1 || Byte(end) != ';') return at;
    const std::string_view name = text_.substr(at + 1, end - at - 1);
    for (const Entity& entity : kEntities) {
      if (entity.name == name) return Escape(at, end + 1, entity.point, true);
    }
    return at;
  }

  // Quoted-printable, which an equals sign before two digits alone does not show: a chain, =3D, or
  // an equals sign at the end of a line.
  size_t Printable(size_t at) {
    const char next = Byte(at + 1);
    if (next == '\n' || (next == '\r' && Byte(at + 2) == '\n')) {
      const size_t end = at + (next == '\n' ? 2 : 3);
      if (!IsAlnum(LastOut(at)) && !kInValues.Has(LastOut(at))) return at;
      return MayGoOn(end) || kInValues.Has(Byte(end)) ? Unit(at, end, {}, true) : at;
    }
    const int octet = Octet(at, '=');
    if (octet < 0) return at;
    if (octet != '=' && !IsPrintableChain(at)) return at;
    const size_t end = Octets(at, '=');
    if (end != at) printable_end_ = end;
    return end;
  }

  // Is there another escape of this kind in the same word, or is it within a number? In a=41 and
  // b=42 there is none.
  bool IsPrintableChain(size_t at) const {
    constexpr size_t kReach = 48;
    if (printable_end_ != 0 && at - printable_end_ < kReach && !HasBlank(printable_end_, at)) {
      return true;
    }
    const char before = LastOut(at);
    if (IsDigit(before) || before == '-') return true;
    for (size_t i = at + 3; i < text_.size() && i - at < kReach && !EndsWord(text_[i]); ++i) {
      if (text_[i] == '=' && Octet(i, '=') >= 0 && !IsLower(Byte(i + 1)) && !IsLower(Byte(i + 2)))
        return true;
    }
    return false;
  }
  static bool EndsWord(char c) {
    return IsSpace(c) || c == '&' || c == ';' || c == ',' || c == '"';
  }
  bool HasBlank(size_t begin, size_t end) const {
    return std::any_of(text_.begin() + static_cast<ptrdiff_t>(begin),
                       text_.begin() + static_cast<ptrdiff_t>(end), EndsWord);
  }

  // Underscores between digits, 078_05_1120, and before a letter behind many, 12345678_Z.
  size_t Underscore(size_t at) {
    if (!IsDigit(LastOut(at)) || !IsAlnum(Byte(at + 1))) return at;
    if (!DigitAt(at + 1) &&
        !(at >= 4 && IsDigit(text_[at - 2]) && IsDigit(text_[at - 3]) && IsDigit(text_[at - 4]))) {
      return at;
    }
    return Unit(at, at + 1, "-", true);
  }

  // One line break within the digits of a number that text stands before: 4111 1111⏎1111 1111 is
  // found without, 41111111⏎11111111 is not.
  size_t LineBreak(size_t at) {
    const size_t end = at + (text_[at] == '\r' && Byte(at + 1) == '\n' ? 2 : 1);
    // Behind the dash of a number: 078-05-⏎1120.
    if (Before(at) == '-' && at >= 2 && IsAlnum(text_[at - 2]) && IsAlnum(Byte(end)) &&
        (IsDigit(text_[at - 2]) || DigitAt(end))) {
      return Unit(at, end, {}, true);
    }
    if (!IsDigit(Before(at)) || !DigitAt(end)) return end;
    size_t first = at;
    while (first > 0 && at - first < kMaxBroken && IsDigit(text_[first - 1])) --first;
    size_t last = end;
    while (last - end < kMaxBroken && DigitAt(last)) ++last;
    const char before = Before(first);
    const bool first_in_line = before == '\0' || before == '\n' || before == '\r';
    const size_t digits = (at - first) + (last - end);
    // Between groups, of which at least one stands before: +44 20⏎7946 0958.
    if ((before == ' ' || before == '-') && first >= 2 && IsDigit(text_[first - 2])) {
      return Unit(at, end, " ", true);
    }
    // A column of numbers is none, nor is a line of them.
    if (first_in_line || digits < 7 || digits > 34 || IsAlnum(Byte(last))) return end;
    const bool column = (Byte(last) == '\n' || Byte(last) == '\r') && last + 1 < text_.size() &&
                        (DigitAt(last + 1) || DigitAt(last + 2));
    if (column) return end;
    return Unit(at, end, {}, true);
  }
  static constexpr size_t kMaxBroken = 34;

  // ---- name (at) host (dot) com ----

  struct Form {
    size_t begin = 0;
    size_t end = 0;  // 0: none
    bool bracketed = false;
  };

  // `word` (or `sign`) at `at`, between brackets or blanks.
  Form FormAt(size_t at, std::string_view word, char sign) const {
    Form form;
    form.begin = at;
    size_t next = at;
    while (next - at < 2 && Byte(next) == ' ') ++next;
    const bool blank = next != at;
    const char open = Byte(next);
    const char close = open == '(' ? ')' : open == '[' ? ']' : open == '{' ? '}' : '\0';
    if (close == '\0') {
      if (!blank || !IsWordAt(next, word)) return {};
      next += word.size();
      size_t after = next;
      while (after - next < 2 && Byte(after) == ' ') ++after;
      if (after == next) return {};
      form.end = after;
      return form;
    }
    ++next;
    if (Byte(next) == ' ') ++next;
    if (Byte(next) == sign) {
      ++next;
    } else if (IsWordAt(next, word)) {
      next += word.size();
    } else {
      return {};
    }
    if (Byte(next) == ' ') ++next;
    if (Byte(next) != close) return {};
    ++next;
    size_t after = next;
    while (after - next < 2 && Byte(after) == ' ') ++after;
    form.end = after;
    form.bracketed = true;
    return form;
  }

  bool IsWordAt(size_t at, std::string_view word) const {
    for (size_t i = 0; i < word.size(); ++i) {
      if (ToLower(Byte(at + i)) != word[i]) return false;
    }
    return true;
  }

  static constexpr size_t kMaxLabel = 63;
  static constexpr size_t kMaxLabels = 8;

  // The end of a label of a domain; `at` when there is none.
  size_t Label(size_t at) const {
    size_t end = at;
    while (end - at < kMaxLabel && (IsAlnum(Byte(end)) || Byte(end) == '-')) ++end;
    return end;
  }

  struct Domain {
    bool good = false;
    size_t spelled = 0;  // dots that are spelled out
    std::array<Form, kMaxLabels> dots{};
  };

  static bool IsTopLevel(std::string_view label) {
    constexpr std::string_view kKnown[] = {
        "com", "org",  "net",     "edu", "gov", "mil", "int", "info", "biz", "dev",
        "app", "test", "example", "io",  "ai",  "co",  "uk",  "de",   "fr",  "es",
        "nl",  "ch",   "se",      "dk",  "fi",  "pl",  "cz",  "eu",   "br",  "mx",
        "jp",  "cn",   "ru",      "au",  "nz",  "ca",  "za",  "tr",   "gr"};
    return std::any_of(std::begin(kKnown), std::end(kKnown), [&](std::string_view known) {
      return known.size() == label.size() &&
             std::equal(known.begin(), known.end(), label.begin(),
                        [](char a, char b) { return a == ToLower(b); });
    });
  }

  Domain DomainAt(size_t at) const {
    Domain domain;
    size_t label = at;
    size_t end = Label(at);
    if (end == at) return domain;
    for (size_t labels = 1; labels < kMaxLabels; ++labels) {
      size_t next = 0;
      Form dot;
      if (Byte(end) == '.') {
        next = end + 1;
      } else {
        dot = FormAt(end, "dot", '.');
        next = dot.end;
      }
      const size_t after = next == 0 ? 0 : Label(next);
      if (next == 0 || after == next) break;
      if (dot.end != 0) domain.dots[domain.spelled++] = dot;
      label = next;
      end = after;
      const std::string_view top = text_.substr(label, end - label);
      // Where nothing but words says so, the last one must be known: at noon, dot on the map.
      const bool only_words = dot.end != 0 && !dot.bracketed;
      domain.good = top.size() >= 2 && std::all_of(top.begin(), top.end(), IsAlpha) &&
                    (!only_words || IsTopLevel(top));
    }
    return domain;
  }

  size_t AtOrDot(size_t at) {
    // [.] and (dot) anywhere within a word.
    if (text_[at] != ' ') {
      const Form dot = FormAt(at, "dot", '.');
      if (dot.end != 0) return Join(dot, ".");
    }
    const Form form = FormAt(at, "at", '@');
    if (form.end == 0) return at;
    const Domain domain = DomainAt(form.end);
    if (!domain.good || (!form.bracketed && domain.spelled == 0)) return at;
    LocalDots(BeginOf(form));
    const size_t end = Join(form, "@");
    if (end == at) return at;
    return DomainDots(domain, end);
  }

  // Blanks in front of a bracket belong to the form.
  size_t BeginOf(const Form& form) const {
    size_t begin = form.begin;
    while (begin > copied_ && form.begin - begin < 2 && text_[begin - 1] == ' ') --begin;
    return begin;
  }

  size_t Join(const Form& form, std::string_view with) {
    const size_t begin = BeginOf(form);
    if (!IsAlnum(LastOut(begin)) || !MayGoOn(form.end)) return form.begin;
    return Unit(begin, form.end, with, true);
  }

  size_t DomainDots(const Domain& domain, size_t at) {
    for (size_t i = 0; i < domain.spelled; ++i) {
      at = Unit(domain.dots[i].begin, domain.dots[i].end, ".", true);
    }
    return at;
  }

  // john dot smith at …: dots in blanks before the sign.
  void LocalDots(size_t end) {
    constexpr size_t kMostDots = 3;
    constexpr std::string_view kDot = " dot ";
    std::array<size_t, kMostDots> dots{};
    size_t count = 0;
    size_t at = end;
    while (count < kMostDots) {
      size_t word = at;
      while (word > copied_ && at - word < kMaxLabel && IsAlnum(text_[word - 1])) --word;
      if (word == at || word < copied_ + kDot.size() + 1) break;
      const size_t dot = word - kDot.size();
      if (text_[dot] != ' ' || text_[word - 1] != ' ' || !IsWordAt(dot + 1, "dot") ||
          !IsAlnum(text_[dot - 1])) {
        break;
      }
      dots[count++] = dot;
      at = dot;
    }
    while (count > 0) {
      --count;
      Unit(dots[count], dots[count] + kDot.size(), ".", true);
    }
  }

  // name@host dot com
  size_t Dots(size_t at) {
    if (!IsAlnum(LastOut(at - 1)) || !IsAlnum(Byte(at))) return at;
    const Domain domain = DomainAt(at);
    return domain.good && domain.spelled != 0 ? DomainDots(domain, at) : at;
  }

  std::string_view text_;
  ArenaVector<EscapeUnit> units_;
  Arena& arena_;
  char* out_ = nullptr;
  char* to_ = nullptr;
  size_t copied_ = 0;
  char last_ = '\0';
  bool differs_ = false;
  bool again_ = false;
  size_t word_end_ = 0;
  bool word_mixed_ = false;
  size_t printable_end_ = 0;
};

}  // namespace

FoldedText Folded(std::string_view text, const BlockMarks* marks, Arena& arena) {
  return Folder(text, arena).Run(MarkWalk(text, marks));
}

bool FoldedPlaces::Find(uint32_t text_offset, Place& place) {
  const Document view({}, folded_.text, folded_.units, nullptr);
  const Span source = view.ToRaw({text_offset, text_offset + 1});
  if (!parent_.Locate(source.begin, place)) return false;
  // A unit across an edge belongs to neither side.
  const auto edge = [&](uint32_t offset, bool begin) {
    const auto unit = std::upper_bound(
        folded_.units.begin(), folded_.units.end(), offset,
        [](uint32_t value, const EscapeUnit& candidate) { return value < candidate.raw_end; });
    if (unit != folded_.units.end() && unit->raw_begin < offset) {
      return begin ? unit->text_end : unit->text_begin;
    }
    return view.ToText(offset);
  };
  place.text = {edge(place.text.begin, true), edge(place.text.end, false)};
  return true;
}

}  // namespace aegis::detect
