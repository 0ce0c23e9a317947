// Entries that are added for now, over others that stay as they are: what a batch adds over its
// transaction, and what a transaction adds over what is committed. Nothing of it is asked of the
// system once it has grown to its usual size.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "src/base/arena.h"
#include "src/dedup/entries.h"

namespace aegis::dedup {

class Overlay final : public Entries {
 public:
  explicit Overlay(const Entries* below = nullptr) : below_(below) {}
  // Empties it, and lays it over others.
  void LayOver(const Entries* below);

  // The views of the entry must live until the next Clear. A member that is there already, above or
  // below, has the new value from here on.
  void Add(const Entry& entry);
  // The same, of a copy.
  void AddCopy(const Entry& entry);
  void Clear();
  // What was added, in that order.
  std::span<const Entry> added() const { return added_; }

  std::optional<std::string_view> Get(std::string_view group) const override;
  void Members(std::string_view group, size_t most, ArenaVector<Member>& found) const override;
  bool failed() const override { return below_ != nullptr && below_->failed(); }

 private:
  static constexpr uint32_t kNone = ~uint32_t{0};

  // The slot of a group: where its newest entry is, or an empty one.
  size_t SlotOf(std::string_view group) const;
  void Grow();

  const Entries* below_;
  Arena copies_{16 * 1024};
  std::vector<Entry> added_;
  std::vector<uint32_t> older_;  // of each: the one added before to the same group
  std::vector<uint32_t> slots_;  // newest of a group; a power of two, at most half full
  std::vector<uint32_t> used_;   // the slots that are taken
  // Of each group, what was added later comes before what was there, or is the same member.
  bool in_order_ = true;
};

}  // namespace aegis::dedup
