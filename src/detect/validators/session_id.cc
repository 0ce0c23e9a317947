#include "src/detect/validators/session_id.h"

#include <algorithm>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/entropy.h"

namespace aegis::validators {

bool SessionId(std::string_view text) noexcept {
  constexpr std::size_t kShortest = 16;
  constexpr std::size_t kLongest = 4096;
  return text.size() >= kShortest && IsVisible(text, kLongest) && text[0] != '/' &&
         text.find("//") == std::string_view::npos &&
         std::any_of(text.begin(), text.end(), IsDigit) &&
         std::any_of(text.begin(), text.end(), IsAlpha) && HasEntropy(text, 3 * kEntropyOne);
}

}  // namespace aegis::validators
