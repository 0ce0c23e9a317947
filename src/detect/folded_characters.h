// What a reader, or the program behind, takes a character of Unicode for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace aegis::detect {

struct DecodedCharacter {
  uint32_t point = 0;
  uint32_t size = 0;  // bytes; 0: no well-formed character
};
DecodedCharacter DecodeCharacter(std::string_view text, size_t at);

// Returns the bytes written, at most four.
size_t EncodeCharacter(uint32_t point, char* to);

enum class FoldKind : uint8_t {
  kNone,       // stays
  kRemoved,    // is not seen: zero-width, soft hyphens, marks of direction, variation selectors
  kCharacter,  // is the ASCII character: decimal digits of every script, full-width and
               // mathematical forms, spaces, dashes, dots, slashes
  kLookalike,  // a letter of its own that looks like the ASCII letter
};

struct Fold {
  FoldKind kind = FoldKind::kNone;
  char ascii = 0;
};

// Of a character beyond ASCII.
Fold FoldOf(uint32_t point);

}  // namespace aegis::detect
