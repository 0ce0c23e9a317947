#include "src/detect/validators/figi.h"

#include <initializer_list>

#include "src/detect/validators/modulus10_double.h"

namespace aegis::validators {

bool Figi(std::string_view text) noexcept {
  if (text.size() != 12 || text[2] != 'G' || !IsUpper(text[0]) || !IsUpper(text[1])) return false;
  for (const char c : text) {
    if (Contains("AEIOU", c)) return false;
  }
  for (const std::string_view taken : {"BS", "BM", "GG", "GB", "GH", "KY", "VG"}) {
    if (text.starts_with(taken)) return false;
  }
  return HasModulus10Double(text);
}

}  // namespace aegis::validators
