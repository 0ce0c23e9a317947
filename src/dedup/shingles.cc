#include "src/dedup/shingles.h"

#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cstring>

namespace aegis::dedup {
namespace {

constexpr uint64_t kCharacter = (uint64_t{1} << 21) - 1;

static_assert(std::endian::native == std::endian::little, "hashes are of little-endian words");
static_assert(sizeof(ShingleKey::long_words) >= XXH3_SECRET_SIZE_MIN);

uint64_t Load(const char* bytes) {
  uint64_t number;
  std::memcpy(&number, bytes, sizeof(number));
  return number;
}

// Both halves of the product count, so that every bit of both factors reaches every bit.
uint64_t Mix(uint64_t a, uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

}  // namespace

ShingleKind ShingleKindOf(const NormalText& text) {
  return text.words() >= kMinWords && text.letters() <= kMaxMeanWordBytes * text.words()
             ? ShingleKind::kWords
             : ShingleKind::kCharacters;
}

Result<ShingleKey> ShingleKey::Derive(const Secret& secret) {
  ShingleKey key;
  std::array<unsigned char, sizeof(key.numbers)> numbers;
  if (auto derived = DeriveBytes(secret, "aegis near shingles", numbers); !derived) {
    return tl::make_unexpected(derived.error());
  }
  std::memcpy(key.numbers.data(), numbers.data(), numbers.size());
  if (auto derived = DeriveBytes(secret, "aegis near long words", key.long_words); !derived) {
    return tl::make_unexpected(derived.error());
  }
  // An odd factor loses nothing.
  key.numbers[2] |= 1;
  return key;
}

ShingleReader::ShingleReader(const NormalText& text, const ShingleKey& key)
    : text_(text), key_(key), kind_(ShingleKindOf(text)) {}

size_t ShingleReader::Read(std::span<uint64_t> to) {
  switch (kind_) {
    case ShingleKind::kWords:
      return ReadWords(to);
    case ShingleKind::kCharacters:
      return ReadCharacters(to);
  }
  return 0;
}

uint64_t ShingleReader::HashOfWord(size_t i) const {
  const std::string_view word = text_.word(i);
  if (word.size() > 16) [[unlikely]] {
    return XXH3_64bits_withSecret(word.data(), word.size(), key_.long_words.data(),
                                  key_.long_words.size());
  }
  // No word has a zero byte, so that what is cut off needs no length beside it.
  static_assert(NormalText::kPadding >= 16);
  const size_t size = word.size();
  const uint64_t all = ~uint64_t{0};
  const uint64_t front = size >= 8 ? all : ~(all << (8 * size));
  const uint64_t back = size <= 8 ? 0 : all >> (8 * (16 - size));
  return Mix((Load(word.data()) & front) ^ key_.numbers[0],
             (Load(word.data() + 8) & back) ^ key_.numbers[1]);
}

size_t ShingleReader::ReadWords(std::span<uint64_t> to) {
  static_assert(kShingleWords == 3);
  const size_t words = text_.words();
  if (!started_) {
    started_ = true;
    if (words < kShingleWords) return 0;
    first_ = HashOfWord(0);
    last_ = HashOfWord(1);
    next_word_ = 2;
  }
  uint64_t first = first_;
  uint64_t second = last_;
  size_t count = 0;
  for (; count < to.size() && next_word_ < words; ++next_word_) {
    const uint64_t third = HashOfWord(next_word_);
    to[count++] =
        Mix((first * key_.numbers[2] + second) ^ key_.numbers[3], third ^ key_.numbers[4]);
    first = second;
    second = third;
  }
  first_ = first;
  last_ = second;
  return count;
}

// The next character of the words with one space between, in 21 bits.
bool ShingleReader::NextCharacter(uint64_t& character) {
  if (next_byte_ == word_.size()) {
    if (next_word_ == text_.words()) return false;
    const bool is_first = next_word_ == 0;
    word_ = text_.word(next_word_++);
    next_byte_ = 0;
    if (!is_first) {
      character = ' ';
      return true;
    }
  }
  const auto byte = [&](size_t i) { return static_cast<uint64_t>(static_cast<uint8_t>(word_[i])); };
  const size_t at = next_byte_;
  const uint64_t first = byte(at);
  if (first < 0x80) {
    ++next_byte_;
    character = first;
    return true;
  }
  const auto follow = [&](size_t count) {
    if (word_.size() - at <= count) return false;
    for (size_t i = 1; i <= count; ++i) {
      if ((byte(at + i) & 0xc0) != 0x80) return false;
    }
    return true;
  };
  if (first >= 0xc0 && first <= 0xdf && follow(1)) {
    character = (first & 0x1f) << 6 | (byte(at + 1) & 0x3f);
    next_byte_ += 2;
  } else if (first >= 0xe0 && first <= 0xef && follow(2)) {
    character = (first & 0x0f) << 12 | (byte(at + 1) & 0x3f) << 6 | (byte(at + 2) & 0x3f);
    next_byte_ += 3;
  } else if (first >= 0xf0 && first <= 0xf4 && follow(3)) {
    character = (first & 0x07) << 18 | (byte(at + 1) & 0x3f) << 12 | (byte(at + 2) & 0x3f) << 6 |
                (byte(at + 3) & 0x3f);
    next_byte_ += 4;
  } else {
    // Not UTF-8: unlike any character.
    constexpr uint64_t kBeyondUnicode = 0x180000;
    character = kBeyondUnicode | first;
    ++next_byte_;
  }
  return true;
}

size_t ShingleReader::ReadCharacters(std::span<uint64_t> to) {
  static_assert(kShingleCharacters == 5);
  constexpr int kBits = 21;
  // Each step moves all by one: three characters in `first_`, the two behind them in `last_`.
  if (!started_) {
    started_ = true;
    for (size_t i = 0; i + 1 < kShingleCharacters; ++i) {
      uint64_t character = 0;
      if (!NextCharacter(character)) return 0;
      first_ = first_ >> kBits | (last_ & kCharacter) << (2 * kBits);
      last_ = last_ >> kBits | character << kBits;
    }
  }
  uint64_t first = first_;
  uint64_t last = last_;
  size_t count = 0;
  const auto add = [&](uint64_t character) {
    first = first >> kBits | (last & kCharacter) << (2 * kBits);
    last = last >> kBits | character << kBits;
    to[count++] = Mix(first ^ key_.numbers[5], last ^ key_.numbers[6]);
  };
  while (count < to.size()) {
    // As much ASCII of one word as there is, which is most of what comes here.
    const char* const ascii = word_.data() + next_byte_;
    const size_t most = std::min(word_.size() - next_byte_, to.size() - count);
    size_t size = 0;
    while (size < most && static_cast<uint8_t>(ascii[size]) < 0x80) {
      add(static_cast<uint8_t>(ascii[size++]));
    }
    next_byte_ += size;
    uint64_t character = 0;
    if (count == to.size() || !NextCharacter(character)) break;
    add(character);
  }
  first_ = first;
  last_ = last;
  return count;
}

}  // namespace aegis::dedup
