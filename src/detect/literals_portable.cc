// A filter says where a literal may be, from three or four bytes of each, the rarest it has; there
// the few literals that have these bytes are compared. Without state over the text, so its cost is
// bounded by the longest literal wherever the text comes from.
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <unordered_map>

#include "src/detect/literal_filter.h"
#include "src/detect/literals.h"
#include "src/detect/text_class.h"

namespace aegis::detect {
namespace {

constexpr size_t kGram = 4;

constexpr size_t kPairs = size_t{1} << 16;

size_t Pair(unsigned char first, unsigned char second) { return size_t{first} << 8 | second; }

class PortableScratch final : public LiteralMatcher::Scratch {};

// How often a byte stands in texts, roughly: letters by their rank in English.
uint32_t Commonness(char c) {
  constexpr std::string_view kRanks = " etaoinsrhldcumpfgybwvk\",:.-0123456789_/=xjqz";
  const size_t rank = kRanks.find(ToLower(c));
  if (IsNonAscii(c)) return 2;
  return rank == std::string_view::npos ? 1 : static_cast<uint32_t>(kRanks.size() - rank) + 2;
}

// Pairs of letters that much text in European languages is made of.
bool IsCommonPair(char first, char second) {
  constexpr std::string_view kPairs[] = {
      "th", "he", "in", "er", "an", "re", "on", "at", "en", "nd", "ti", "es", "or", "te", "ed",
      "is", "it", "al", "ar", "st", "to", "nt", "ng", "se", "ha", "as", "ou", "io", "le", "ve",
      "co", "me", "de", "hi", "ri", "ro", "ic", "ne", "ea", "ra", "ce", "e ", "s ", "t ", "d ",
      "n ", " t", " a", "r ", " s", " i", "y ", " c", " o", " p", " w", ", ", "om", "ma", "ch",
      "la", "el", "li", "ta", "ur", "us", "ns", "tr", "ec", "pr", "ac", "ll", "ct", "il", "di"};
  const char pair[] = {ToLower(first), ToLower(second)};
  return std::find(std::begin(kPairs), std::end(kPairs), std::string_view(pair, 2)) !=
         std::end(kPairs);
}

// What texts and records are full of: bytes out of it make candidates everywhere.
constexpr std::string_view kCommonText =
    " the and for that this with you not are from have has was will been but they what when which "
    "there their about would could please thanks answers call called came late later "
    "open order ordered customer number name names date time address phone email message messages "
    "line lines body box item items title status amount price total quantity value type user users "
    "account accounts payment refund reference parcel service services state start started created "
    "updated error errors warning info debug request response server client version data file "
    "files path host port http https www com org net true false null string object array content "
    "application json text html image images description note notes question nobody something "
    "und der die das ist nicht mit von auf ein eine bitte danke les des est dans pour pas que qui "
    "los las una para por con del como nicht auch noch nous vous avec sur sont merci "
    "\": \"\", \"\":\"\",\"\": {\"\": [\"\"}, {\"\n  \"\n    \"";

// What texts are like beyond their words: for what the filter takes by chance.
constexpr std::string_view kOrdinaryText =
    "Hello, I have not received the order that I placed last week, and nobody has told me when it "
    "will be here. Could you please look into it and write back to me? The box was broken when it "
    "arrived, so I would like to send it back and have my money returned. Thank you for your help "
    "with this, it is much appreciated. We open at nine and close at half past five on weekdays. "
    "There are many more things in an ordinary text than names and numbers: what people think of, "
    "where they go, how they feel about what was done for them, and which of all that is worth to "
    "be said again. Guten Tag, ich habe meine Bestellung noch nicht erhalten und bitte um eine "
    "kurze Antwort. Bonjour, je vous remercie de votre message et de bien vouloir me rappeler. "
    "{\"type\": \"event\", \"items\": [{\"name\": \"a small thing\", \"title\": \"another one\", "
    "\"quantity\": 3, \"price\": 12.50}], \"state\": \"open\", \"level\": \"info\", \"time\": "
    "\"2024-05-17T09:41:22Z\", \"message\": \"the request took 12 ms\"}\n"
    "{\"type\":\"event\",\"items\":[],\"text\":\"please see the "
    "notes\",\"done\":true,\"next\":null}\n";

class PortableMatcher final : public LiteralMatcher {
 public:
  explicit PortableMatcher(std::span<const Literal> literals)
      : literals_(literals.begin(), literals.end()) {
    bucket_of_.assign(kPairs, 0);
    buckets_.emplace_back();
    for (size_t at = 0; at + kGram <= kCommonText.size(); ++at) {
      ++common_[Key(kCommonText.substr(at, kGram))];
      ++common_[Key(kCommonText.substr(at, kGram - 1))];
    }
    size_t size = 64;
    while (size < 4 * literals.size()) size *= 2;
    grams_.resize(size);
    gram_shift_ = 32 - std::countr_zero(size);
    std::vector<std::vector<Entry>> by_gram;
    for (uint32_t i = 0; i < literals_.size(); ++i) {
      Literal& literal = literals_[i];
      if (literal.any_case) {
        std::transform(literal.text.begin(), literal.text.end(), literal.text.begin(), ToLower);
      }
      if (IsShort(literal)) {
        AddShort(literal, i);
      } else {
        AddLong(literal, i, by_gram);
      }
    }
    common_.clear();
    for (Gram& gram : grams_) {
      if (gram.key == 0) continue;
      const std::vector<Entry>& entries = by_gram[gram.begin];
      gram.begin = static_cast<uint32_t>(entries_.size());
      entries_.insert(entries_.end(), entries.begin(), entries.end());
      gram.end = static_cast<uint32_t>(entries_.size());
    }
    filter_.Finish(std::string(kCommonText) + std::string(kOrdinaryText));
  }

  Result<std::unique_ptr<Scratch>> NewScratch() const override {
    return std::make_unique<PortableScratch>();
  }

  bool Find(std::string_view text, size_t max_hits, Scratch& scratch) const override {
    Hits hits{scratch.hits, max_hits};
    hits.all.clear();
    if (literals_.empty()) return true;
    constexpr size_t kBlock = LiteralFilter::kBlock;
    std::array<LiteralFilter::Masks, LiteralFilter::kMaxBlocks> masks;
    for (size_t chunk = 0; chunk < text.size(); chunk += kBlock * masks.size()) {
      const size_t size = std::min(kBlock * masks.size(), text.size() - chunk);
      filter_.Look(text.substr(chunk), size, masks.data());
      for (size_t block = 0; block * kBlock < size; ++block) {
        const size_t base = chunk + block * kBlock;
        if (!FindLongs(text, base, masks[block].longer, hits)) return false;
        for (uint64_t m = masks[block].shorter; m != 0; m &= m - 1) {
          if (!FindShort(text, base + static_cast<size_t>(std::countr_zero(m)), hits)) return false;
        }
      }
    }
    Sort(hits.all);
    return true;
  }

 private:
  struct Hits {
    std::vector<LiteralHit>& all;
    const size_t most;

    bool Add(uint32_t literal, size_t end) {
      if (all.size() == most) return false;
      all.push_back({literal, static_cast<uint32_t>(end)});
      return true;
    }
  };

  // A literal that some three or four bytes lead to.
  struct Entry {
    uint32_t literal = 0;
    uint32_t before = 0;  // bytes of it in front of these
    uint64_t fold = 0;  // the first eight bytes, or what there is of them: both cases are made one
    uint64_t mask = 0;
    uint64_t text = 0;
  };
  struct Gram {
    uint32_t key = 0;    // the bytes, both cases one; 0: free
    uint32_t begin = 0;  // in entries_
    uint32_t end = 0;
  };

  static bool Before(const LiteralHit& a, const LiteralHit& b) {
    return a.end != b.end ? a.end < b.end : a.literal < b.literal;
  }

  // They come nearly in order: literals that end together begin near each other.
  static void Sort(std::vector<LiteralHit>& hits) {
    constexpr size_t kFew = 256;
    if (hits.size() > kFew) {
      if (!std::is_sorted(hits.begin(), hits.end(), Before)) {
        std::sort(hits.begin(), hits.end(), Before);
      }
      return;
    }
    for (size_t i = 1; i < hits.size(); ++i) {
      const LiteralHit hit = hits[i];
      size_t to = i;
      for (; to > 0 && Before(hit, hits[to - 1]); --to) hits[to] = hits[to - 1];
      hits[to] = hit;
    }
  }

  static std::string Forms(const Literal& literal, size_t at) {
    const char c = literal.text[at];
    if (literal.any_case && ToUpper(c) != c) return {c, ToUpper(c)};
    return {c};
  }

  // Three ASCII bytes are too much like any others for the filter of what is short.
  static bool IsShort(const Literal& literal) {
    return literal.text.size() < 3 || (literal.text.size() == 3 && IsNonAscii(literal.text[0]));
  }

  void AddShort(const Literal& literal, uint32_t number) {
    std::vector<std::string> forms = {""};
    for (size_t at = 0; at < literal.text.size(); ++at) {
      std::vector<std::string> longer;
      for (const std::string& form : forms) {
        for (const char c : Forms(literal, at)) longer.push_back(form + c);
      }
      forms = std::move(longer);
    }
    for (const std::string& form : forms) {
      filter_.AddShort(form);
      const auto first = static_cast<unsigned char>(form[0]);
      if (form.size() > 1) {
        AddPair(Pair(first, static_cast<unsigned char>(form[1])), number);
        continue;
      }
      for (int second = 0; second < 256; ++second) {
        AddPair(Pair(first, static_cast<unsigned char>(second)), number);
      }
    }
  }

  void AddPair(size_t pair, uint32_t literal) {
    // Buckets are never shared between pairs: there are far fewer of them than 65536.
    if (bucket_of_[pair] == 0) {
      bucket_of_[pair] = static_cast<uint16_t>(buckets_.size());
      buckets_.emplace_back();
    }
    // Forms that only their third byte tells apart.
    std::vector<uint32_t>& bucket = buckets_[bucket_of_[pair]];
    if (bucket.empty() || bucket.back() != literal) bucket.push_back(literal);
  }

  bool FindShort(std::string_view text, size_t at, Hits& hits) const {
    // The byte after the last is taken for zero; only literals of one byte match there.
    const unsigned char second =
        at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0;
    const uint16_t bucket = bucket_of_[Pair(static_cast<unsigned char>(text[at]), second)];
    for (uint32_t i : buckets_[bucket]) {
      const Literal& literal = literals_[i];
      const size_t end = at + literal.text.size();
      if (end > text.size() ||
          !Equal(text, at, std::min<size_t>(2, literal.text.size()), literal)) {
        continue;
      }
      if (!hits.Add(i, end)) return false;
    }
    return true;
  }

  // The bytes as they are looked up: bit 5 tells the cases of a letter apart.
  static uint32_t Key(std::string_view bytes) {
    uint32_t key = 0;
    for (size_t i = 0; i < bytes.size(); ++i) {
      key |= uint32_t{static_cast<unsigned char>(bytes[i] | 0x20)} << (8 * i);
    }
    return key;
  }
  // Its slot, or the free one where it would be.
  size_t FindGram(uint32_t key) const {
    size_t slot = key * LiteralFilter::kHash >> gram_shift_;
    while (grams_[slot].key != key && grams_[slot].key != 0)
      slot = (slot + 1) & (grams_.size() - 1);
    return slot;
  }

  void AddLong(const Literal& literal, uint32_t number, std::vector<std::vector<Entry>>& by_gram) {
    const std::string_view text = literal.text;
    const size_t length = std::min(kGram, text.size());
    size_t best = 0;
    uint64_t best_cost = ~uint64_t{0};
    for (size_t at = 0; at + length <= text.size(); ++at) {
      const std::string_view bytes = text.substr(at, length);
      uint64_t cost = 1;
      for (size_t i = 0; i < length; ++i) {
        cost *= Commonness(bytes[i]);
        if (i > 0 && IsCommonPair(bytes[i - 1], bytes[i])) cost *= 4;
      }
      if (const auto common = common_.find(Key(bytes)); common != common_.end()) {
        cost *= 1 + 16 * common->second;
      }
      // Many literals with the same bytes are all compared there.
      const Gram& gram = grams_[FindGram(Key(bytes))];
      if (gram.key != 0) cost *= 1 + by_gram[gram.begin].size();
      if (cost < best_cost) {
        best = at;
        best_cost = cost;
      }
    }
    const std::string_view bytes = text.substr(best, length);
    if (length < kGram) {
      filter_.AddThree(bytes);
    } else {
      filter_.AddFour(bytes);
    }
    AddEntry(literal, number, Key(bytes), best, by_gram);
  }

  void AddEntry(const Literal& literal, uint32_t number, uint32_t key, size_t before,
                std::vector<std::vector<Entry>>& by_gram) {
    const std::string_view text = literal.text;
    Gram& gram = grams_[FindGram(key)];
    if (gram.key == 0) {
      gram = {key, static_cast<uint32_t>(by_gram.size()), 0};
      by_gram.emplace_back();
    }
    const uint32_t slot = Slot(key);
    const unsigned leads_to = key > kThree ? kToFour : kToThree;
    leads_[slot / 4] = static_cast<uint8_t>(leads_[slot / 4] | leads_to << (slot % 4 * 2));
    Entry entry{.literal = number, .before = static_cast<uint32_t>(before)};
    for (size_t i = 0; i < std::min<size_t>(8, text.size()); ++i) {
      const uint64_t fold = literal.any_case && IsAlpha(text[i]) ? 0x20 : 0;
      entry.fold |= fold << (8 * i);
      entry.mask |= uint64_t{0xff} << (8 * i);
      entry.text |= uint64_t{static_cast<unsigned char>(text[i])} << (8 * i);
    }
    by_gram[gram.begin].push_back(entry);
  }

  bool FindLongs(std::string_view text, size_t base, uint64_t mask, Hits& hits) const {
    for (; mask != 0; mask &= mask - 1) {
      const size_t at = base + static_cast<size_t>(std::countr_zero(mask));
      const size_t left = text.size() - at;
      uint32_t key = 0;
      if (left >= kGram) {
        std::memcpy(&key, text.data() + at, kGram);
        key |= 0x20202020;
      } else if (left == kGram - 1) {
        key = Key(text.substr(at));
      } else {
        continue;
      }
      const uint32_t slot = Slot(key);
      const unsigned leads = leads_[slot / 4] >> (slot % 4 * 2);
      if ((leads & kToFour) != 0 && left >= kGram &&
          !Compare(text, at, grams_[FindGram(key)], hits)) {
        return false;
      }
      if ((leads & kToThree) != 0 && !Compare(text, at, grams_[FindGram(key & kThree)], hits)) {
        return false;
      }
    }
    return true;
  }

  // Of the first three bytes of a key.
  static uint32_t Slot(uint32_t key) {
    return (key & kThree) * LiteralFilter::kHash >> (32 - kSlotBits);
  }

  // A free gram has no entries.
  bool Compare(std::string_view text, size_t at, const Gram& gram, Hits& hits) const {
    const Entry* const end = entries_.data() + gram.end;
    for (const Entry* entry = entries_.data() + gram.begin; entry != end; ++entry) {
      if (entry->before > at) continue;
      const size_t begin = at - entry->before;
      const size_t left = text.size() - begin;
      if (left >= 8) {
        uint64_t first = 0;
        std::memcpy(&first, text.data() + begin, 8);
        if (((first | entry->fold) & entry->mask) != entry->text) continue;
      }
      const Literal& literal = literals_[entry->literal];
      if (literal.text.size() > left) continue;
      const size_t compared = left >= 8 ? 8 : 0;
      if (!Equal(text, begin, compared, literal)) continue;
      if (!hits.Add(entry->literal, begin + literal.text.size())) return false;
    }
    return true;
  }

  static bool Equal(std::string_view text, size_t begin, size_t from, const Literal& literal) {
    for (size_t i = from; i < literal.text.size(); ++i) {
      const char c = literal.any_case ? ToLower(text[begin + i]) : text[begin + i];
      if (c != literal.text[i]) return false;
    }
    return true;
  }

  std::vector<Literal> literals_;
  LiteralFilter filter_;
  // Those that IsShort: by the pair of bytes they begin with.
  std::vector<uint16_t> bucket_of_;
  std::vector<std::vector<uint32_t>> buckets_;  // [0] is the empty one
  // The others: open addressing, at most a quarter full.
  std::vector<Gram> grams_;
  int gram_shift_ = 0;
  std::vector<Entry> entries_;
  std::unordered_map<uint32_t, uint64_t> common_;  // grams of common text, until all are added
  // By the hash of three bytes, two bits each: what may begin with them.
  static constexpr int kSlotBits = 15;
  enum Leads : unsigned { kToThree = 1, kToFour = 2 };
  static constexpr uint32_t kThree = 0xffffff;
  std::array<uint8_t, (size_t{1} << kSlotBits) / 4> leads_{};
};

}  // namespace

Result<std::unique_ptr<LiteralMatcher>> MakePortableMatcher(std::span<const Literal> literals) {
  return std::make_unique<PortableMatcher>(literals);
}

}  // namespace aegis::detect
