// A text as it is read, not as it is written: look-alike characters, characters that are not seen,
// escapes of URLs, HTML, quoted-printable and source code, (at) and (dot), and line breaks within
// numbers are replaced by what they stand for. What is found in the folded text is mapped back onto
// the bytes that it was written with.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "src/base/arena.h"
#include "src/codec/document.h"
#include "src/detect/shapes.h"

namespace aegis::detect {

struct FoldedText {
  std::string_view text;
  // From the folded text (text_…) to the text (raw_…); whole characters and whole escapes.
  std::span<const EscapeUnit> units;
  // Is there something that may make a difference to what is found? A quotation mark or a dash in
  // prose makes none; where it is false, nothing else is to be read.
  bool differs = false;
  bool again = false;  // what came out may itself be an escape, or have another form
};

// `marks`: of each block of the text. Nothing else of the text is looked at, and where nothing is
// to be folded nothing is allocated.
FoldedText Folded(std::string_view text, const BlockMarks* marks, Arena& arena);

// Answers for a view by asking the document that it is a view of.
class FoldedPlaces final : public PlaceFinder {
 public:
  FoldedPlaces(Document& parent, const FoldedText& folded) : parent_(parent), folded_(folded) {}
  bool Find(uint32_t text_offset, Place& place) override;

 private:
  Document& parent_;
  const FoldedText& folded_;
};

}  // namespace aegis::detect
