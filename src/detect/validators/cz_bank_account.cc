#include "src/detect/validators/cz_bank_account.h"

#include <array>
#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {
namespace {

struct Part {
  int digits = 0;
  int sum = 0;
  int value = 0;  // not zero when any digit is
};

/// Reads at most ten digits. False when there are none, or more.
bool Read(std::string_view text, std::size_t& at, Part& part) {
  const std::size_t begin = at;
  while (at < text.size() && IsDigit(text[at])) ++at;
  const std::size_t count = at - begin;
  if (count == 0 || count > 10) return false;
  constexpr std::array kWeights = {6, 3, 7, 9, 10, 5, 8, 4, 2, 1};
  part = {};
  part.digits = static_cast<int>(count);
  for (std::size_t i = 0; i < count; ++i) {
    part.sum += Digit(text[begin + i]) * kWeights[kWeights.size() - count + i];
    part.value |= Digit(text[begin + i]);
  }
  return true;
}

/// The sign at `at`, with the blanks around it passed over; 0 at the end.
char Sign(std::string_view text, std::size_t& at) {
  const auto skip = [&] {
    while (at < text.size() && text[at] == ' ') ++at;
  };
  skip();
  if (at >= text.size() || (text[at] != '-' && text[at] != '/')) return '\0';
  const char sign = text[at];
  ++at;
  skip();
  return sign;
}

}  // namespace

bool CzBankAccount(std::string_view text) noexcept {
  Part prefix;
  Part number;
  std::size_t at = 0;
  if (!Read(text, at, number)) return false;
  char sign = Sign(text, at);
  if (sign == '-') {
    prefix = number;
    if (!Read(text, at, number)) return false;
    sign = Sign(text, at);
  }
  if (sign != '/' || prefix.digits > 6 || number.digits < 2 || number.value == 0 ||
      number.sum % 11 != 0 || prefix.sum % 11 != 0) {
    return false;
  }
  return IsDigits(text.substr(at), 4);
}

}  // namespace aegis::validators
