#include "src/detect/validators/us_phone.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {
namespace {

bool IsNxx(std::string_view code) { return code[0] >= '2' && !(code[1] == '1' && code[2] == '1'); }

}  // namespace

bool UsPhone(std::string_view text) noexcept {
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.size() != 11) return false;
  }
  if (text.size() == 11 && text[0] == '1') text.remove_prefix(1);
  return IsDigits(text, 10) && IsNxx(text.substr(0, 3)) && IsNxx(text.substr(3, 3));
}

}  // namespace aegis::validators
