#include "src/detect/validators/ip_address.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {
namespace {

/// Takes a decimal number of at most `most` without leading zeros off the front; -1 when there is
/// none.
int TakeDecimal(std::string_view& text, int most) {
  int value = 0;
  std::size_t n = 0;
  while (n < text.size() && n < 3 && IsDigit(text[n])) value = value * 10 + Digit(text[n++]);
  if (n == 0 || value > most || (n > 1 && text[0] == '0')) return -1;
  text.remove_prefix(n);
  return value;
}

bool IsQuad(std::string_view text) {
  for (int part = 0; part < 4; ++part) {
    if (part > 0) {
      if (!text.starts_with('.')) return false;
      text.remove_prefix(1);
    }
    if (TakeDecimal(text, 255) < 0) return false;
  }
  return text.empty();
}

/// Removes /N from the end; false when what follows a slash is not a length up to `most`.
bool CutPrefixLength(std::string_view& text, int most) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return true;
  std::string_view length = text.substr(slash + 1);
  text = text.substr(0, slash);
  return TakeDecimal(length, most) >= 0 && length.empty();
}

bool IsGroups(std::string_view text) {
  int groups = 0;
  bool compressed = false;
  if (text.starts_with("::")) {
    compressed = true;
    text.remove_prefix(2);
    if (text.empty()) return true;
  }
  while (true) {
    std::size_t n = 0;
    while (n < text.size() && n < 5 && IsHex(text[n])) ++n;
    if (n == 0 || n > 4) return false;
    if (n < text.size() && text[n] == '.') {
      groups += 2;
      if (!IsQuad(text)) return false;
      break;
    }
    ++groups;
    text.remove_prefix(n);
    if (groups > 8) return false;
    if (text.empty()) break;
    if (text[0] != ':') return false;
    text.remove_prefix(1);
    if (text.starts_with(':')) {
      if (compressed) return false;
      compressed = true;
      text.remove_prefix(1);
      if (text.empty()) break;
    }
  }
  // "::" stands for at least one group.
  return compressed ? groups <= 7 : groups == 8;
}

}  // namespace

bool Ipv4(std::string_view text) noexcept { return CutPrefixLength(text, 32) && IsQuad(text); }

bool Ipv6(std::string_view text) noexcept {
  constexpr std::size_t kLongestZone = 32;
  if (!CutPrefixLength(text, 128)) return false;
  const std::size_t percent = text.find('%');
  if (percent != std::string_view::npos) {
    const std::string_view zone = text.substr(percent + 1);
    text = text.substr(0, percent);
    if (zone.empty() || zone.size() > kLongestZone) return false;
    if (!All(zone, [](char c) { return IsAlnum(c) || c == '.' || c == '_' || c == '-'; }))
      return false;
  }
  return IsGroups(text);
}

bool IpAddress(std::string_view text) noexcept { return Ipv4(text) || Ipv6(text); }

}  // namespace aegis::validators
