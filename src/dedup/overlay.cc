#include "src/dedup/overlay.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>

namespace aegis::dedup {
namespace {

constexpr size_t kFirstSlots = 64;

}  // namespace

void Overlay::LayOver(const Entries* below) {
  Clear();
  below_ = below;
}

void Overlay::Clear() {
  for (const uint32_t slot : used_) slots_[slot] = kNone;
  used_.clear();
  added_.clear();
  older_.clear();
  copies_.Reset();
  in_order_ = true;
}

size_t Overlay::SlotOf(std::string_view group) const {
  const size_t mask = slots_.size() - 1;
  size_t slot = XXH3_64bits(group.data(), group.size()) & mask;
  while (slots_[slot] != kNone && added_[slots_[slot]].group != group) slot = (slot + 1) & mask;
  return slot;
}

void Overlay::Grow() {
  std::vector<uint32_t> newest;
  for (const uint32_t slot : used_) newest.push_back(slots_[slot]);
  slots_.assign(std::max(kFirstSlots, 2 * slots_.size()), kNone);
  used_.clear();
  for (const uint32_t entry : newest) {
    const size_t slot = SlotOf(added_[entry].group);
    slots_[slot] = entry;
    used_.push_back(static_cast<uint32_t>(slot));
  }
}

void Overlay::Add(const Entry& entry) {
  if (2 * (used_.size() + 1) > slots_.size()) Grow();
  const size_t slot = SlotOf(entry.group);
  if (slots_[slot] == kNone) {
    used_.push_back(static_cast<uint32_t>(slot));
  } else {
    in_order_ = in_order_ && entry.member <= added_[slots_[slot]].member;
  }
  older_.push_back(slots_[slot]);
  slots_[slot] = static_cast<uint32_t>(added_.size());
  added_.push_back(entry);
}

void Overlay::AddCopy(const Entry& entry) {
  Add({copies_.Copy(entry.group), copies_.Copy(entry.member), copies_.Copy(entry.value)});
}

std::optional<std::string_view> Overlay::Get(std::string_view group) const {
  if (!used_.empty()) {
    const uint32_t newest = slots_[SlotOf(group)];
    if (newest != kNone) return added_[newest].value;
  }
  return below_ == nullptr ? std::nullopt : below_->Get(group);
}

void Overlay::Members(std::string_view group, size_t most, ArenaVector<Member>& found) const {
  const uint32_t newest = used_.empty() ? kNone : slots_[SlotOf(group)];
  if (newest == kNone) {
    if (below_ != nullptr) below_->Members(group, most, found);
    return;
  }
  // The newest first: of members with one name it is the one that counts.
  ArenaVector<Member> all(found.arena());
  size_t names = 0;
  for (uint32_t at = newest; at != kNone; at = older_[at]) {
    const bool is_new = all.empty() || all.back().member != added_[at].member;
    if (is_new && in_order_ && names++ == most) break;
    if (is_new || !in_order_) all.push_back({added_[at].member, added_[at].value});
  }
  if (below_ != nullptr) below_->Members(group, most, all);
  ArenaVector<uint32_t> order(found.arena());
  for (uint32_t i = 0; i < all.size(); ++i) order.push_back(i);
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    const int by_name = all[a].member.compare(all[b].member);
    return by_name != 0 ? by_name < 0 : a < b;
  });
  for (size_t i = 0; i < order.size(); ++i) {
    if (i > 0 && all[order[i]].member == all[order[i - 1]].member) continue;
    if (most-- == 0) return;
    found.push_back(all[order[i]]);
  }
}

}  // namespace aegis::dedup
