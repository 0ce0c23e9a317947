#include "src/detect/validators/xmr.h"

#include <array>
#include <cstddef>
#include <cstdint>

#include "src/detect/validators/base58.h"
#include "src/detect/validators/keccak256.h"

namespace aegis::validators {
namespace {

constexpr std::size_t kBlockCharacters = 11;
constexpr std::size_t kBlockBytes = 8;

/// Decodes one block of base 58 to `size` bytes; false when it does not fit.
bool DecodeBlock(std::string_view block, std::size_t size, char* out) {
  std::uint64_t value = 0;
  for (const char c : block) {
    const std::size_t digit = kBitcoinBase58.find(c);
    if (digit == std::string_view::npos) return false;
    if (__builtin_mul_overflow(value, std::uint64_t{58}, &value)) return false;
    if (__builtin_add_overflow(value, std::uint64_t{digit}, &value)) return false;
  }
  if (size < kBlockBytes && (value >> (8 * size)) != 0) return false;
  for (std::size_t i = size; i-- > 0; value >>= 8) out[i] = static_cast<char>(value & 0xFF);
  return true;
}

}  // namespace

bool Xmr(std::string_view text) noexcept {
  if (text.size() != 95) return false;
  std::array<char, 69> bytes{};
  for (std::size_t block = 0; block < 9; ++block) {
    const std::size_t size = block < 8 ? kBlockBytes : 5;
    if (!DecodeBlock(text.substr(block * kBlockCharacters, kBlockCharacters), size,
                     bytes.data() + block * kBlockBytes)) {
      return false;
    }
  }
  if (bytes[0] != 18 && bytes[0] != 42) return false;
  const auto digest = Keccak256({bytes.data(), 65});
  for (std::size_t i = 0; i < 4; ++i) {
    if (digest[i] != static_cast<std::uint8_t>(bytes[65 + i])) return false;
  }
  return true;
}

}  // namespace aegis::validators
