#include "src/detect/validators/bip39_mnemonic.h"

#include <openssl/sha.h>

#include <array>
#include <cstddef>
#include <cstdint>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/bip39_words.h"

namespace aegis::validators {

int Bip39Index(std::string_view word) noexcept {
  constexpr std::size_t kWidth = 8;
  if (word.size() < 3 || word.size() > kWidth) return -1;
  std::array<char, kWidth> wanted;
  wanted.fill(' ');
  for (std::size_t i = 0; i < word.size(); ++i) wanted[i] = ToLower(word[i]);
  const std::string_view padded(wanted.data(), kWidth);
  std::size_t low = 0;
  std::size_t high = kBip39Words.size() / kWidth;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    const int order = kBip39Words.substr(middle * kWidth, kWidth).compare(padded);
    if (order == 0) return static_cast<int>(middle);
    if (order < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return -1;
}

bool HasBip39Checksum(std::span<const std::uint16_t> words) noexcept {
  const std::size_t count = words.size();
  if (count < 12 || count > 24 || count % 3 != 0) return false;
  std::array<std::uint8_t, 33> bytes{};
  std::size_t size = 0;
  std::uint32_t bits = 0;
  int held = 0;
  for (const std::uint16_t word : words) {
    bits = (bits << 11) | word;
    held += 11;
    while (held >= 8) {
      held -= 8;
      bytes[size++] = static_cast<std::uint8_t>((bits >> held) & 0xFF);
    }
  }
  // Four bytes of entropy and one bit of checksum for every three words.
  const std::size_t entropy = count / 3 * 4;
  const unsigned checksum_bits = static_cast<unsigned>(count / 3);
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
  SHA256(bytes.data(), entropy, digest.data());
  const unsigned stored =
      size > entropy ? bytes[entropy] : (bits & ((1u << held) - 1)) << (8 - held);
  return stored >> (8 - checksum_bits) == unsigned{digest[0]} >> (8 - checksum_bits);
}

bool Bip39Mnemonic(std::string_view text) noexcept {
  constexpr std::size_t kMost = 24;
  std::array<std::uint16_t, kMost> words{};
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && IsAlpha(text[end])) ++end;
    if (end == at) {
      // Blanks, commas, line breaks and the like.
      const char c = text[at];
      if ((c >= 0 && c < ' ' && !Contains("\t\n\r", c)) || c == '\x7f') return false;
      ++at;
      continue;
    }
    const int index = Bip39Index(text.substr(at, end - at));
    if (index < 0 || count == kMost) return false;
    words[count++] = static_cast<std::uint16_t>(index);
    at = end;
  }
  return HasBip39Checksum(std::span(words).first(count));
}

}  // namespace aegis::validators
