// The scan of a document and of every text within it: what its look-alikes and escapes stand for,
// what its payloads decode to, and what is within those again. How one text is scanned is not known
// here.
#pragma once

#include <cstddef>

#include "src/base/arena.h"
#include "src/base/limits.h"
#include "src/base/result.h"
#include "src/base/span.h"
#include "src/codec/document.h"
#include "src/detect/finding.h"

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

class TextScanner {
 public:
  // Appends what is found in the text of `document` itself, and to `payload_words` those of its
  // words that may be part of a payload, in their order. `whole`: it is no view of another one.
  virtual RecordStatus ScanText(Document& document, bool whole, ScanBudget& budget,
                                ArenaVector<Finding>& findings,
                                ArenaVector<Span>& payload_words) = 0;

 protected:
  ~TextScanner() = default;
};

// Findings in a view stand where what they are in is written in `document`.
RecordStatus DeepScan(Document& document, TextScanner& scanner, ArenaVector<Finding>& findings);

}  // namespace aegis::detect
