// What the engine may know of the past, for one record on one route: read-only, and without effect
// on anything outside. The state behind it changes only with the transaction that commits.
#pragma once

#include "src/dedup/entries.h"
#include "src/dedup/stream_time.h"

namespace aegis::dedup {

// Of an input partition and a state, up to the batch that is being decided.
struct View {
  const Entries* entries = nullptr;  // null: the route has no dedup
  StreamTime time;
};

}  // namespace aegis::dedup
