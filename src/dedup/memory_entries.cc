#include "src/dedup/memory_entries.h"

namespace aegis::dedup {

std::optional<std::string_view> MemoryEntries::Get(std::string_view group) const {
  const auto at = groups_.find(group);
  if (at == groups_.end()) return std::nullopt;
  return at->second.begin()->second;
}

void MemoryEntries::Members(std::string_view group, size_t most, ArenaVector<Member>& found) const {
  const auto at = groups_.find(group);
  if (at == groups_.end()) return;
  // std::string compares bytes as unsigned, which is the order asked for.
  for (const auto& [member, value] : at->second) {
    if (most-- == 0) return;
    found.push_back({found.arena().Copy(member), found.arena().Copy(value)});
  }
}

void MemoryEntries::Add(const Entry& entry) {
  auto group = groups_.find(entry.group);
  if (group == groups_.end()) group = groups_.try_emplace(std::string(entry.group)).first;
  const auto [member, added] =
      group->second.insert_or_assign(std::string(entry.member), std::string(entry.value));
  if (added) ++size_;
}

void MemoryEntries::Remove(std::string_view group, std::string_view member) {
  const auto at = groups_.find(group);
  if (at == groups_.end()) return;
  const auto found = at->second.find(member);
  if (found == at->second.end()) return;
  at->second.erase(found);
  --size_;
  if (at->second.empty()) groups_.erase(at);
}

void MemoryEntries::ForEach(const std::function<void(const Entry&)>& visit) const {
  for (const auto& [group, members] : groups_) {
    for (const auto& [member, value] : members) visit({group, member, value});
  }
}

}  // namespace aegis::dedup
