// The lines that md5sum, sha256sum and their like write: a digest, and the file it is of. The
// file's name may say "zoom" or "facebook"; the digest is no secret of theirs.
#pragma once

#include <algorithm>
#include <string_view>

#include "src/base/span.h"
#include "src/detect/text_class.h"

namespace aegis::detect {

// Is text[digest] such a digest? Two blanks, or a blank and a star, stand between it and the name.
inline bool IsChecksumOfFile(std::string_view text, Span digest) {
  constexpr size_t kLengths[] = {32, 40, 56, 64, 96, 128};
  const std::string_view hex = digest.In(text);
  if (std::find(std::begin(kLengths), std::end(kLengths), hex.size()) == std::end(kLengths)) {
    return false;
  }
  const bool starts_line = digest.begin == 0 || text[digest.begin - 1] == '\n';
  const std::string_view behind = text.substr(digest.end, 3);
  return starts_line && behind.size() == 3 && behind[0] == ' ' &&
         (behind[1] == ' ' || behind[1] == '*') && !IsSpace(behind[2]) &&
         std::all_of(hex.begin(), hex.end(), IsHex);
}

}  // namespace aegis::detect
