#include "src/detect/validators/sg_uen.h"

#include <array>
#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool SgUen(std::string_view text) noexcept {
  if (text.size() == 9) {
    if (!AllDigits(text.substr(0, 8))) return false;
    const int sum = WeightedSum(text, std::array{10, 4, 9, 3, 8, 2, 7, 1});
    return text[8] == "XMKECAWLJDB"[sum % 11];
  }
  if (text.size() != 10) return false;
  if (IsDigit(text[0])) {
    if (!AllDigits(text.substr(0, 9))) return false;
    const int century = Field(text, 0, 2);
    if (century < 18 || century > 20) return false;
    const int sum = WeightedSum(text, std::array{10, 8, 6, 4, 9, 7, 5, 3, 1});
    return text[9] == "ZKCMDNERGWH"[sum % 11];
  }
  constexpr std::string_view kAlphabet = "ABCDEFGHJKLMNPQRSTUVWX0123456789";
  constexpr int kWeights[] = {4, 3, 5, 3, 10, 2, 2, 5, 7};
  if (!Contains("RST", text[0]) || !AllDigits(text.substr(1, 2)) ||
      !All(text.substr(3, 2), IsUpper) || !AllDigits(text.substr(5, 4))) {
    return false;
  }
  int sum = 0;
  for (std::size_t i = 0; i < 9; ++i) {
    const std::size_t value = kAlphabet.find(text[i]);
    if (value == std::string_view::npos) return false;
    sum += static_cast<int>(value) * kWeights[i];
  }
  return text[9] == kAlphabet[static_cast<std::size_t>((sum + 6) % 11)];
}

}  // namespace aegis::validators
