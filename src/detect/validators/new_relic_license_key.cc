#include "src/detect/validators/new_relic_license_key.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/entropy.h"

namespace aegis::validators {

bool NewRelicLicenseKey(std::string_view text) noexcept {
  constexpr std::size_t kLength = 40;
  if (text.size() != kLength || !text.ends_with("NRAL")) return false;
  text.remove_suffix(4);
  if (text.ends_with("FFFF")) text.remove_suffix(4);
  if (text.starts_with("eu01xx") || text.starts_with("us01xx")) text.remove_prefix(6);
  return All(text, [](char c) { return IsHex(c) && !IsUpper(c); }) &&
         HasEntropy(text, 5 * kEntropyOne / 2);
}

}  // namespace aegis::validators
