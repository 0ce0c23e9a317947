#include "src/base/arena.h"

#include <algorithm>

namespace aegis {

void* Arena::AllocateInNextChunk(size_t bytes) {
  size_t next = chunks_.empty() ? 0 : current_ + 1;
  while (next < chunks_.size() && chunks_[next].size < bytes) ++next;
  if (next >= chunks_.size()) {
    size_t size = std::max(chunk_bytes_, bytes);
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
