#include "src/detect/validators/eth.h"

#include <array>
#include <cstddef>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/keccak256.h"

namespace aegis::validators {

bool Eth(std::string_view text) noexcept {
  if (text.size() != 42 || !text.starts_with("0x")) return false;
  const std::string_view address = text.substr(2);
  std::array<char, 40> lower{};
  bool has_lower = false;
  bool has_upper = false;
  for (std::size_t i = 0; i < address.size(); ++i) {
    if (!IsHex(address[i])) return false;
    lower[i] = ToLower(address[i]);
    has_lower = has_lower || IsLower(address[i]);
    has_upper = has_upper || IsUpper(address[i]);
  }
  if (!has_lower || !has_upper) return false;
  const auto digest = Keccak256({lower.data(), lower.size()});
  for (std::size_t i = 0; i < address.size(); ++i) {
    if (IsDigit(address[i])) continue;
    const int nibble = i % 2 == 0 ? digest[i / 2] >> 4 : digest[i / 2] & 15;
    if (IsUpper(address[i]) != (nibble >= 8)) return false;
  }
  return true;
}

}  // namespace aegis::validators
