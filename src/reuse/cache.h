// What was worked out before, by a name of what it was worked out from: a fixed amount of memory,
// lossy. One thread's; no locks.
//
// Memory is blocks of one size; a value takes as many as it needs, wherever they are free, so that
// values of any size come and go without a hole. Who stays is decided as S3-FIFO does: what is new
// stands in a short queue, and leaves with it unless somebody asked for it there, so that a flood
// of names that nobody repeats does not wash out those that repeat. A name that comes back shortly
// after it left is kept for longer at once.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "src/base/arena.h"
#include "src/dedup/mac.h"

namespace aegis::reuse {

struct Name {
  dedup::Fingerprint content;
  uint32_t of = 0;  // which of the results of this content
  friend bool operator==(const Name&, const Name&) = default;
};

class Cache {
 public:
  // Takes no more memory than that: none before the first Put, nothing more after it.
  explicit Cache(size_t bytes);
  ~Cache();
  Cache(const Cache&) = delete;
  Cache& operator=(const Cache&) = delete;

  // What was put under exactly this name, if it is still here. Valid until the next Put, as long as
  // the arena is not reset.
  std::optional<std::string_view> Find(const Name& name, Arena& arena);
  // False: it was not kept, for it would take more than its share of the memory.
  bool Put(const Name& name, std::string_view value);

  size_t bytes_held() const;       // by what is in it now
  size_t max_value_bytes() const;  // of what is kept

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  static constexpr size_t kBlockBytes = 128;

  // The first block of a value. The largest result of an ordinary record fits in it: two findings.
  struct First {
    uint32_t more;    // the value's next block
    uint32_t behind;  // the next value in its queue
    uint32_t chain;   // the next value with the same hash
    uint32_t bytes;
    uint32_t of;
    uint8_t asked;  // how often since it was last looked at for eviction, at most 3
    char content[16];
    char value[kBlockBytes - 5 * 4 - 1 - 16];
  };
  struct More {
    uint32_t more;
    char value[kBlockBytes - 4];
  };
  union Block {
    First first;
    More more;
  };
  static_assert(sizeof(Block) == kBlockBytes);

  // Values in the order of their coming.
  struct Queue {
    uint32_t first = kNone;
    uint32_t last = kNone;
    size_t blocks = 0;
  };

  static size_t BytesFor(size_t blocks);
  static uint64_t Hash(const Name& name);
  static Name NameOf(const First& first);
  static size_t BlocksFor(size_t value_bytes);
  uint32_t Locate(uint64_t hash, const Name& name) const;
  void Allocate();
  // False: it was asked for, and is kept.
  bool Evict(bool asked_too);
  void Push(Queue& queue, uint32_t number);
  uint32_t Pop(Queue& queue);
  void Unchain(uint32_t number);
  void Free(uint32_t number);
  uint32_t TakeBlock();

  size_t capacity_ = 0;  // in blocks
  size_t buckets_mask_ = 0;
  size_t ghosts_mask_ = 0;
  std::unique_ptr<Block[]> blocks_;
  std::unique_ptr<uint32_t[]> buckets_;
  std::unique_ptr<uint32_t[]> ghosts_;  // hashes of those that left the short queue, the newest
  Queue short_;
  Queue long_;
  size_t touched_ = 0;  // blocks that were ever taken
  size_t free_ = 0;     // of those, and of the rest
  uint32_t first_free_ = kNone;
};

}  // namespace aegis::reuse
