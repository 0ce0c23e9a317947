#include "src/detect/validators/es_nss.h"

#include <cstdint>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool EsNss(std::string_view text) noexcept {
  if (!IsDigits(text, 12) || AllSame(text) || text.substr(0, 2) == "00") return false;
  const std::uint64_t number = Number(text.substr(2, 8));
  const std::uint64_t whole = number < 10'000'000 ? number + Number(text.substr(0, 2)) * 10'000'000
                                                  : Number(text.substr(0, 10));
  return whole % 97 == Number(text.substr(10));
}

}  // namespace aegis::validators
