#pragma once

#include <cstddef>
#include <string_view>

namespace aegis::validators {

/// The two letters, upper case, by which plates and licences of India name a state or territory,
/// old ones included; XX for any, as forms print it.
constexpr bool IsIndianState(std::string_view code) noexcept {
  constexpr std::string_view kCodes =
      "AN AP AR AS BH BR CG CH CT DD DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR "
      "PB PY RJ SK TG TN TR TS UA UK UP UT WB XX ";
  if (code.size() != 2) return false;
  for (std::size_t i = 0; i + 2 < kCodes.size(); i += 3) {
    if (kCodes.substr(i, 2) == code) return true;
  }
  return false;
}

}  // namespace aegis::validators
