#include "src/redact/mask.h"

#include <cstring>

namespace aegis {
namespace {

bool IsSeparator(char c) {
  return std::string_view(" \t\r\n-.,/:@()+").find(c) != std::string_view::npos;
}

// Bytes of the code point at `i`; 1 where there is no whole one.
size_t CodePointBytes(std::string_view text, size_t i) {
  const auto lead = static_cast<unsigned char>(text[i]);
  const size_t want = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  for (size_t k = 1; k < want; ++k) {
    if (i + k >= text.size() || (static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) return 1;
  }
  return want;
}

size_t CountCharacters(std::string_view text) {
  size_t count = 0;
  for (size_t i = 0; i < text.size(); i += CodePointBytes(text, i)) {
    if (!IsSeparator(text[i])) ++count;
  }
  return count;
}

}  // namespace

KeptEnds KeptBy(const MaskAction& action, size_t characters) {
  const KeptEnds asked{action.keep_first, action.keep_last};
  const size_t kept = asked.first + asked.last;
  if (kept >= characters || (characters - kept) * 4 < characters) return {};
  return asked;
}

std::string_view Mask(const MaskAction& action, std::string_view text, Arena& arena) {
  const size_t characters = CountCharacters(text);
  const auto [first, last] = KeptBy(action, characters);

  char* out = arena.NewBytes(text.size() * action.with.size() + text.size() + 1);
  size_t size = 0;
  size_t seen = 0;
  for (size_t i = 0; i < text.size();) {
    const size_t bytes = CodePointBytes(text, i);
    const bool separator = IsSeparator(text[i]);
    const bool keep = separator || seen < first || seen >= characters - last;
    const std::string_view piece = keep ? text.substr(i, bytes) : std::string_view(action.with);
    std::memcpy(out + size, piece.data(), piece.size());
    size += piece.size();
    if (!separator) ++seen;
    i += bytes;
  }
  return {out, size};
}

}  // namespace aegis
