// Compiled rules, and one pass over a document with all of them. Immutable after Compile and shared
// by all threads; what a scan writes to is in Scratch, one a thread.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/arena.h"
#include "src/base/result.h"
#include "src/codec/document.h"
#include "src/detect/finding.h"
#include "src/detect/rule.h"
#include "src/detect/witness.h"

namespace aegis {

class Detector {
 public:
  class Scratch {
   public:
    virtual ~Scratch() = default;
  };

  // Fails on a rule that cannot be compiled (its id is in the message) and when the self-test of
  // match placement fails. Finding::rule is the index into `rules`. Candidates below `min_score`,
  // the least of all who will ask, are not reported.
  static Result<std::unique_ptr<Detector>> Compile(std::span<const Rule> rules,
                                                   float min_score = 0);
  ~Detector();

  Result<std::unique_ptr<Scratch>> NewScratch() const;

  // Appends every candidate of every rule from min_score on, sorted by (begin, end, rule). Overlaps
  // are not settled here (see overlap.h), because what counts is a policy's choice. Deterministic.
  // Allocates only in the arena. `field_hint` names what the document is (a header's name), and
  // counts as context.
  RecordStatus Scan(Document& document, std::string_view field_hint, Scratch& scratch,
                    ArenaVector<Finding>& findings) const {
    return ScanWith(document, field_hint, scratch, findings, nullptr);
  }

  // The same, and finds the same; `witness`, made with the rules that this was compiled from, sees
  // what was decided on the way, and why. Costs more.
  RecordStatus Explain(Document& document, std::string_view field_hint, Scratch& scratch,
                       ArenaVector<Finding>& findings, Witness& witness) const {
    return ScanWith(document, field_hint, scratch, findings, &witness);
  }

 private:
  Detector();
  RecordStatus ScanWith(Document& document, std::string_view field_hint, Scratch& scratch,
                        ArenaVector<Finding>& findings, Witness* witness) const;
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace aegis
