#include "src/detect/validators/eth_one_case.h"

#include <algorithm>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool EthOneCase(std::string_view text) noexcept {
  constexpr std::size_t kLength = 42;
  if (text.size() != kLength || !text.starts_with("0x")) return false;
  text.remove_prefix(2);
  const bool small = std::any_of(text.begin(), text.end(), IsLower);
  const bool capital = std::any_of(text.begin(), text.end(), IsUpper);
  return All(text, IsHex) && !(small && capital);
}

}  // namespace aegis::validators
