#include "src/detect/validators/eu_health_certificate.h"

#include <cstdint>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kBase45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

int Value(char c) {
  const std::size_t at = kBase45.find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

}  // namespace

bool EuHealthCertificate(std::string_view text) noexcept {
  constexpr std::string_view kHead = "HC1:";
  constexpr std::size_t kLeast = 9;
  if (!text.starts_with(kHead)) return false;
  text.remove_prefix(kHead.size());
  // Three characters are two bytes, two are one.
  if (text.size() < kLeast || text.size() % 3 == 1) return false;
  int first = 0;
  for (std::size_t i = 0; i < text.size(); i += 3) {
    constexpr int kWeights[] = {1, 45, 45 * 45};
    int number = 0;
    const std::size_t count = text.size() - i < 3 ? 2 : 3;
    for (std::size_t k = 0; k < count; ++k) {
      const int value = Value(text[i + k]);
      if (value < 0) return false;
      number += value * kWeights[k];
    }
    if (number > (count == 3 ? 0xFFFF : 0xFF)) return false;
    if (i == 0) first = number;
  }
  constexpr int kZlib = 0x78;
  constexpr int kSign1 = 0xD2;
  return first >> 8 == kZlib || first >> 8 == kSign1;
}

}  // namespace aegis::validators
