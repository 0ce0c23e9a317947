#include "src/detect/validators/advertising_id.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool AdvertisingId(std::string_view text) noexcept {
  constexpr std::string_view kForm = "00000000-0000-0000-0000-000000000000";
  if (text.size() != kForm.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (kForm[i] == '-' ? text[i] != '-' : !IsHex(text[i])) return false;
  }
  return text != kForm;
}

}  // namespace aegis::validators
