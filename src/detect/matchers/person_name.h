// Letters of any script, and the words of a person's name in running text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "src/detect/text_class.h"

namespace aegis::detect {

constexpr char At(std::string_view text, size_t at) { return at < text.size() ? text[at] : '\0'; }

struct Letter {
  uint32_t point = 0;
  uint32_t size = 0;  // 0: no letter
};

// The letter that begins at `at`. Of scripts beyond Latin, Greek and Cyrillic everything but
// punctuation is one.
Letter ReadLetter(std::string_view text, size_t at);

// Is it a letter that has a capital form, and not in it?
bool IsSmall(uint32_t point);
// Its capital form, or itself.
uint32_t Capital(uint32_t point);
// Is it of a script that puts no blanks between words?
bool IsUnspaced(uint32_t point);

// Reads one to five words of letters that begin at `begin`: Jane, J. R. van der Berg, O'Neil-Roe.
//
// `closed`: they reach `limit`, and `Roe, Jane` is a name, too. Otherwise they end where they do,
// but not in what is no text: getName(, label:, user_1. `capitals`: they begin with capitals, but
// for particles; without, words that all begin small must be all there is. At least `least` words.
bool ReadWords(std::string_view text, bool closed, size_t begin, size_t limit, bool capitals,
               bool names, size_t least, size_t& end);

}  // namespace aegis::detect
