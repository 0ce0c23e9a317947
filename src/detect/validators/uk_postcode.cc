#include "src/detect/validators/uk_postcode.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {
namespace {

/// A digit, two digits, or a digit and one of `letters`.
bool IsDistrict(std::string_view text, std::string_view letters) {
  return !text.empty() && text.size() <= 2 && IsDigit(text[0]) &&
         (text.size() == 1 || IsDigit(text[1]) || Contains(letters, text[1]));
}

}  // namespace

bool UkPostcode(std::string_view text) noexcept {
  if (text.size() < 5 || text.size() > 7) return false;
  const std::string_view inward = text.substr(text.size() - 3);
  constexpr std::string_view kNeverInward = "CIKMOV";
  if (!IsDigit(inward[0])) return false;
  for (const char c : inward.substr(1)) {
    if (!IsUpper(c) || Contains(kNeverInward, c)) return false;
  }
  std::string_view outward = text.substr(0, text.size() - 3);
  if (!IsUpper(outward[0]) || Contains("QVX", outward[0])) return false;
  outward.remove_prefix(1);
  if (IsUpper(outward[0])) {
    if (Contains("IJZ", outward[0])) return false;
    outward.remove_prefix(1);
    return IsDistrict(outward, "ABEHMNPRVWXY");
  }
  return IsDistrict(outward, "ABCDEFGHJKPSTUW");
}

}  // namespace aegis::validators
