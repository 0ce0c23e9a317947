#include "src/detect/validators/zw_national_id.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool ZwNationalId(std::string_view text) noexcept {
  if (text.size() != 11 && text.size() != 12) return false;
  const std::string_view digits = text.substr(0, text.size() - 3);
  return AllDigits(digits) && IsDigits(text.substr(text.size() - 2), 2) &&
         text[digits.size()] == "ZABCDEFGHJKLMNPQRSTVWXY"[Number(digits) % 23];
}

}  // namespace aegis::validators
