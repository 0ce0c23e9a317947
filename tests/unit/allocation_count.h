// How often the test program has called operator new: the pipeline must make no allocation of its
// own per record.
#pragma once

#include <cstddef>

namespace aegis {

size_t AllocationCount();

}  // namespace aegis
