#include "src/detect/validators/lu_national_id.h"

#include <array>
#include <cstddef>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"
#include "src/detect/validators/luhn.h"
#include "src/detect/validators/verhoeff.h"

namespace aegis::validators {

bool LuNationalId(std::string_view text) noexcept {
  if (!IsDigits(text, 13)) return false;
  const int year = Field(text, 0, 4);
  if (year < 1800 || year > 2099 || !IsDate(year, Field(text, 4, 2), Field(text, 6, 2)))
    return false;
  if (!HasLuhnSum(text.substr(0, 12))) return false;
  std::array<char, 12> first_and_last{};
  for (std::size_t i = 0; i < 11; ++i) first_and_last[i] = text[i];
  first_and_last[11] = text[12];
  return HasVerhoeffSum({first_and_last.data(), first_and_last.size()});
}

}  // namespace aegis::validators
