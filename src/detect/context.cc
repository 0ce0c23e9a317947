#include "src/detect/context.h"

#include <algorithm>
#include <cstring>

#include "src/detect/short_text.h"
#include "src/detect/text_class.h"

namespace aegis::detect {
namespace {

struct Decoded {
  uint32_t point = 0;
  uint32_t size = 1;
};

// Broken UTF-8 reads as single bytes that are no letters.
Decoded Decode(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  const auto more = [&](size_t i) { return (byte(i) & 0xc0) == 0x80; };
  const uint32_t first = byte(at);
  if (first < 0x80) return {first, 1};
  if (first >= 0xc2 && first < 0xe0 && more(at + 1)) {
    return {(first & 0x1f) << 6 | (byte(at + 1) & 0x3f), 2};
  }
  if (first >= 0xe0 && first < 0xf0 && more(at + 1) && more(at + 2)) {
    return {(first & 0x0f) << 12 | (byte(at + 1) & 0x3f) << 6 | (byte(at + 2) & 0x3f), 3};
  }
  if (first >= 0xf0 && first < 0xf5 && more(at + 1) && more(at + 2) && more(at + 3)) {
    return {(first & 0x07) << 18 | (byte(at + 1) & 0x3f) << 12 | (byte(at + 2) & 0x3f) << 6 |
                (byte(at + 3) & 0x3f),
            4};
  }
  return {0xfffd, 1};
}

// Writes behind what a string holds, which was made long enough before.
class FormWriter {
 public:
  explicit FormWriter(char* to) : to_(to) {}
  void push_back(char c) { *to_++ = c; }
  void operator+=(std::string_view text) {
    for (char c : text) push_back(c);
  }
  void Write(const void* bytes, size_t size) {
    std::memcpy(to_, bytes, size);
    to_ += size;
  }
  char back() const { return to_[-1]; }
  char before_back() const { return to_[-2]; }
  void SplitBeforeBack() {
    to_[0] = to_[-1];
    to_[-1] = ' ';
    ++to_;
  }
  const char* end() const { return to_; }

 private:
  char* to_;
};

void Encode(uint32_t point, FormWriter& out) {
  if (point < 0x80) {
    out.push_back(static_cast<char>(point));
  } else if (point < 0x800) {
    out.push_back(static_cast<char>(0xc0 | point >> 6));
    out.push_back(static_cast<char>(0x80 | (point & 0x3f)));
  } else if (point < 0x10000) {
    out.push_back(static_cast<char>(0xe0 | point >> 12));
    out.push_back(static_cast<char>(0x80 | (point >> 6 & 0x3f)));
    out.push_back(static_cast<char>(0x80 | (point & 0x3f)));
  } else {
    out.push_back(static_cast<char>(0xf0 | point >> 18));
    out.push_back(static_cast<char>(0x80 | (point >> 12 & 0x3f)));
    out.push_back(static_cast<char>(0x80 | (point >> 6 & 0x3f)));
    out.push_back(static_cast<char>(0x80 | (point & 0x3f)));
  }
}

// Base letters of U+00C0..U+017F; '*' keeps the character, '2' marks those that become two letters.
constexpr std::string_view kLatin =
    "aaaaaa2ceeeeiiii2nooooo*ouuuuy22aaaaaa2ceeeeiiii2nooooo*ouuuuy2y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii22jjkkklllllll"
    "lllnnnnnnnnnoooooo22rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";  // 142..17F
static_assert(kLatin.size() == 0x180 - 0xc0);

bool IsSeparator(uint32_t point) {
  if (point < 0x80) return !IsAlnum(static_cast<char>(point));
  if (point < 0xc0) return point != 0xaa && point != 0xb5 && point != 0xba;
  return point == 0xd7 || point == 0xf7 || (point >= 0x2000 && point < 0x2070) ||
         (point >= 0x20a0 && point < 0x2c00) || (point >= 0x3000 && point < 0x3005) ||
         (point >= 0x3008 && point < 0x3021) || (point >= 0xff00 && point < 0xff10) ||
         (point >= 0xff1a && point < 0xff21) || (point >= 0xff3b && point < 0xff41) ||
         (point >= 0xff5b && point < 0xff66) || point >= 0xfffc;
}

bool IsMark(uint32_t point) {
  return (point >= 0x300 && point < 0x370) || point == 0xad || (point >= 0x200b && point < 0x200e);
}

// Scripts that write words without blanks between them, and Hangul, whose particles stick to words.
bool IsUnspaced(uint32_t point) {
  return (point >= 0x2e80 && point < 0xa000) || (point >= 0xac00 && point < 0xd7b0) ||
         (point >= 0xe00 && point < 0xf00) || (point >= 0x1000 && point < 0x10a0) ||
         (point >= 0x1780 && point < 0x1800) || (point >= 0xf900 && point < 0xfb00) ||
         (point >= 0x20000 && point < 0x32000);
}

bool IsUpperPoint(uint32_t point) {
  if (point < 0x80) return IsUpper(static_cast<char>(point));
  // In the second block of Latin letters, capital and small ones take turns.
  if (point >= 0x100 && point < 0x180) {
    const bool odd_is_upper =
        (point >= 0x139 && point < 0x149) || (point >= 0x179 && point < 0x17f);
    return point == 0x178 || (point % 2 == 1) == odd_is_upper;
  }
  return (point >= 0xc0 && point < 0xdf) || (point >= 0x391 && point < 0x3ac) ||
         (point >= 0x400 && point < 0x430);
}

void AppendFolded(uint32_t point, FormWriter& out) {
  if (point < 0x80) {
    out.push_back(ToLower(static_cast<char>(point)));
    return;
  }
  if (point >= 0xff10 && point < 0xff5b) return AppendFolded(point - 0xfee0, out);  // full width
  if (point >= 0xc0 && point < 0x180) {
    switch (point) {
      case 0xc6:
      case 0xe6:
        out += "ae";
        return;
      case 0xdf:
        out += "ss";
        return;
      case 0xf0:
      case 0xd0:
        out += "d";
        return;
      case 0xfe:
      case 0xde:
        out += "th";
        return;
      case 0x132:
      case 0x133:
        out += "ij";
        return;
      case 0x152:
      case 0x153:
        out += "oe";
        return;
      default:
        break;
    }
    const char base = kLatin[point - 0xc0];
    if (base != '*' && base != '2') {
      out.push_back(base);
      return;
    }
  }
  switch (point) {  // accented Greek
    case 0x386:
    case 0x3ac:
      point = 0x3b1;
      break;
    case 0x388:
    case 0x3ad:
      point = 0x3b5;
      break;
    case 0x389:
    case 0x3ae:
      point = 0x3b7;
      break;
    case 0x38a:
    case 0x390:
    case 0x3aa:
    case 0x3af:
    case 0x3ca:
      point = 0x3b9;
      break;
    case 0x38c:
    case 0x3cc:
      point = 0x3bf;
      break;
    case 0x38e:
    case 0x3ab:
    case 0x3b0:
    case 0x3cb:
    case 0x3cd:
      point = 0x3c5;
      break;
    case 0x38f:
    case 0x3ce:
      point = 0x3c9;
      break;
    case 0x3c2:
      point = 0x3c3;
      break;
    default:
      break;
  }
  if (point >= 0x391 && point < 0x3aa) point += 0x20;
  if (point >= 0x400 && point < 0x410) point += 0x50;
  if (point >= 0x410 && point < 0x430) point += 0x20;
  if (point == 0x451) point = 0x435;                   // ё
  if (point >= 0x460 && point < 0x530) point |= 1;     // other Cyrillic pairs, near enough
  if (point >= 0x531 && point < 0x557) point += 0x30;  // Armenian
  Encode(point, out);
}

constexpr uint64_t kOnes = 0x0101010101010101u;
constexpr uint64_t kHighs = 0x8080808080808080u;

// The high bit of each byte that is below `bound`, for bytes and bounds below 0x80.
constexpr uint64_t Below(uint64_t bytes, uint64_t bound) {
  return ~((bytes | kHighs) - kOnes * bound) & kHighs;
}

// Are the eight bytes small ASCII letters, and blanks that stand alone?
bool IsPlainText(uint64_t bytes) {
  if ((bytes & kHighs) != 0) return false;
  const uint64_t blank = Below(bytes ^ (kOnes * ' '), 1);
  const uint64_t letter = Below(bytes, 'z' + 1) & ~Below(bytes, 'a');
  return (blank | letter) == kHighs && (blank & (blank << 8)) == 0;
}

enum class Class : uint8_t { kBlank, kDigit, kLower, kUpper, kOther };

Class ClassOf(uint32_t point) {
  if (IsSeparator(point)) return Class::kBlank;
  if (point < 0x80 && IsDigit(static_cast<char>(point))) return Class::kDigit;
  if (IsUnspaced(point)) return Class::kOther;
  return IsUpperPoint(point) ? Class::kUpper : Class::kLower;
}

bool IsAscii(std::string_view text) {
  unsigned char all = 0;
  for (char c : text) all |= static_cast<unsigned char>(c);
  return all < 0x80;
}

bool HasLetterOrDigit(std::string_view form) {
  return form.find_first_not_of(' ') != std::string_view::npos;
}

template <typename Number>
uint64_t LoadNumber(const char* bytes) {
  Number number;
  std::memcpy(&number, bytes, sizeof number);
  return number;
}

// Of the length and the two ends, which tell the fields of a record apart well enough.
size_t HashName(std::string_view name) {
  const char* begin = name.data();
  const char* end = begin + name.size();
  uint64_t first;
  uint64_t last;
  if (name.size() >= 8) {
    first = LoadNumber<uint64_t>(begin);
    last = LoadNumber<uint64_t>(end - 8);
  } else if (name.size() >= 4) {
    first = LoadNumber<uint32_t>(begin);
    last = LoadNumber<uint32_t>(end - 4);
  } else {
    first = static_cast<unsigned char>(begin[0]);
    last = LoadNumber<uint8_t>(begin + name.size() / 2) << 8 | LoadNumber<uint8_t>(end - 1);
  }
  const uint64_t mixed = (first ^ (last << 7 | last >> 57)) + name.size();
  return static_cast<size_t>((mixed * 0x9e3779b97f4a7c15u) >> 40);
}

// Names are short: comparing them in place is cheaper than a call.
bool IsSameName(std::string_view name, const char* known, size_t known_size) {
  if (name.size() != known_size) return false;
  const char* bytes = name.data();
  if (known_size < 4) {
    for (size_t i = 0; i < known_size; ++i) {
      if (bytes[i] != known[i]) return false;
    }
    return true;
  }
  if (known_size < 8) {
    return LoadNumber<uint32_t>(bytes) == LoadNumber<uint32_t>(known) &&
           LoadNumber<uint32_t>(bytes + known_size - 4) ==
               LoadNumber<uint32_t>(known + known_size - 4);
  }
  for (size_t i = 0; i + 8 < known_size; i += 8) {
    if (LoadNumber<uint64_t>(bytes + i) != LoadNumber<uint64_t>(known + i)) return false;
  }
  return LoadNumber<uint64_t>(bytes + known_size - 8) ==
         LoadNumber<uint64_t>(known + known_size - 8);
}

// Where a filter of 1024 numbers has the two bits of a part's first bytes.
struct FilterPlace {
  size_t at = 0;
  uint64_t bits = 0;
};
FilterPlace PlaceOfFirstBytes(uint64_t bytes) {
  const uint64_t hash = bytes * 0x9e3779b97f4a7c15u;
  return {static_cast<size_t>(hash >> 54),
          uint64_t{1} << (hash >> 48 & 63) | uint64_t{1} << (hash >> 42 & 63)};
}

size_t HashFour(const char* bytes) {
  uint32_t four;
  std::memcpy(&four, bytes, sizeof four);
  return static_cast<size_t>((four * 0x9e3779b1u) >> 16);
}

size_t HashEdge(uint64_t key) { return static_cast<size_t>((key * 0x9e3779b97f4a7c15u) >> 20); }

}  // namespace

void AppendContextForm(std::string_view text, std::string& form) {
  // A character becomes at most a blank and two letters, and no more bytes than twice its own.
  const size_t begin = form.size();
  form.resize(begin + 2 * text.size() + 2);
  FormWriter out(form.data() + begin);
  out.push_back(' ');
  Class last = Class::kBlank;
  for (size_t at = 0; at < text.size();) {
    // Most text is small ASCII letters and blanks.
    const char c = text[at];
    if (uint64_t eight; last == Class::kLower && text.size() - at >= sizeof eight) {
      std::memcpy(&eight, text.data() + at, sizeof eight);
      if (IsPlainText(eight)) {
        out.Write(&eight, sizeof eight);
        at += sizeof eight;
        last = out.back() == ' ' ? Class::kBlank : Class::kLower;
        continue;
      }
    }
    if (IsLower(c) && (last == Class::kLower || last == Class::kBlank)) {
      out.push_back(c);
      last = Class::kLower;
      ++at;
      continue;
    }
    if (c == ' ') {
      if (out.back() != ' ') out.push_back(' ');
      last = Class::kBlank;
      ++at;
      continue;
    }
    const Decoded decoded = Decode(text, at);
    at += decoded.size;
    if (IsMark(decoded.point)) continue;
    const Class now = ClassOf(decoded.point);
    if (now == Class::kBlank) {
      if (out.back() != ' ') out.push_back(' ');
      last = now;
      continue;
    }
    bool split = false;
    if (last != Class::kBlank && last != now) {
      split = now == Class::kDigit || last == Class::kDigit ||
              (last == Class::kLower && now == Class::kUpper);
      // HTMLText: the last capital begins the next word.
      if (last == Class::kUpper && now == Class::kLower) {
        const char before = out.before_back();
        if (before != ' ' && IsAlnum(before) && IsAlpha(out.back())) {
          // Only when the letter two places back was a capital, which shows in the text.
          const size_t two_back = at - decoded.size;
          const bool plural = decoded.point == 's' && (at >= text.size() || !IsAlnum(text[at]));
          if (!plural && two_back >= 2 && IsUpper(text[two_back - 2]) &&
              IsUpper(text[two_back - 1])) {
            out.SplitBeforeBack();
          }
        }
      }
    }
    if (split) out.push_back(' ');
    AppendFolded(decoded.point, out);
    last = now;
  }
  if (out.back() != ' ') out.push_back(' ');
  form.resize(static_cast<size_t>(out.end() - form.data()));
}

int ContextWords::Add(std::string_view word) {
  std::string form;
  AppendContextForm(word, form);
  if (!HasLetterOrDigit(form)) return -1;
  form = form.substr(1, form.size() - 2);
  const auto [known, is_new] = numbers_.try_emplace(form, static_cast<int>(words_.size()));
  if (is_new) words_.push_back(std::move(form));
  return known->second;
}

void ContextWords::Finish() {
  numbers_.clear();
  edges_.assign(1024, Edge{});
  ends_.assign(1, {});
  two_bytes_.assign(size_t{1} << 16, Begins::kNone);
  four_bytes_.reset();
  first_bytes_ = {};
  for (uint32_t i = 0; i < words_.size(); ++i) {
    Insert(words_[i], i);
    std::string joined = words_[i];
    std::erase(joined, ' ');
    if (joined != words_[i]) Insert(joined, i);
  }
}

void ContextWords::Insert(std::string_view form, uint32_t word) {
  const size_t first = size_t{static_cast<unsigned char>(form[0])} << 8;
  if (form.size() == 1) {
    for (size_t second = 0; second < 256; ++second) two_bytes_[first | second] = Begins::kAnything;
  } else {
    Begins& begins = two_bytes_[first | static_cast<unsigned char>(form[1])];
    if (form.size() < 4) {
      begins = Begins::kAnything;
    } else {
      begins = std::max(begins, Begins::kFourBytes);
      four_bytes_.set(HashFour(form.data()));
    }
  }
  NoteFirstBytes(form);
  uint32_t state = 0;
  for (char c : form) state = Put(state, static_cast<unsigned char>(c));
  auto& ends = ends_[state];
  if (std::find(ends.begin(), ends.end(), word) == ends.end()) ends.push_back(word);
}

void ContextWords::NoteFirstBytes(std::string_view form) {
  const std::string_view part = form.substr(0, form.find(' '));
  const auto note = [&](const std::string& bytes) {
    uint64_t number = 0;
    for (size_t i = std::min(bytes.size(), ShortText::kFirstBytes); i-- > 0;) {
      number = number << 8 | static_cast<unsigned char>(bytes[i]);
    }
    const FilterPlace place = PlaceOfFirstBytes(number);
    first_bytes_[place.at] |= place.bits;
  };
  note(std::string(part));
  // A plural's text is longer than the word.
  if (part.size() == form.size()) note(std::string(part) + 's');
}

bool ContextWords::MayBeginWith(uint64_t first_bytes) const {
  const FilterPlace place = PlaceOfFirstBytes(first_bytes);
  return (first_bytes_[place.at] & place.bits) == place.bits;
}

bool ContextWords::MayBegin(std::string_view form, size_t at) const {
  if (form.size() - at < 4) return true;
  const auto first = static_cast<unsigned char>(form[at]);
  const auto second = static_cast<unsigned char>(form[at + 1]);
  const Begins begins = two_bytes_[size_t{first} << 8 | second];
  return begins == Begins::kAnything ||
         (begins == Begins::kFourBytes && four_bytes_[HashFour(form.data() + at)]);
}

uint32_t ContextWords::Next(uint32_t state, unsigned char byte) const {
  const uint64_t key = uint64_t{state} << 8 | byte;
  for (size_t i = HashEdge(key) & (edges_.size() - 1);; i = (i + 1) & (edges_.size() - 1)) {
    if (edges_[i].from == key) return edges_[i].to;
    if (edges_[i].from == ~uint64_t{0}) return kNone;
  }
}

uint32_t ContextWords::Put(uint32_t state, unsigned char byte) {
  const uint32_t known = Next(state, byte);
  if (known != kNone) return known;
  if (2 * (edge_count_ + 1) > edges_.size()) Grow();
  const uint64_t key = uint64_t{state} << 8 | byte;
  size_t i = HashEdge(key) & (edges_.size() - 1);
  while (edges_[i].from != ~uint64_t{0}) i = (i + 1) & (edges_.size() - 1);
  const auto next = static_cast<uint32_t>(ends_.size());
  edges_[i] = {key, next};
  ++edge_count_;
  ends_.emplace_back();
  return next;
}

void ContextWords::Grow() {
  std::vector<Edge> old(edges_.size() * 2);
  old.swap(edges_);
  for (const Edge& edge : old) {
    if (edge.from == ~uint64_t{0}) continue;
    size_t i = HashEdge(edge.from) & (edges_.size() - 1);
    while (edges_[i].from != ~uint64_t{0}) i = (i + 1) & (edges_.size() - 1);
    edges_[i] = edge;
  }
}

ContextWords::Seen ContextWords::NewSeen() const {
  Seen seen;
  seen.stamps_.assign(words_.size(), 0);
  seen.words_.reserve(words_.size());
  seen.form_.reserve(4096);
  seen.names_.resize(Seen::kNames);
  return seen;
}

template <typename OnWord>
void ContextWords::ForEachWordOf(const ShortText& text, OnWord on_word) const {
  text.ForEachPart([&](size_t begin, uint64_t first_bytes) {
    if (!MayBeginWith(first_bytes)) return;
    uint32_t state = 0;
    size_t size = 0;  // of what was read, in its form
    for (size_t at = begin; at < text.size();) {
      state = Next(state, text.Lower(at));
      if (state == kNone) return;
      ++at;
      ++size;
      const bool bound = text.IsBound(at);
      if (!ends_[state].empty() &&
          (bound || size >= kOpenEnd || (text.Lower(at) == 's' && text.IsBound(at + 1)))) {
        for (uint32_t word : ends_[state]) on_word(word);
      }
      if (!bound) continue;
      state = Next(state, ' ');
      if (state == kNone) return;
      ++size;
      while (at < text.size() && !text.IsAlnum(at)) ++at;
    }
  });
}

template <typename OnWord>
void ContextWords::ForEachWord(std::string_view text, std::string& buffer, OnWord on_word) const {
  if (words_.empty() || text.empty()) return;
  if (ShortText plain; plain.Read(text)) return ForEachWordOf(plain, on_word);
  buffer.clear();
  AppendContextForm(text, buffer);
  const std::string_view form = buffer;
  const bool all_ascii = IsAscii(form);
  bool unspaced_before = false;
  for (size_t start = 1; start < form.size();) {
    if (all_ascii && form[start - 1] != ' ') {
      start = form.find(' ', start) + 1;  // there is a blank at the end
      continue;
    }
    const bool ascii = all_ascii || !IsNonAscii(form[start]);
    const Decoded first =
        ascii ? Decoded{static_cast<uint32_t>(form[start]), 1} : Decode(form, start);
    const bool unspaced = !ascii && IsUnspaced(first.point);
    // A word begins after a blank, and anywhere in or right after a script without blanks.
    if ((form[start - 1] == ' ' || unspaced || unspaced_before) && MayBegin(form, start)) {
      uint32_t state = 0;
      for (size_t at = start; at < form.size(); ++at) {
        state = Next(state, static_cast<unsigned char>(form[at]));
        if (state == kNone) break;
        if (ends_[state].empty()) continue;
        const size_t end = at + 1;
        bool ends_here = form[end] == ' ' || end - start >= kOpenEnd ||
                         (form[end] == 's' && form[end + 1] == ' ');
        if (!ends_here) ends_here = unspaced || IsUnspaced(Decode(form, end).point);
        if (!ends_here) continue;
        for (uint32_t word : ends_[state]) on_word(word);
      }
    }
    unspaced_before = unspaced;
    start += first.size;
  }
}

void ContextWords::Look(std::string_view text, Seen& seen) const {
  ForEachWord(text, seen.form_, [&](uint32_t word) { seen.Add(word); });
}

void ContextWords::Look(std::string_view text, Seen& seen, Listed& listed) const {
  listed.size_ = 0;
  ForEachWord(text, seen.form_, [&](uint32_t word) {
    seen.Add(word);
    if (listed.size_ < listed.words_.size()) listed.words_[listed.size_] = word;
    if (listed.complete()) ++listed.size_;
  });
}

void ContextWords::LookAtName(std::string_view name, Seen& seen) const {
  constexpr size_t kMaxName = 256;
  if (name.empty()) return;
  if (name.size() > sizeof(Seen::Name::text)) return Look(name.substr(0, kMaxName), seen);
  Seen::Name& known = seen.names_[HashName(name) % Seen::kNames];
  if (!IsSameName(name, known.text.data(), known.size)) {
    known.size = 0;
    known.word_count = 0;
    bool fits = true;
    ForEachWord(name, seen.form_, [&](uint32_t word) {
      fits = fits && known.word_count < known.words.size();
      if (fits) known.words[known.word_count++] = word;
    });
    if (!fits) return Look(name, seen);
    std::memcpy(known.text.data(), name.data(), name.size());
    known.size = static_cast<uint32_t>(name.size());
  }
  for (uint32_t i = 0; i < known.word_count; ++i) seen.Add(known.words[i]);
}

}  // namespace aegis::detect
