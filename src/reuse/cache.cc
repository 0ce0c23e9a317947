#include "src/reuse/cache.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace aegis::reuse {
namespace {

constexpr uint64_t kOdd = 0x9e3779b97f4a7c15u;
constexpr size_t kShortPart = 10;  // one in so many blocks is for values that are new
constexpr uint8_t kMostAsked = 3;
// So many in a row are kept that were asked for; where all were, not all are looked at.
constexpr size_t kMostKept = 64;
// What takes more than one in so many blocks is not kept: it would have to be asked for as often as
// all that it throws out.
constexpr size_t kMostParts = 64;

}  // namespace

// --- Size ---

size_t Cache::BytesFor(size_t blocks) {
  return blocks * sizeof(Block) + 2 * std::bit_ceil(blocks) * sizeof(uint32_t);
}

Cache::Cache(size_t bytes) {
  capacity_ = std::min<size_t>(bytes / sizeof(Block), kNone);
  // The tables grow by powers of two, so that there is nothing to divide.
  while (capacity_ > 0 && BytesFor(capacity_) > bytes)
    capacity_ -= std::max<size_t>(1, capacity_ / 64);
  if (capacity_ < kMostParts) capacity_ = 0;
  free_ = capacity_;
}

Cache::~Cache() = default;

void Cache::Allocate() {
  buckets_mask_ = std::bit_ceil(capacity_) - 1;
  ghosts_mask_ = buckets_mask_;
  blocks_ = std::make_unique_for_overwrite<Block[]>(capacity_);
  buckets_ = std::make_unique_for_overwrite<uint32_t[]>(buckets_mask_ + 1);
  std::fill_n(buckets_.get(), buckets_mask_ + 1, kNone);
  ghosts_ = std::make_unique<uint32_t[]>(ghosts_mask_ + 1);
}

size_t Cache::BlocksFor(size_t value_bytes) {
  if (value_bytes <= sizeof(First::value)) return 1;
  const size_t rest = value_bytes - sizeof(First::value);
  return 1 + (rest + sizeof(More::value) - 1) / sizeof(More::value);
}

size_t Cache::bytes_held() const { return (capacity_ - free_) * sizeof(Block); }

size_t Cache::max_value_bytes() const {
  const size_t blocks = capacity_ / kMostParts;
  return blocks == 0 ? 0 : sizeof(First::value) + (blocks - 1) * sizeof(More::value);
}

// --- The table ---

// The content's MAC is as good as any hash of it.
uint64_t Cache::Hash(const Name& name) {
  uint64_t half;
  std::memcpy(&half, name.content.bytes.data(), sizeof half);
  half = (half ^ name.of * kOdd) * kOdd;
  return half ^ half >> 32;
}

Name Cache::NameOf(const First& first) {
  Name name;
  std::memcpy(name.content.bytes.data(), first.content, sizeof first.content);
  name.of = first.of;
  return name;
}

uint32_t Cache::Locate(uint64_t hash, const Name& name) const {
  uint32_t number = buckets_[hash & buckets_mask_];
  while (number != kNone) {
    const First& first = blocks_[number].first;
    if (first.of == name.of &&
        std::memcmp(first.content, name.content.bytes.data(), sizeof first.content) == 0) {
      break;
    }
    number = first.chain;
  }
  return number;
}

void Cache::Unchain(uint32_t number) {
  const First& gone = blocks_[number].first;
  uint32_t* link = &buckets_[Hash(NameOf(gone)) & buckets_mask_];
  while (*link != number) link = &blocks_[*link].first.chain;
  *link = gone.chain;
}

std::optional<std::string_view> Cache::Find(const Name& name, Arena& arena) {
  if (blocks_ == nullptr) return std::nullopt;
  const uint32_t number = Locate(Hash(name), name);
  if (number == kNone) return std::nullopt;
  First& first = blocks_[number].first;
  if (first.asked < kMostAsked) ++first.asked;
  if (first.more == kNone) return std::string_view(first.value, first.bytes);

  char* const whole = arena.NewBytes(first.bytes);
  char* to = std::copy_n(first.value, sizeof first.value, whole);
  size_t rest = first.bytes - sizeof first.value;
  for (uint32_t at = first.more; at != kNone; at = blocks_[at].more.more) {
    const size_t size = std::min(rest, sizeof(More::value));
    to = std::copy_n(blocks_[at].more.value, size, to);
    rest -= size;
  }
  return std::string_view(whole, first.bytes);
}

bool Cache::Put(const Name& name, std::string_view value) {
  if (capacity_ == 0 || value.size() > max_value_bytes()) return false;
  if (blocks_ == nullptr) Allocate();
  const uint64_t hash = Hash(name);
  if (Locate(hash, name) != kNone) return true;  // the same content has the same result
  size_t kept = 0;                               // in a row
  while (free_ < BlocksFor(value.size())) kept = Evict(kept >= kMostKept) ? 0 : kept + 1;

  const uint32_t number = TakeBlock();
  First& first = blocks_[number].first;
  first.bytes = static_cast<uint32_t>(value.size());
  first.of = name.of;
  first.asked = 0;
  std::memcpy(first.content, name.content.bytes.data(), sizeof first.content);
  const size_t here = std::min(value.size(), sizeof first.value);
  value.copy(first.value, here);
  value.remove_prefix(here);
  uint32_t* link = &first.more;
  while (!value.empty()) {
    *link = TakeBlock();
    More& more = blocks_[*link].more;
    const size_t size = std::min(value.size(), sizeof more.value);
    value.copy(more.value, size);
    value.remove_prefix(size);
    link = &more.more;
  }
  *link = kNone;

  uint32_t& bucket = buckets_[hash & buckets_mask_];
  first.chain = bucket;
  bucket = number;
  const bool came_back = ghosts_[hash & ghosts_mask_] == static_cast<uint32_t>(hash >> 32);
  Push(came_back ? long_ : short_, number);
  return true;
}

// --- Blocks ---

uint32_t Cache::TakeBlock() {
  --free_;
  if (first_free_ == kNone) return static_cast<uint32_t>(touched_++);
  const uint32_t number = first_free_;
  first_free_ = blocks_[number].more.more;
  return number;
}

void Cache::Free(uint32_t number) {
  uint32_t next = blocks_[number].first.more;
  for (;;) {
    blocks_[number].more.more = first_free_;
    first_free_ = number;
    ++free_;
    if (next == kNone) return;
    number = next;
    next = blocks_[number].more.more;
  }
}

// --- Who stays ---

void Cache::Push(Queue& queue, uint32_t number) {
  First& first = blocks_[number].first;
  first.behind = kNone;
  (queue.last == kNone ? queue.first : blocks_[queue.last].first.behind) = number;
  queue.last = number;
  queue.blocks += BlocksFor(first.bytes);
}

uint32_t Cache::Pop(Queue& queue) {
  const uint32_t number = queue.first;
  const First& first = blocks_[number].first;
  queue.first = first.behind;
  if (queue.first == kNone) queue.last = kNone;
  queue.blocks -= BlocksFor(first.bytes);
  return number;
}

// What is called until enough is free ends: every turn frees a value, moves one from the short
// queue to the long one, or lowers a count.
bool Cache::Evict(bool asked_too) {
  const bool from_short = long_.first == kNone || short_.blocks > capacity_ / kShortPart;
  const uint32_t number = Pop(from_short ? short_ : long_);
  First& first = blocks_[number].first;
  if (first.asked > 0 && !asked_too) {
    first.asked = from_short ? 0 : static_cast<uint8_t>(first.asked - 1);
    Push(long_, number);
    return false;
  }
  if (from_short) {
    const uint64_t hash = Hash(NameOf(first));
    ghosts_[hash & ghosts_mask_] = static_cast<uint32_t>(hash >> 32);
  }
  Unchain(number);
  Free(number);
  return true;
}

}  // namespace aegis::reuse
