// What a worker remembers of its states' exact entries, so that a repeat costs no disk: a table of
// fixed size, for all states of the worker together. Found or not is never wrong, since whoever
// writes a state writes here as well; what is not here is asked of the disk.
//
// S3-FIFO: what is new stands in a short queue; who is not asked for there leaves soon, so that a
// flood of unique keys does not wash out those that repeat. A name that comes back shortly after it
// left goes to the long queue at once.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "src/dedup/entries.h"

namespace aegis::rocks {

struct FrontCounts {
  uint64_t hits = 0;
  uint64_t misses = 0;
};

class Front {
 public:
  // Takes no more memory than that, and none before the first Put.
  explicit Front(size_t bytes);
  ~Front();
  Front(const Front&) = delete;
  Front& operator=(const Front&) = delete;

  // Entries of different owners never meet. A number is never given twice: what a gone owner left
  // behind ages out.
  uint32_t NewOwner() { return ++last_owner_; }

  // Which groups are kept, and of which values.
  static bool Holds(std::string_view group) {
    return group.size() == kGroupBytes && group[0] == static_cast<char>(dedup::Kind::kExact);
  }
  static bool Holds(std::string_view group, std::string_view value) {
    return Holds(group) && value.size() <= kValueBytes;
  }
  // Of a group that it holds. Valid until the next Put.
  std::optional<std::string_view> Find(uint32_t owner, std::string_view group);
  void Put(uint32_t owner, std::string_view group, std::string_view value);
  void Erase(uint32_t owner, std::string_view group);

  // From any thread.
  FrontCounts counts() const {
    return {hits_.load(std::memory_order_relaxed), misses_.load(std::memory_order_relaxed)};
  }
  size_t capacity() const { return capacity_; }  // in entries

 private:
  static constexpr size_t kGroupBytes = dedup::GroupBytes('E');
  static constexpr size_t kNameBytes = kGroupBytes - 1;
  static constexpr size_t kValueBytes = dedup::kWrittenAtBytes + dedup::kOccurrenceBytes;
  static constexpr uint32_t kNowhere = UINT32_MAX;

  struct Slot {
    char name[kNameBytes];
    uint32_t owner;
    char value[kValueBytes];
    uint8_t value_bytes;
    uint8_t asked;  // how often since it was last looked at for eviction, at most 3
    bool dead;      // erased; its place in the queue is still to come
  };
  // Where a name's slot is, and bits of its hash, so that others' slots need not be read. 0: free.
  using Cell = uint64_t;
  // Slots in the order of their coming.
  struct Queue {
    std::unique_ptr<uint32_t[]> slots;
    size_t first = 0;
    size_t size = 0;
  };

  static size_t BytesFor(size_t capacity);
  static uint64_t Hash(uint32_t owner, const char* name);
  static Cell MakeCell(uint64_t hash, uint32_t slot) {
    return (hash & 0xffffffff00000000u) | (slot + 1);
  }
  uint32_t SlotAt(uint64_t hash, uint32_t owner, const char* name, size_t* at) const;
  void RemoveCell(size_t at);
  void Push(Queue& queue, uint32_t slot);
  uint32_t Pop(Queue& queue);
  uint32_t FreeSlot();
  void Forget(uint32_t slot);
  void Allocate();
  static void Count(std::atomic<uint64_t>& counter) {
    // One thread writes.
    counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  }

  size_t capacity_ = 0;
  size_t cells_mask_ = 0;
  size_t ghosts_mask_ = 0;
  std::unique_ptr<Slot[]> slots_;
  std::unique_ptr<Cell[]> cells_;
  std::unique_ptr<uint32_t[]> ghosts_;  // hashes of those that left the short queue, the newest
  Queue short_;
  Queue long_;
  size_t used_ = 0;  // slots that were ever taken
  uint32_t last_owner_ = 0;
  std::atomic<uint64_t> hits_{0};
  std::atomic<uint64_t> misses_{0};
};

}  // namespace aegis::rocks
