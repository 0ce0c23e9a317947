#include "src/detect/validators/payment_track.h"

#include <algorithm>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/luhn.h"

namespace aegis::validators {
namespace {

bool IsPan(std::string_view digits) {
  return digits.size() >= 12 && digits.size() <= 19 && AllDigits(digits) && !AllSame(digits) &&
         HasLuhnSum(digits);
}

/// YYMM and the service code; of a card without an expiry or a service code, nothing is stored.
bool IsExpiryAndService(std::string_view text) {
  if (text.size() < 7 || !AllDigits(text.substr(0, 7))) return false;
  const int month = Field(text, 2, 2);
  return month >= 1 && month <= 12;
}

}  // namespace

bool PaymentTrack1(std::string_view text) noexcept {
  constexpr std::size_t kLongestTrack1 = 100;  // 79, and what its name needs beyond ASCII
  const auto is_control = [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; };
  if (text.size() > kLongestTrack1 || std::any_of(text.begin(), text.end(), is_control))
    return false;
  if (!text.starts_with("%B") && !text.starts_with("%b")) return false;
  const std::size_t pan_end = text.find('^');
  if (pan_end == std::string_view::npos) return false;
  const std::size_t name_end = text.find('^', pan_end + 1);
  if (name_end == std::string_view::npos) return false;
  const std::size_t name = name_end - pan_end - 1;
  return IsPan(text.substr(2, pan_end - 2)) && name >= 2 && name <= 26 &&
         IsExpiryAndService(text.substr(name_end + 1));
}

bool PaymentTrack2(std::string_view text) noexcept {
  if (text.starts_with(';')) text.remove_prefix(1);
  if (text.ends_with('?')) text.remove_suffix(1);
  while (text.ends_with('F') || text.ends_with('f')) text.remove_suffix(1);
  const std::size_t pan_end = text.find_first_of("=Dd");
  constexpr std::size_t kLongest = 38;
  if (pan_end == std::string_view::npos || text.size() > kLongest) return false;
  const std::string_view rest = text.substr(pan_end + 1);
  return IsPan(text.substr(0, pan_end)) && AllDigits(rest) && IsExpiryAndService(rest);
}

}  // namespace aegis::validators
