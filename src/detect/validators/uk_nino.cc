#include "src/detect/validators/uk_nino.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool UkNino(std::string_view text) noexcept {
  if (text.size() != 9 || !IsUpper(text[0]) || !IsUpper(text[1])) return false;
  constexpr std::string_view kNeverUsed = "DFIQUV";
  if (Contains(kNeverUsed, text[0]) || Contains(kNeverUsed, text[1]) || text[1] == 'O')
    return false;
  constexpr std::string_view kUnallocated[] = {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"};
  for (const auto prefix : kUnallocated) {
    if (text.starts_with(prefix)) return false;
  }
  return AllDigits(text.substr(2, 6)) && text[8] >= 'A' && text[8] <= 'D';
}

}  // namespace aegis::validators
