#include "src/detect/validators/us_ssn_unpublished.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/us_ssn.h"

namespace aegis::validators {

bool UsSsnUnpublished(std::string_view text) noexcept {
  // The wallet insert of 1938, the pamphlet of 1940, and the block set aside for advertisements.
  constexpr std::string_view kVoid[] = {"078051120", "219099999", "123456789"};
  constexpr std::string_view kAdvertisingBlock = "98765432";
  if (!UsSsn(text) || text.starts_with(kAdvertisingBlock)) return false;
  for (const auto number : kVoid) {
    if (text == number) return false;
  }
  return true;
}

}  // namespace aegis::validators
