#include "src/detect/validators/ie_eircode.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool IeEircode(std::string_view text) noexcept {
  constexpr std::string_view kLetters = "ACDEFHKNPRTVWXY";
  if (text.size() != 7 || !Contains(kLetters, text[0]) || !IsDigit(text[1])) return false;
  if (!IsDigit(text[2]) && !text.starts_with("D6W")) return false;
  return All(text.substr(3), [=](char c) { return IsDigit(c) || Contains(kLetters, c); });
}

}  // namespace aegis::validators
