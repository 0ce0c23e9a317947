#include "src/detect/validators/e164_00.h"

#include <algorithm>
#include <array>

#include "src/detect/validators/e164.h"

namespace aegis::validators {

bool E16400(std::string_view text) noexcept {
  constexpr std::size_t kLongest = 18;  // 00, fifteen digits, and a trunk zero that is not dialled
  if (text.size() < 3 || text.size() > kLongest || !text.starts_with("00")) return false;
  std::array<char, kLongest> plus{};
  plus[0] = '+';
  std::copy(text.begin() + 2, text.end(), plus.begin() + 1);
  return E164({plus.data(), text.size() - 1});
}

}  // namespace aegis::validators
