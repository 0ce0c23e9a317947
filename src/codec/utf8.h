// UTF-8 as the codecs need it: is it valid, where is it not, and may a span begin or end here.
#pragma once

#include <cstddef>
#include <string_view>

namespace aegis {

// No overlong forms, no surrogates, nothing above U+10FFFF. The empty view is valid.
bool IsValidUtf8(std::string_view bytes);

// The first byte of the first ill-formed sequence, or bytes.size() when there is none. Slow: for
// errors only.
size_t FirstInvalidUtf8(std::string_view bytes);

// In valid UTF-8: does a character begin at `offset`, or the text end there?
inline bool IsCharacterBoundary(std::string_view bytes, size_t offset) {
  return offset == bytes.size() ||
         (offset < bytes.size() && (static_cast<unsigned char>(bytes[offset]) & 0xC0) != 0x80);
}

}  // namespace aegis
