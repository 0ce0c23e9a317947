// Which entries follow from which: the one answer, for who decides and for who restores, so that a
// state that was made again from its changelog is the state that was lost.
#pragma once

#include "src/base/arena.h"
#include "src/dedup/entries.h"
#include "src/dedup/near_search.h"

namespace aegis::dedup {

// Adds a primary entry, and what follows from it: nothing from one that is gone (a null value), is
// broken, or is no primary one. `near` is the rule of the plan; null: it compares no texts, and
// nothing follows from them. What follows is a copy in the vector's arena; the entry itself is not.
void AddEntry(const Entry& primary, const NearRule* near, ArenaVector<Entry>& to);

}  // namespace aegis::dedup
