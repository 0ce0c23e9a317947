#include "src/detect/validators/bech32.h"

#include <array>
#include <cstdint>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kAlphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::size_t kChecksumLength = 6;
constexpr std::uint32_t kBech32Constant = 1;
constexpr std::uint32_t kBech32mConstant = 0x2bc830a3;

constexpr auto kValues = [] {
  std::array<std::int8_t, 128> values{};
  values.fill(-1);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    const char c = kAlphabet[i];
    values[static_cast<std::size_t>(c)] = static_cast<std::int8_t>(i);
    if (IsLower(c)) values[static_cast<std::size_t>(c - 32)] = static_cast<std::int8_t>(i);
  }
  return values;
}();

constexpr std::uint32_t Step(std::uint32_t sum, std::uint32_t value) {
  constexpr std::uint32_t kGenerators[] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                           0x2a1462b3};
  const std::uint32_t top = sum >> 25;
  sum = ((sum & 0x1ffffff) << 5) ^ value;
  for (unsigned i = 0; i < 5; ++i) sum ^= ((top >> i) & 1) != 0 ? kGenerators[i] : 0;
  return sum;
}

bool IsOneCase(std::string_view text) {
  bool lower = false;
  bool upper = false;
  for (const char c : text) {
    lower = lower || IsLower(c);
    upper = upper || IsUpper(c);
  }
  return !(lower && upper);
}

bool HasPrefix(std::string_view text, std::string_view prefix) {
  if (text.size() < prefix.size() + 1 + kChecksumLength || text[prefix.size()] != '1') return false;
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    if (ToLower(text[i]) != prefix[i]) return false;
  }
  return true;
}

}  // namespace

int Bech32Value(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return byte < kValues.size() ? kValues[byte] : -1;
}

Bech32Kind ClassifyBech32(std::string_view text, std::string_view prefix,
                          std::size_t max_length) noexcept {
  if (text.size() > max_length || !HasPrefix(text, prefix) || !IsOneCase(text)) {
    return Bech32Kind::kNone;
  }
  std::uint32_t sum = 1;
  for (const char c : prefix) sum = Step(sum, static_cast<unsigned char>(c) >> 5);
  sum = Step(sum, 0);
  for (const char c : prefix) sum = Step(sum, static_cast<unsigned char>(c) & 31);
  for (const char c : text.substr(prefix.size() + 1)) {
    const int value = Bech32Value(c);
    if (value < 0) return Bech32Kind::kNone;
    sum = Step(sum, static_cast<std::uint32_t>(value));
  }
  if (sum == kBech32Constant) return Bech32Kind::kBech32;
  return sum == kBech32mConstant ? Bech32Kind::kBech32m : Bech32Kind::kNone;
}

bool IsSegwitAddress(std::string_view text, std::string_view prefix) noexcept {
  const Bech32Kind kind = ClassifyBech32(text, prefix);
  if (kind == Bech32Kind::kNone) return false;
  std::string_view data = text.substr(prefix.size() + 1);
  data.remove_suffix(kChecksumLength);
  if (data.empty()) return false;
  const int version = Bech32Value(data[0]);
  data.remove_prefix(1);
  const std::size_t program = data.size() * 5 / 8;
  const std::size_t padding = data.size() * 5 % 8;
  if (program < 2 || program > 40 || padding > 4) return false;
  if ((Bech32Value(data.back()) & ((1 << padding) - 1)) != 0) return false;
  if (version == 0) return kind == Bech32Kind::kBech32 && (program == 20 || program == 32);
  return version <= 16 && kind == Bech32Kind::kBech32m;
}

}  // namespace aegis::validators
