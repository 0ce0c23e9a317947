#include "connectors/rocksdb/front.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace aegis::rocks {
namespace {

constexpr uint64_t kOdd = 0x9e3779b97f4a7c15u;
constexpr size_t kShortPart = 10;  // one in so many entries stands in the short queue
constexpr uint8_t kMostAsked = 3;
// So many that were asked for are kept for one that is new; where all were, not all are looked at.
constexpr size_t kMostKept = 64;
// So many names that left are remembered for each entry: with twice as many, a hot set of which a
// twentieth of the lookups ask comes back before it is forgotten, and at 4 bytes each it costs
// little.
constexpr size_t kGhosts = 2;

}  // namespace

// --- Size ---

size_t Front::BytesFor(size_t capacity) {
  return capacity * (sizeof(Slot) + 2 * sizeof(uint32_t)) +
         std::bit_ceil(2 * capacity) * sizeof(Cell) +
         std::bit_ceil(kGhosts * capacity) * sizeof(uint32_t);
}

Front::Front(size_t bytes) {
  capacity_ = std::min<size_t>(bytes / sizeof(Slot), UINT32_MAX / 2);
  // The tables grow by powers of two, so that there is nothing to divide.
  while (capacity_ > 0 && BytesFor(capacity_) > bytes)
    capacity_ -= std::max<size_t>(1, capacity_ / 64);
  if (capacity_ < kShortPart) capacity_ = 0;
}

Front::~Front() = default;

void Front::Allocate() {
  cells_mask_ = std::bit_ceil(2 * capacity_) - 1;
  ghosts_mask_ = std::bit_ceil(kGhosts * capacity_) - 1;
  slots_ = std::make_unique_for_overwrite<Slot[]>(capacity_);
  cells_ = std::make_unique<Cell[]>(cells_mask_ + 1);
  ghosts_ = std::make_unique<uint32_t[]>(ghosts_mask_ + 1);
  short_.slots = std::make_unique_for_overwrite<uint32_t[]>(capacity_);
  long_.slots = std::make_unique_for_overwrite<uint32_t[]>(capacity_);
}

// --- The table ---

// A name is a keyed MAC already: half of it is as good as any hash of it.
uint64_t Front::Hash(uint32_t owner, const char* name) {
  uint64_t half;
  std::memcpy(&half, name, sizeof half);
  half = (half ^ owner * kOdd) * kOdd;
  return half ^ half >> 32;
}

uint32_t Front::SlotAt(uint64_t hash, uint32_t owner, const char* name, size_t* at) const {
  for (size_t i = hash & cells_mask_;; i = (i + 1) & cells_mask_) {
    const Cell cell = cells_[i];
    if (cell == 0) return kNowhere;
    if ((cell ^ hash) >> 32 != 0) continue;
    const auto number = static_cast<uint32_t>(cell) - 1;
    const Slot& slot = slots_[number];
    if (slot.owner == owner && std::memcmp(slot.name, name, kNameBytes) == 0) {
      *at = i;
      return number;
    }
  }
}

// The cells behind move up, so that no search ends early.
void Front::RemoveCell(size_t at) {
  size_t hole = at;
  for (size_t i = (at + 1) & cells_mask_; cells_[i] != 0; i = (i + 1) & cells_mask_) {
    const Slot& slot = slots_[static_cast<uint32_t>(cells_[i]) - 1];
    const size_t home = Hash(slot.owner, slot.name) & cells_mask_;
    if (((i - home) & cells_mask_) >= ((i - hole) & cells_mask_)) {
      cells_[hole] = cells_[i];
      hole = i;
    }
  }
  cells_[hole] = 0;
}

std::optional<std::string_view> Front::Find(uint32_t owner, std::string_view group) {
  size_t at = 0;
  const char* name = group.data() + 1;
  const uint32_t number =
      slots_ == nullptr ? kNowhere : SlotAt(Hash(owner, name), owner, name, &at);
  if (number == kNowhere) {
    Count(misses_);
    return std::nullopt;
  }
  Count(hits_);
  Slot& slot = slots_[number];
  if (slot.asked < kMostAsked) ++slot.asked;
  return std::string_view(slot.value, slot.value_bytes);
}

void Front::Put(uint32_t owner, std::string_view group, std::string_view value) {
  if (capacity_ == 0) return;
  if (slots_ == nullptr) Allocate();
  const char* name = group.data() + 1;
  const uint64_t hash = Hash(owner, name);
  size_t at = 0;
  uint32_t number = SlotAt(hash, owner, name, &at);
  if (number == kNowhere) {
    number = FreeSlot();
    Slot& slot = slots_[number];
    std::memcpy(slot.name, name, kNameBytes);
    slot.owner = owner;
    slot.asked = 0;
    slot.dead = false;
    for (at = hash & cells_mask_; cells_[at] != 0;) at = (at + 1) & cells_mask_;
    cells_[at] = MakeCell(hash, number);
    const bool came_back = ghosts_[hash & ghosts_mask_] == static_cast<uint32_t>(hash >> 32);
    Push(came_back ? long_ : short_, number);
  }
  Slot& slot = slots_[number];
  std::memcpy(slot.value, value.data(), value.size());
  slot.value_bytes = static_cast<uint8_t>(value.size());
}

void Front::Erase(uint32_t owner, std::string_view group) {
  if (slots_ == nullptr) return;
  const char* name = group.data() + 1;
  size_t at = 0;
  const uint32_t number = SlotAt(Hash(owner, name), owner, name, &at);
  if (number == kNowhere) return;
  RemoveCell(at);
  slots_[number].dead = true;
}

// --- Who stays ---

void Front::Push(Queue& queue, uint32_t slot) {
  size_t at = queue.first + queue.size++;
  if (at >= capacity_) at -= capacity_;
  queue.slots[at] = slot;
}

uint32_t Front::Pop(Queue& queue) {
  const uint32_t slot = queue.slots[queue.first];
  if (++queue.first == capacity_) queue.first = 0;
  --queue.size;
  return slot;
}

void Front::Forget(uint32_t number) {
  const Slot& slot = slots_[number];
  size_t at = 0;
  if (SlotAt(Hash(slot.owner, slot.name), slot.owner, slot.name, &at) == number) RemoveCell(at);
}

// Ends: every turn frees a slot, moves one from the short queue to the long one, or lowers a count.
uint32_t Front::FreeSlot() {
  if (used_ < capacity_) return static_cast<uint32_t>(used_++);
  for (size_t turns = 0;; ++turns) {
    const bool from_short = long_.size == 0 || short_.size > capacity_ / kShortPart;
    const uint32_t number = Pop(from_short ? short_ : long_);
    Slot& slot = slots_[number];
    if (slot.dead) return number;
    if (slot.asked > 0 && turns < kMostKept) {
      slot.asked = from_short ? 0 : static_cast<uint8_t>(slot.asked - 1);
      Push(long_, number);
      continue;
    }
    Forget(number);
    if (from_short) {
      const uint64_t hash = Hash(slot.owner, slot.name);
      ghosts_[hash & ghosts_mask_] = static_cast<uint32_t>(hash >> 32);
    }
    return number;
  }
}

}  // namespace aegis::rocks
