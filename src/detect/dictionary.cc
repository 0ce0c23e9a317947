#include "src/detect/dictionary.h"

#include <algorithm>

#include "src/detect/context.h"
#include "src/detect/folded_characters.h"
#include "src/detect/text_class.h"

namespace aegis::detect {
namespace {

constexpr uint64_t kPrime = 0x100000001b3u;
constexpr uint64_t kBasis = 0xcbf29ce484222325u;

// More bytes between two words than this are no gap within a phrase.
constexpr uint32_t kMaxGapBytes = 8;

uint64_t Mix(uint64_t hash) {
  hash ^= hash >> 32;
  hash *= 0xd6e8feb86659fd93u;
  hash ^= hash >> 32;
  return hash;
}

enum class Kind : uint8_t { kWord, kWordAlone, kBlank, kSign };

// Scripts without blanks between words: each character is a word.
bool IsUnspaced(uint32_t point) {
  return (point >= 0x2e80 && point < 0xa000) || (point >= 0xe00 && point < 0xf00) ||
         (point >= 0x1000 && point < 0x10a0) || (point >= 0x1780 && point < 0x1800) ||
         (point >= 0xf900 && point < 0xfb00) || (point >= 0x20000 && point < 0x32000);
}

Kind KindOf(uint32_t point) {
  if (point < 0x80) {
    const char c = static_cast<char>(point);
    if (IsAlnum(c)) return Kind::kWord;
    return IsSpace(c) || c == '-' || c == '_' ? Kind::kBlank : Kind::kSign;
  }
  if (point == 0xa0 || point == 0xad || (point >= 0x2000 && point < 0x2016) || point == 0x2028 ||
      point == 0x2029 || point == 0x202f || point == 0x2060 || point == 0x2212 || point == 0x3000 ||
      point == 0xff0d || point == 0xfeff) {
    return Kind::kBlank;
  }
  if (point < 0xc0)
    return point == 0xaa || point == 0xb5 || point == 0xba ? Kind::kWord : Kind::kSign;
  if (point == 0xd7 || point == 0xf7 || (point >= 0x2016 && point < 0x2070) ||
      (point >= 0x20a0 && point < 0x2c00) || (point >= 0x3001 && point < 0x3005) ||
      (point >= 0x3008 && point < 0x3021) || (point >= 0xff00 && point < 0xff10) ||
      (point >= 0xff1a && point < 0xff21) || (point >= 0xff3b && point < 0xff41) ||
      (point >= 0xff5b && point < 0xff66) || point >= 0x1f000 + 0u) {
    if (point < 0x20000 || point >= 0x32000) return Kind::kSign;
  }
  return IsUnspaced(point) ? Kind::kWordAlone : Kind::kWord;
}

struct Character {
  uint32_t point = 0;
  uint32_t size = 1;
};

Character CharacterAt(std::string_view text, size_t at) {
  if (!IsNonAscii(text[at])) return {static_cast<unsigned char>(text[at]), 1};
  const DecodedCharacter decoded = DecodeCharacter(text, at);
  if (decoded.size == 0) return {0xfffd, 1};
  return {decoded.point, decoded.size};
}

// The apostrophes are one.
uint32_t SignOf(uint32_t point) {
  return point == 0x2018 || point == 0x2019 || point == 0x2bc || point == '`' || point == 0xb4 ||
                 point == 0xff07
             ? '\''
             : point;
}

}  // namespace

uint64_t Dictionary::HashWord(std::string_view word, bool ascii, std::string& form) const {
  uint64_t hash = kBasis;
  if (!ascii && !exact_) {
    form.clear();
    AppendContextForm(word, form);
    for (char c : form) {
      if (c != ' ') hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
    }
    return Mix(hash);
  }
  if (exact_) {
    for (char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
  } else {
    for (char c : word) hash = (hash ^ static_cast<unsigned char>(ToLower(c))) * kPrime;
  }
  return Mix(hash);
}

bool Dictionary::NextWord(std::string_view text, uint32_t& at, Word& word,
                          std::string& form) const {
  const uint32_t begin = at;
  uint64_t gap = 0;
  while (at < text.size()) {
    const Character character = CharacterAt(text, at);
    const Kind kind = KindOf(character.point);
    if (kind == Kind::kBlank || kind == Kind::kSign) {
      if (kind == Kind::kSign) gap = (gap ^ SignOf(character.point)) * kPrime + 1;
      at += character.size;
      continue;
    }
    word.begin = at;
    word.gap = at - begin > kMaxGapBytes ? ~uint64_t{0} : gap;
    bool ascii = character.size == 1;
    at += character.size;
    if (kind == Kind::kWord) {
      while (at < text.size()) {
        const Character next = CharacterAt(text, at);
        if (KindOf(next.point) != Kind::kWord) break;
        ascii = ascii && next.size == 1;
        at += next.size;
      }
    }
    word.end = at;
    word.hash = HashWord(text.substr(word.begin, word.end - word.begin), ascii, form);
    return true;
  }
  return false;
}

uint64_t Dictionary::EdgeKey(uint32_t node, uint64_t hash, uint64_t gap) {
  const uint64_t key = Mix(hash + gap * kPrime + node * 0x9e3779b97f4a7c15u);
  return key == 0 ? 1 : key;
}

uint32_t Dictionary::Follow(uint32_t node, uint64_t hash, uint64_t gap) const {
  const uint64_t key = EdgeKey(node, hash, gap);
  const size_t mask = keys_.size() - 1;
  for (size_t i = key & mask;; i = (i + 1) & mask) {
    if (keys_[i] == key) return nodes_[i];
    if (keys_[i] == 0) return kNone;
  }
}

void Dictionary::Grow(size_t size) {
  std::vector<uint64_t> keys(size);
  std::vector<uint32_t> nodes(size);
  const size_t mask = size - 1;
  for (size_t i = 0; i < keys_.size(); ++i) {
    if (keys_[i] == 0) continue;
    size_t k = keys_[i] & mask;
    while (keys[k] != 0) k = (k + 1) & mask;
    keys[k] = keys_[i];
    nodes[k] = nodes_[i];
  }
  keys_ = std::move(keys);
  nodes_ = std::move(nodes);
}

uint32_t Dictionary::Put(uint32_t node, uint64_t hash, uint64_t gap) {
  if (keys_.size() < 2 * (edge_count_ + 1)) Grow(keys_.empty() ? 64 : 2 * keys_.size());
  const uint64_t key = EdgeKey(node, hash, gap);
  const size_t mask = keys_.size() - 1;
  size_t i = key & mask;
  for (; keys_[i] != 0; i = (i + 1) & mask) {
    if (keys_[i] == key) return nodes_[i];
  }
  keys_[i] = key;
  nodes_[i] = node_count_++;
  ++edge_count_;
  ends_.resize(node_count_, kNone);
  return nodes_[i];
}

bool Dictionary::Add(std::string_view entry, RuleIndex rule) {
  uint32_t at = 0;
  uint32_t node = 0;
  Word word;
  std::string form;
  std::vector<Word> words;
  size_t characters = 0;
  while (NextWord(entry, at, word, form)) {
    if (words.empty()) word.gap = 0;
    words.push_back(word);
    for (uint32_t i = word.begin; i < word.end; ++i) {
      characters += (static_cast<unsigned char>(entry[i]) & 0xc0) != 0x80;
    }
  }
  if (characters < 2) return false;
  for (const Word& one : words) {
    // A gap as long as none is in a text.
    if (one.gap == ~uint64_t{0}) return false;
  }
  first_words_.push_back(words.front().hash);
  for (const Word& one : words) node = Put(node, one.hash, one.gap);
  uint32_t& end = ends_[node];
  // Most entries are of one rule: entries share the list that says so.
  std::vector<RuleIndex> rules = end == kNone ? std::vector<RuleIndex>{} : rule_lists_[end];
  if (std::find(rules.begin(), rules.end(), rule) != rules.end()) return true;
  rules.push_back(rule);
  const auto [longer, is_new] =
      longer_lists_.try_emplace({end, rule}, static_cast<uint32_t>(rule_lists_.size()));
  if (is_new) rule_lists_.push_back(std::move(rules));
  end = longer->second;
  return true;
}

void Dictionary::Finish() {
  if (keys_.empty()) Grow(64);
  ends_.resize(node_count_, kNone);
  ends_.shrink_to_fit();
  // Sixteen bits for each word that an entry begins with: one in sixteen of other words is looked
  // up.
  size_t cells = 16;
  while (cells * 64 < 16 * first_words_.size()) cells *= 2;
  begins_.assign(cells, 0);
  begin_mask_ = cells - 1;
  for (const uint64_t hash : first_words_) {
    begins_[(hash >> 6) & begin_mask_] |= uint64_t{1} << (hash & 63);
  }
  longer_lists_.clear();
  first_words_.clear();
  first_words_.shrink_to_fit();
}

size_t Dictionary::bytes() const {
  size_t lists = 0;
  for (const auto& list : rule_lists_) lists += sizeof list + list.capacity() * sizeof(RuleIndex);
  return keys_.capacity() * sizeof(uint64_t) + nodes_.capacity() * sizeof(uint32_t) +
         ends_.capacity() * sizeof(uint32_t) + begins_.capacity() * sizeof(uint64_t) + lists;
}

}  // namespace aegis::detect
