// The scan of a document and of every text within it: what its look-alikes and escapes stand for,
// what its payloads decode to, and what is within those again. How one text is scanned is not known
// here.
#pragma once

#include <cstddef>
#include <cstdint>

#include "src/base/arena.h"
#include "src/base/limits.h"
#include "src/base/result.h"
#include "src/base/span.h"
#include "src/codec/document.h"
#include "src/detect/finding.h"
#include "src/detect/shapes.h"
#include "src/detect/witness.h"

namespace aegis::detect {

// What one record may cost, all texts of it together.
struct ScanBudget {
  size_t confirmations = limits::kBaseConfirmations;
  size_t bytes = limits::kConfirmBytesPerByte * size_t{limits::kBaseConfirmations};

  void AddText(size_t size) {
    confirmations += limits::kConfirmationsPerByte * size;
    bytes += limits::kConfirmBytesPerByte * size;
  }
};

// What a scan sees in a text besides its findings.
struct SeenInText {
  explicit SeenInText(Arena& arena) : payload_words(arena) {}
  ArenaVector<Span> payload_words;  // words that may be part of a payload
  BlockMarks* marks = nullptr;      // of each block of the text
};

class TextScanner {
 public:
  // Appends what is found in the text of `document` itself, and fills `seen`, which has room for
  // the marks. `whole`: it is no view of another document.
  virtual RecordStatus ScanText(Document& document, bool whole, ScanBudget& budget,
                                ArenaVector<Finding>& findings, SeenInText& seen) = 0;

 protected:
  ~TextScanner() = default;
};

// Findings in a view stand where what they are in is written in `document`. `witness` may be null;
// it is told which view is looked into.
RecordStatus DeepScan(Document& document, TextScanner& scanner, ArenaVector<Finding>& findings,
                      Witness* witness);

}  // namespace aegis::detect
