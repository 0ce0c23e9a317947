#include "src/detect/validators/eidas_identifier.h"

#include "src/detect/validators/iso3166.h"

namespace aegis::validators {

bool EidasIdentifier(std::string_view text) noexcept {
  if (text.size() < 9 || text.size() > 262 || text[2] != '/' || text[5] != '/') return false;
  if (!IsIso3166(text.substr(0, 2)) || !IsIso3166(text.substr(3, 2))) return false;
  if (!All(text, [](char c) { return c > ' ' && c < '\x7f'; })) return false;
  return text.find_first_of("0123456789", 6) != std::string_view::npos;
}

}  // namespace aegis::validators
