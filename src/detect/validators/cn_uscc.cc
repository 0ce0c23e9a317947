#include "src/detect/validators/cn_uscc.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool CnUscc(std::string_view text) noexcept {
  if (text.size() != 18) return false;
  constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  constexpr std::size_t kModulus = kAlphabet.size();
  std::size_t sum = 0;
  std::size_t weight = 1;
  for (const char c : text.substr(0, 17)) {
    const std::size_t value = kAlphabet.find(c);
    if (value == std::string_view::npos) return false;
    sum += value * weight;
    weight = weight * 3 % kModulus;
  }
  // The authority that registered it, which is no ordinary number or time.
  if (!Contains("123456789ABCDEFGNY", text[0]) || !AllDigits(text.substr(2, 6))) return false;
  return text[17] == kAlphabet[(kModulus - sum % kModulus) % kModulus];
}

}  // namespace aegis::validators
