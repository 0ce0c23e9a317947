#include "src/detect/validators/postal_address.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool PostalAddress(std::string_view text) noexcept {
  constexpr std::size_t kLetters = 3;
  constexpr std::size_t kLongest = 1024;
  if (text.size() > kLongest) return false;
  // `host:8080` and `name=value` are no streets.
  if (text.find_first_of("@=\\{}$") != std::string_view::npos ||
      text.find("://") != std::string_view::npos) {
    return false;
  }
  std::size_t letters = 0;
  std::size_t wide = 0;
  bool digit = false;
  bool part = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte < 0x20 && text[i] != '\n' && text[i] != '\r') || byte == 0x7f) return false;
    letters += IsAlpha(text[i]) || byte >= 0xc0 ? 1u : 0u;
    wide += byte >= 0xe3 ? 1u : 0u;
    digit = digit || IsDigit(text[i]);
    if (text[i] == ':' && i + 1 < text.size() && IsAlnum(text[i + 1])) return false;
    part = part || text[i] == ' ' || text[i] == ',';
  }
  if (letters < kLetters) return false;
  // Several words, or one that is written together with its number, or a script without blanks.
  if (part || wide >= kLetters) return true;
  return !digit && text.find_first_of("._/-0123456789") == std::string_view::npos;
}

}  // namespace aegis::validators
