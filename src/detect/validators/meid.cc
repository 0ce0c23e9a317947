#include "src/detect/validators/meid.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {
namespace {

int HexValue(char c) { return IsDigit(c) ? Digit(c) : ToLower(c) - 'a' + 10; }

bool HasLuhnSum16(std::string_view digits) {
  int sum = 0;
  bool twice = false;
  for (std::size_t i = digits.size(); i-- > 0; twice = !twice) {
    const int value = HexValue(digits[i]) * (twice ? 2 : 1);
    sum += value / 16 + value % 16;
  }
  return sum % 16 == 0;
}

}  // namespace

bool Meid(std::string_view text) noexcept {
  if (text.size() == 18) {
    constexpr std::uint64_t kFirst = 0xA0000000;
    return AllDigits(text) && Number(text.substr(0, 10)) >= kFirst &&
           Number(text.substr(0, 10)) <= 0xFFFFFFFF && Number(text.substr(10)) <= 0xFFFFFF;
  }
  if ((text.size() != 14 && text.size() != 15) || !IsAlpha(text[0])) return false;
  if (!All(text, IsHex)) return false;
  return !AllSame(text) && (text.size() == 14 || HasLuhnSum16(text));
}

}  // namespace aegis::validators
