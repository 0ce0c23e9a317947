#include "src/detect/matchers/person_name.h"

#include <algorithm>
#include <iterator>

namespace aegis::detect {

Letter ReadLetter(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(At(text, i)); };
  const uint32_t first = byte(at);
  if (first < 0x80) return {first, IsAlpha(static_cast<char>(first)) ? 1u : 0u};
  // Broken UTF-8 has no letters.
  if (at + (first < 0xe0 ? 2 : 3) > text.size()) return {first, 0};
  if (first >= 0xc3 && first < 0xe0) return {(first & 0x1f) << 6 | (byte(at + 1) & 0x3fu), 2};
  if (first >= 0xe0 && first < 0xf0) {
    const uint32_t point =
        (first & 0x0f) << 12 | (byte(at + 1) & 0x3fu) << 6 | (byte(at + 2) & 0x3fu);
    const bool mark = (point >= 0x2000 && point < 0x2c00) || (point >= 0x3000 && point < 0x3005) ||
                      (point >= 0x3007 && point < 0x3040) || point == 0x30fb ||
                      (point >= 0xe000 && point < 0xf900) || point >= 0xfe00;
    return {point, mark ? 0u : 3u};
  }
  return {first, 0};
}

bool IsSmall(uint32_t point) {
  if (point < 0x80) return IsLower(static_cast<char>(point));
  if (point < 0x100) return point >= 0xdf;
  if (point < 0x180) {
    const bool odd = (point & 1) != 0;
    return (point >= 0x139 && point < 0x149) || point >= 0x179 ? !odd : odd;
  }
  if (point >= 0x370 && point < 0x400) return point >= 0x3ac;
  if (point >= 0x400 && point < 0x460) return point >= 0x430;
  return false;
}

uint32_t Capital(uint32_t point) {
  if (!IsSmall(point) || point == 0xdf || point == 0xff) return point;
  if (point < 0x100 || (point >= 0x3b1 && point < 0x3ca) || (point >= 0x430 && point < 0x450)) {
    return point - 0x20;
  }
  if (point >= 0x450 && point < 0x460) return point - 0x50;
  return point < 0x180 ? point - 1 : point;
}

bool IsUnspaced(uint32_t point) {
  return (point >= 0x2e80 && point < 0xa000) || (point >= 0xac00 && point < 0xd7b0) ||
         (point >= 0xe00 && point < 0xf00);
}

namespace {

constexpr size_t kMaxNameWords = 5;

// Particles of names, which are written small.
constexpr std::string_view kParticles[] = {
    "af",   "al", "av",  "bin", "binti", "da",  "das", "de",   "del", "della", "den",
    "der",  "di", "do",  "dos", "du",    "e",   "el",  "ibn",  "la",  "las",   "le",
    "los",  "of", "ter", "ten", "van",   "von", "y",   "zu",   "zum", "zur",   "und",
    "bint", "ap", "ab",  "di",  "lo",    "san", "'t",  "ould", "ben", "t",
};

bool FollowsAsSign(std::string_view text, size_t at) {
  const char c = At(text, at);
  return c == ':' || c == '=' || c == '_' || c == '@' || c == '/' || c == '\\' || c == '(' ||
         IsDigit(c) || text.substr(at).starts_with("：");
}

}  // namespace

bool ReadWords(std::string_view text, bool closed, size_t begin, size_t limit, bool capitals,
               bool names, size_t least, size_t& end) {
  const Letter first = ReadLetter(text, begin);
  if (first.size == 0) return false;
  const bool small = IsSmall(first.point);
  if (small && capitals) return false;
  const bool stop_at_small = !closed && !small;
  size_t good = begin;
  size_t words = 0;
  size_t at = begin;
  bool comma = false;
  while (at < limit && words < kMaxNameWords) {
    const size_t word = at;
    size_t letters = 0;
    bool unspaced = false;
    while (at < limit) {
      const Letter letter = ReadLetter(text, at);
      if (letter.size != 0) {
        unspaced = unspaced || IsUnspaced(letter.point);
        at += letter.size;
        ++letters;
        continue;
      }
      const bool inner = text[at] == '\'' || text[at] == '-' || text[at] == '`';
      const size_t size = inner                                           ? 1
                          : text.substr(at).starts_with("’")              ? 3
                          : unspaced && text.substr(at).starts_with("・") ? 3
                                                                          : 0;
      if (size == 0 || at == word || ReadLetter(text, at + size).size == 0) break;
      at += size;
    }
    if (letters == 0) break;
    if (!closed && unspaced && letters > 12) return false;
    const std::string_view written = text.substr(word, at - word);
    if (At(text, at) == '.' && letters <= 3 && at < limit) {
      // An initial or a title; or the end of a sentence, when nothing goes on.
      if (letters == 1 || closed ||
          (At(text, at + 1) == ' ' && !IsSmall(ReadLetter(text, at + 2).point) &&
           ReadLetter(text, at + 2).size != 0 && words == 0)) {
        ++at;
      }
    }
    if (FollowsAsSign(text, at) && !closed) {
      if (words == 0) return false;
      break;
    }
    const bool small_word = IsSmall(ReadLetter(text, word).point);
    const bool particle =
        std::find(std::begin(kParticles), std::end(kParticles), written) != std::end(kParticles);
    if (small_word && (stop_at_small || (capitals && closed))) {
      if (!particle || words == 0) {
        if (closed) return false;
        break;
      }
    } else {
      good = at;
    }
    ++words;
    if (At(text, at) == ',' && closed && !comma && At(text, at + 1) == ' ') {
      comma = true;
      ++at;
    }
    if (At(text, at) != ' ' || at >= limit) break;
    ++at;
  }
  if (words < least || good == begin) return false;
  if (closed) {
    end = good;
    return good == limit;
  }
  if (small) {
    // All of what is there, and not a sentence.
    constexpr size_t kMost = 3;
    const char c = At(text, good);
    if (words > kMost || !(good == limit || c == ',' || c == ';' || c == '|' || c == '&' ||
                           c == '<' || c == '"' || c == ')' || c == '.')) {
      return false;
    }
  }
  if (names && IsAlnum(At(text, good))) return false;
  end = good;
  return true;
}

}  // namespace aegis::detect
