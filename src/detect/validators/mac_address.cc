#include "src/detect/validators/mac_address.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool MacAddress(std::string_view text) noexcept {
  const bool dotted = text.size() == 14;
  if (!dotted && text.size() != 17) return false;
  const std::size_t group = dotted ? 4 : 2;
  const char separator = dotted ? '.' : text[2];
  if (!dotted && separator != ':' && separator != '-') return false;
  bool all_zero = true;
  bool all_ones = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i % (group + 1) == group) {
      if (text[i] != separator) return false;
      continue;
    }
    if (!IsHex(text[i])) return false;
    all_zero = all_zero && text[i] == '0';
    all_ones = all_ones && ToLower(text[i]) == 'f';
  }
  return !all_zero && !all_ones;
}

}  // namespace aegis::validators
