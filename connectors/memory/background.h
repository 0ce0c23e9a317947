// What the library of a client does by itself, beside the calls of its process. Private to this
// folder.
#pragma once

#include "connectors/memory/network.h"

namespace aegis::memory {

class MemorySource;

Client ClientOf(const MemorySource& source);
// Heartbeats, joins.
void RunBackground(MemorySource& source);

}  // namespace aegis::memory
