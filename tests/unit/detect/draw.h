// Random values for the tests of detection: the same on every machine, which the distributions of
// the standard library are not.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace aegis::detect_testing {

class Draw {
 public:
  explicit Draw(uint32_t seed) : random_(seed) {}
  uint64_t Below(uint64_t bound) {
    const uint64_t high = random_();
    return (high << 32 | random_()) % bound;
  }
  uint64_t Between(uint64_t low, uint64_t high) { return low + Below(high - low + 1); }
  std::string Of(std::string_view alphabet, size_t length) {
    std::string text;
    while (text.size() < length) text += alphabet[Below(alphabet.size())];
    return text;
  }
  std::string Digits(size_t length) { return Of("0123456789", length); }
  // Without a leading zero, as numbers are.
  std::string Number(size_t length) { return Of("123456789", 1) + Digits(length - 1); }
  template <typename List>
  auto One(const List& list) {
    return list[Below(std::size(list))];
  }

 private:
  std::mt19937 random_;
};

inline std::string Padded(uint64_t number, size_t width) {
  std::string text = std::to_string(number);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

}  // namespace aegis::detect_testing
