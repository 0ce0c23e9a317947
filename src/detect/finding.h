// Where something was found and which rule says so. Positions only, never text.
#pragma once

#include <cstdint>

#include "src/base/span.h"

namespace aegis {

// Index of a rule in the compiled rule set (RuleSet::rule). Entities are numbered there, too.
using RuleIndex = uint16_t;

struct Finding {
  Span text;  // in Document::text()
  RuleIndex rule = 0;
  float score = 0;      // 0..1; a rule whose needed context is missing gives less than 0.5
  bool inside = false;  // of a payload: the span is the whole payload, which may be more
};

}  // namespace aegis
