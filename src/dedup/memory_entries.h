// Entries in memory, for tests and for runs without a state on disk.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include "src/dedup/entries.h"

namespace aegis::dedup {

class MemoryEntries final : public Entries {
 public:
  std::optional<std::string_view> Get(std::string_view group) const override;
  void Members(std::string_view group, size_t most, ArenaVector<Member>& found) const override;
  bool failed() const override { return false; }

  // Replaces the value of a member that is there.
  void Add(const Entry& entry);
  // Removes nothing when it is not there.
  void Remove(std::string_view group, std::string_view member);
  size_t size() const { return size_; }
  // Views are valid until the next change. In no particular order of groups.
  void ForEach(const std::function<void(const Entry&)>& visit) const;

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view bytes) const { return std::hash<std::string_view>()(bytes); }
  };
  using Group = std::map<std::string, std::string, std::less<>>;
  std::unordered_map<std::string, Group, Hash, std::equal_to<>> groups_;
  size_t size_ = 0;
};

}  // namespace aegis::dedup
