#include "src/base/arena.h"

#include <algorithm>
#include <bit>

namespace aegis {

void* Arena::AllocateInNextChunk(size_t bytes) {
  size_t next = chunks_.empty() ? 0 : current_ + 1;
  while (next < chunks_.size() && chunks_[next].size < bytes) ++next;
  if (next >= chunks_.size()) {
    // Of few sizes: each record larger than the last must not leave a chunk of its own behind.
    const size_t size = std::max(chunk_bytes_, std::bit_ceil(bytes));
    // Not value-initialised: a chunk is written before it is read.
    chunks_.push_back({std::unique_ptr<char[]>(new char[size]), size});
    next = chunks_.size() - 1;
  }
  current_ = next;
  used_ = bytes;
  return chunks_[current_].data.get();
}

void Arena::Reset() {
  current_ = 0;
  used_ = 0;
}

size_t Arena::bytes_reserved() const {
  size_t total = 0;
  for (const Chunk& chunk : chunks_) total += chunk.size;
  return total;
}

}  // namespace aegis
