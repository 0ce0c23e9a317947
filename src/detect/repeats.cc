#include "src/detect/repeats.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstring>
#include <unordered_map>
#include <vector>

namespace aegis {
namespace {

constexpr size_t kMinBytes = 4;
// As long as findings times bytes stays below this, each finding is looked for alone, without any
// table.
constexpr size_t kFewBytes = size_t{1} << 20;
// Bytes of candidates that may be read for each byte of the text. Ordinary texts need less than
// one; a text of one long repeated line of dashes, with a key in it, would need its square.
constexpr size_t kReadPerByte = 64;

// A short word in small letters, found once as somebody's password or user name, is in the text
// for other reasons, too: "name", "test", "admin".
bool IsCommonWord(std::string_view value) {
  constexpr size_t kShort = 6;
  return value.size() < kShort &&
         std::all_of(value.begin(), value.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool Repeats(std::string_view value) { return value.size() >= kMinBytes && !IsCommonWord(value); }

Finding At(const Finding& original, size_t begin) {
  Finding repeat = original;
  repeat.text.begin = static_cast<uint32_t>(begin);
  repeat.text.end = repeat.text.begin + original.text.size();
  return repeat;
}

// The rarer a byte is in texts, the more.
constexpr std::array<int8_t, 256> kRarity = [] {
  std::array<int8_t, 256> rarity{};
  for (int c = 0; c < 256; ++c) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool digit = c >= '0' && c <= '9';
    rarity[c] = c == '@' || c >= 0x80 ? 4 : upper ? 3 : digit ? 2 : 1;
  }
  for (unsigned char c : std::string_view(" \",:.-_/etaoinsrhldu")) rarity[c] = 0;
  return rarity;
}();

// Finds a value in a text by the one of its bytes that texts have least of.
class RarestByte {
 public:
  explicit RarestByte(std::string_view value) : value_(value) {
    int best = -1;
    for (size_t i = 0; i < value.size(); ++i) {
      const int rarity = kRarity[static_cast<unsigned char>(value[i])];
      if (rarity > best) {
        best = rarity;
        at_ = i;
      }
    }
  }

  size_t Find(std::string_view text, size_t from) const {
    while (text.size() - from >= value_.size()) {
      const size_t last = text.size() - value_.size() + at_;
      const void* found = std::memchr(text.data() + from + at_, value_[at_], last - from - at_ + 1);
      if (found == nullptr) break;
      const auto begin = static_cast<size_t>(static_cast<const char*>(found) - text.data()) - at_;
      if (text.compare(begin, value_.size(), value_) == 0) return begin;
      from = begin + 1;
    }
    return std::string_view::npos;
  }

 private:
  std::string_view value_;
  size_t at_ = 0;
};

void FindOneByOne(std::string_view text, const ArenaVector<Finding>& findings,
                  ArenaVector<Finding>& repeats) {
  for (size_t i = 0; i < findings.size(); ++i) {
    const std::string_view value = findings[i].text.In(text);
    if (!Repeats(value)) continue;
    const auto same_value = [&](const Finding& other) { return other.text.In(text) == value; };
    if (std::any_of(findings.begin(), findings.begin() + i, same_value)) continue;
    const RarestByte rarest(value);
    for (size_t at = rarest.Find(text, 0); at != std::string_view::npos;
         at = rarest.Find(text, at + value.size())) {
      if (at != findings[i].text.begin) repeats.push_back(At(findings[i], at));
    }
  }
}

// All values at once: by their first four bytes, then by a hash that is taken from length to
// length, then as wholes. Tokens of one issuer begin alike and have any lengths.
class ValueTable {
 public:
  ValueTable(std::string_view text, const ArenaVector<Finding>& findings) : text_(text) {
    for (const Finding& finding : findings) {
      const std::string_view value = finding.text.In(text);
      if (!Repeats(value)) continue;
      std::vector<const Finding*>& same_hash = values_[Hash(kStart, value)];
      const auto same_value = [&](const Finding* other) { return other->text.In(text) == value; };
      if (std::any_of(same_hash.begin(), same_hash.end(), same_value)) continue;
      same_hash.push_back(&finding);
      const uint32_t four = FirstFour(value.data());
      may_begin_.set(Short(four));
      lengths_[four].push_back(finding.text.size());
    }
    for (auto& [four, lengths] : lengths_) {
      std::sort(lengths.begin(), lengths.end());
      lengths.erase(std::unique(lengths.begin(), lengths.end()), lengths.end());
    }
  }

  RecordStatus Find(ArenaVector<Finding>& repeats) const {
    size_t read_left = kReadPerByte * text_.size();
    for (size_t at = 0; at + kMinBytes <= text_.size(); ++at) {
      const uint32_t four = FirstFour(text_.data() + at);
      if (!may_begin_[Short(four)]) continue;
      const auto lengths = lengths_.find(four);
      if (lengths == lengths_.end()) continue;
      uint64_t hash = kStart;
      size_t hashed = 0;
      for (const uint32_t length : lengths->second) {
        if (length > text_.size() - at) break;
        size_t read = length - hashed;
        hash = Hash(hash, text_.substr(at + hashed, read));
        hashed = length;
        const auto same_hash = values_.find(hash);
        if (same_hash != values_.end()) read += length * (same_hash->second.size() - 1);
        if (read > read_left) return Refuse(RecordErrorCode::kBudgetExhausted, at);
        read_left -= read;
        if (same_hash == values_.end()) continue;
        for (const Finding* finding : same_hash->second) {
          if (finding->text.begin == at || finding->text.In(text_) != text_.substr(at, length))
            continue;
          repeats.push_back(At(*finding, at));
        }
      }
    }
    return {};
  }

 private:
  static constexpr uint64_t kStart = 0xcbf29ce484222325u;

  // FNV-1a: goes on where it was.
  static uint64_t Hash(uint64_t hash, std::string_view bytes) {
    for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    return hash;
  }
  static uint32_t FirstFour(const char* bytes) {
    uint32_t four;
    std::memcpy(&four, bytes, sizeof four);
    return four;
  }
  static size_t Short(uint32_t four) { return (four * 0x9e3779b1u) >> 16; }

  std::string_view text_;
  std::unordered_map<uint64_t, std::vector<const Finding*>> values_;
  std::unordered_map<uint32_t, std::vector<uint32_t>> lengths_;  // rising
  std::bitset<size_t{1} << 16> may_begin_;
};

}  // namespace

RecordStatus FindRepeats(std::string_view text, const ArenaVector<Finding>& findings,
                         ArenaVector<Finding>& repeats) {
  if (findings.empty()) return {};
  if (findings.size() * text.size() <= kFewBytes) {
    FindOneByOne(text, findings, repeats);
    return {};
  }
  return ValueTable(text, findings).Find(repeats);
}

}  // namespace aegis
