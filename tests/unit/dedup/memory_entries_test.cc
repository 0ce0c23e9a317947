#include "src/dedup/memory_entries.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace aegis::dedup {
namespace {

std::vector<std::string> MembersOf(const Entries& entries, std::string_view group,
                                   size_t most = SIZE_MAX) {
  Arena arena;
  ArenaVector<Member> found(arena);
  entries.Members(group, most, found);
  std::vector<std::string> texts;
  for (const Member& member : found) {
    texts.push_back(std::string(member.member) + "=" + std::string(member.value));
  }
  return texts;
}

TEST(MemoryEntries, MembersAreInTheOrderOfTheirBytes) {
  MemoryEntries entries;
  for (const std::string_view member : {"b", "\xff", "a", "aa", "", "\x7f"}) {
    entries.Add({"group", member, "1"});
  }
  entries.Add({"other", "", "2"});
  EXPECT_EQ(entries.size(), 7U);
  EXPECT_EQ(MembersOf(entries, "group"),
            (std::vector<std::string>{"=1", "a=1", "aa=1", "b=1", "\x7f=1", "\xff=1"}));
  EXPECT_EQ(MembersOf(entries, "group", 2), (std::vector<std::string>{"=1", "a=1"}));
  EXPECT_EQ(MembersOf(entries, "group", 0), std::vector<std::string>());
  EXPECT_EQ(MembersOf(entries, "none"), std::vector<std::string>());
  EXPECT_FALSE(entries.failed());
}

TEST(MemoryEntries, AddReplacesAndRemoveRemoves) {
  MemoryEntries entries;
  EXPECT_EQ(entries.Get("g"), std::nullopt);
  entries.Add({"g", "", "1"});
  entries.Add({"g", "", "2"});
  EXPECT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries.Get("g"), "2");
  entries.Remove("g", "x");
  entries.Remove("h", "");
  EXPECT_EQ(entries.size(), 1U);
  entries.Remove("g", "");
  EXPECT_EQ(entries.size(), 0U);
  EXPECT_EQ(entries.Get("g"), std::nullopt);
}

TEST(MemoryEntries, VisitsAll) {
  MemoryEntries entries;
  entries.Add({"g", "1", "a"});
  entries.Add({"g", "2", "b"});
  entries.Add({std::string_view("h\0", 2), "", "c"});
  size_t bytes = 0;
  entries.ForEach([&](const Entry& entry) {
    bytes += entry.group.size() + entry.member.size() + entry.value.size();
  });
  EXPECT_EQ(bytes, 3U + 3U + 3U);
}

}  // namespace
}  // namespace aegis::dedup
