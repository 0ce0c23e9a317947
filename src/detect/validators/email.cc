#include "src/detect/validators/email.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {
namespace {

constexpr bool IsNonAscii(char c) { return static_cast<unsigned char>(c) >= 0x80; }

bool IsLabel(std::string_view label) {
  if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-')
    return false;
  return All(label, [](char c) { return IsAlnum(c) || c == '-' || IsNonAscii(c); });
}

bool IsTopLevel(std::string_view label) {
  if (label.size() < 2) return false;
  const bool encoded = label.size() > 4 && ToLower(label[0]) == 'x' && ToLower(label[1]) == 'n' &&
                       label.substr(2, 2) == "--";
  return encoded || All(label, [](char c) { return IsAlpha(c) || IsNonAscii(c); });
}

}  // namespace

bool EmailLocalPart(std::string_view text) noexcept {
  if (text.empty() || text.size() > 64 || text.front() == '.' || text.back() == '.') return false;
  bool dot = false;
  for (const char c : text) {
    if (c == '.' && dot) return false;
    dot = c == '.';
    if (!dot && !IsAlnum(c) && !IsNonAscii(c) && !Contains("!#$%&'*+-/=?^_`{|}~", c)) return false;
  }
  return true;
}

bool EmailDomain(std::string_view text) noexcept {
  if (text.size() > 253) return false;
  for (int labels = 1;; ++labels) {
    const std::size_t dot = text.find('.');
    const std::string_view label = text.substr(0, dot);
    if (!IsLabel(label)) return false;
    if (dot == std::string_view::npos) return labels >= 2 && IsTopLevel(label);
    text.remove_prefix(dot + 1);
  }
}

bool EmailAddress(std::string_view text) noexcept {
  const std::size_t at = text.rfind('@');
  return at != std::string_view::npos && text.size() <= 254 && EmailLocalPart(text.substr(0, at)) &&
         EmailDomain(text.substr(at + 1));
}

}  // namespace aegis::validators
