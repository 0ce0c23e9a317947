#include "src/dedup/overlay.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "src/dedup/memory_entries.h"

namespace aegis::dedup {
namespace {

using Found = std::vector<std::pair<std::string, std::string>>;

Found MembersOf(const Entries& entries, std::string_view group, size_t most = SIZE_MAX) {
  Arena arena;
  ArenaVector<Member> members(arena);
  entries.Members(group, most, members);
  Found found;
  for (const Member& member : members) found.emplace_back(member.member, member.value);
  return found;
}

TEST(Overlay, WhatIsAddedHidesWhatIsBelow) {
  MemoryEntries below;
  below.Add({"E1", "", "below"});
  below.Add({"B", "1", "below"});
  below.Add({"B", "3", "below"});
  Overlay overlay(&below);
  EXPECT_EQ(overlay.Get("E1"), "below");
  EXPECT_EQ(overlay.Get("E2"), std::nullopt);
  overlay.Add({"E1", "", "above"});
  overlay.Add({"E2", "", "above"});
  overlay.Add({"B", "2", "above"});
  overlay.Add({"B", "3", "above"});
  EXPECT_EQ(overlay.Get("E1"), "above");
  EXPECT_EQ(overlay.Get("E2"), "above");
  EXPECT_EQ(MembersOf(overlay, "B"), (Found{{"1", "below"}, {"2", "above"}, {"3", "above"}}));
  EXPECT_EQ(MembersOf(overlay, "B", 2), (Found{{"1", "below"}, {"2", "above"}}));
  EXPECT_EQ(MembersOf(overlay, "B", 0), Found());
  overlay.Clear();
  EXPECT_EQ(overlay.Get("E1"), "below");
  EXPECT_EQ(MembersOf(overlay, "B", 1), (Found{{"1", "below"}}));
  EXPECT_TRUE(overlay.added().empty());
}

TEST(Overlay, CopiesOutliveWhatTheyWereMadeOf) {
  Overlay overlay;
  {
    const std::string group(40, 'g'), member(40, 'm'), value(40, 'v');
    overlay.AddCopy({group, member, value});
  }
  EXPECT_EQ(overlay.Get(std::string(40, 'g')), std::string(40, 'v'));
}

// Against maps: in the order in which a worker adds (each later one in front), and in any.
TEST(Overlay, IsWhatBothTogetherWouldBe) {
  constexpr uint32_t kSeed = 20;
  SCOPED_TRACE(kSeed);
  std::mt19937 draw(kSeed);
  for (int round = 0; round < 400; ++round) {
    const bool in_order = round % 2 == 0;
    MemoryEntries below;
    std::map<std::string, std::map<std::string, std::string>> both;
    std::vector<std::string> texts;  // what is added stays where it is
    texts.reserve(1000);
    const auto kept = [&](std::string text) { return std::string_view(texts.emplace_back(text)); };
    const auto name = [](uint32_t number) { return std::to_string(1000 + number); };
    for (int i = 0; i < 30; ++i) {
      const std::string group(1, static_cast<char>('a' + draw() % 3)), member = name(draw() % 300);
      below.Add({group, member, "below"});
      both[group][member] = "below";
    }
    Overlay overlay(&below);
    uint32_t last = 200;
    for (uint32_t i = 0; i < draw() % 120; ++i) {
      if (in_order) {
        last -= draw() % 2;  // also the same member again, with another value
      } else {
        last = draw() % 300;
      }
      const std::string group(1, static_cast<char>('a' + draw() % 3));
      const std::string value = std::to_string(i);
      overlay.Add({kept(group), kept(name(last)), kept(value)});
      both[group][name(last)] = value;
    }
    for (const char* group : {"a", "b", "c", "d"}) {
      for (const size_t most : {size_t{0}, size_t{1}, size_t{5}, size_t{40}, SIZE_MAX}) {
        Found expected(both[group].begin(), both[group].end());
        expected.resize(std::min(expected.size(), most));
        ASSERT_EQ(MembersOf(overlay, group, most), expected)
            << round << ' ' << group << ' ' << most;
      }
    }
  }
}

}  // namespace
}  // namespace aegis::dedup
