// Sees what a scan decides, and keeps it. A scan without a witness costs nothing for it.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "src/base/span.h"
#include "src/codec/document.h"
#include "src/detect/explanation.h"
#include "src/detect/rule.h"

namespace aegis {

class Witness {
 public:
  // `rules` are those that the detector was compiled from, and outlive the witness.
  explicit Witness(std::span<const Rule> rules) : rules_(rules) {}

  // All findings, some of them twice, and of what was nearly one the strongest, more than anybody
  // reads.
  std::span<const Sighting> sightings() const { return sightings_; }
  // Near misses that were too many to keep.
  size_t forgotten() const { return forgotten_; }

  // --- for the scan

  const Rule& RuleAt(RuleIndex rule) const { return rules_[rule]; }
  // `sighting` is in the text of the innermost view.
  void Add(Sighting sighting);
  // Until Leave, what is seen is in `view`. Of a payload: `run` is all of it.
  void EnterFolded(const Document& view) { views_.push_back({&view, {}}); }
  void EnterPayload(Span run) { views_.push_back({nullptr, run}); }
  void Leave() { views_.pop_back(); }

 private:
  struct View {
    const Document* folded = nullptr;
    Span payload;
  };
  void Forget();

  std::span<const Rule> rules_;
  std::vector<View> views_;
  std::vector<Sighting> sightings_;
  size_t misses_ = 0;
  size_t forgotten_ = 0;
};

// Which of the rule's shapes the span has. `place` and `hint` say where it stands. Of a shape that
// cannot be told from the text, its name.
SeenShape ShapeAt(const Rule& rule, std::string_view text, Span span, const Place& place,
                  std::string_view hint);

}  // namespace aegis
