#include "src/detect/validators/ru_ogrn.h"

#include <cstdint>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool RuOgrn(std::string_view text) noexcept {
  if ((text.size() != 13 && text.size() != 15) || !AllDigits(text)) return false;
  const bool trader = text.size() == 15;
  if (trader ? text[0] != '3' : text[0] != '1' && text[0] != '5') return false;
  const std::uint64_t number = Number(text.substr(0, text.size() - 1));
  return static_cast<int>(number % (trader ? 13 : 11) % 10) == Digit(text.back());
}

}  // namespace aegis::validators
