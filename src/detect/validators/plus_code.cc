#include "src/detect/validators/plus_code.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool PlusCode(std::string_view text) noexcept {
  constexpr std::string_view kAlphabet = "23456789CFGHJMPQRVWX";
  const std::size_t plus = text.find('+');
  if (plus != 4 && plus != 6 && plus != 8) return false;
  const std::size_t behind = text.size() - plus - 1;
  if (behind < 2 || behind > 7) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i != plus && !Contains(kAlphabet, text[i])) return false;
  }
  // Of a full code the first digit counts 20 degrees from the south, the second from the date line.
  return plus != 8 || (kAlphabet.find(text[0]) < 9 && kAlphabet.find(text[1]) < 18);
}

}  // namespace aegis::validators
