// Memory and disk stay inside their bounds, and what is past leaves.
#include <gtest/gtest.h>

#include <thread>

#include "connectors/rocksdb/store.h"
#include "tests/unit/connectors/rocksdb/folder.h"
#include "tests/unit/connectors/rocksdb/stores.h"

namespace aegis::testing_stores {
namespace {

using namespace std::chrono_literals;

constexpr int64_t kWindow = 100'000;
constexpr io::StateForm kForm{1, kWindow};

bool Eventually(const std::function<bool()>& holds) {
  const auto deadline = std::chrono::steady_clock::now() + 60s;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(5ms);
  }
  return true;
}

TEST(Bounds, MemoryDoesNotGrowWithPartitions) {
  const TemporaryFolder folder;
  constexpr size_t kMemory = size_t{8} << 20;
  constexpr size_t kMemtables = size_t{2} << 20;
  auto disk = std::move(*rocks::Disk::Open({.dir = folder.path(),
                                            .memory_bytes = kMemory,
                                            .memtable_bytes = kMemtables,
                                            .file_bytes = uint64_t{256} << 10}));
  const auto store = rocks::NewStore(disk, size_t{256} << 10);
  std::vector<std::unique_ptr<io::State>> states;
  for (int32_t partition = 0; partition < 40; ++partition) {
    states.push_back(std::move(*store->Open({"in", partition}, "s", kForm)));
  }
  uint64_t number = 0;
  Arena arena;
  for (int64_t apply = 1; apply <= 30; ++apply) {
    for (auto& state : states) {
      // One partition is busy, and the others hardly.
      std::vector<Change> changes;
      for (int i = 0; i < (state == states[7] ? 2000 : 40); ++i) {
        changes.push_back(Exact(++number, apply));
        changes.push_back(Band('a', std::to_string(number % 9), std::to_string(number), apply));
      }
      ASSERT_TRUE(Apply(*state, changes, ProgressAt(apply, apply)).has_value());
      for (int i = 0; i < 20; ++i) state->Get(ExactGroup(number * static_cast<uint64_t>(i) / 20));
      ArenaVector<dedup::Member> members(arena);
      state->Members(Band('a', "1", "", 0).group, SIZE_MAX, members);
      arena.Reset();
      const rocks::DiskUsage usage = disk->Usage();
      // What is being flushed, one block of each cache shard, and the Apply itself come on top.
      ASSERT_LE(usage.memtable_bytes, kMemtables + kMemtables / 2);
      ASSERT_LE(usage.memory_bytes, kMemory + kMemory / 4);
    }
  }
  EXPECT_EQ(disk->Usage().states, 40u);
  EXPECT_GT(disk->Usage().bytes_on_disk, uint64_t{1} << 20);
}

TEST(Bounds, WhatIsPastLeavesTheDisk) {
  const TemporaryFolder folder;
  auto disk = std::move(*rocks::Disk::Open({.dir = folder.path(),
                                            .memory_bytes = size_t{8} << 20,
                                            .memtable_bytes = size_t{1} << 20,
                                            .file_bytes = uint64_t{256} << 10}));
  auto state = std::move(*rocks::NewStore(disk, 0)->Open({"in", 0}, "s", kForm));
  constexpr uint64_t kEntries = 60'000;
  for (uint64_t number = 0; number < kEntries;) {
    std::vector<Change> changes;
    for (int i = 0; i < 1000; ++i, ++number) {
      const auto time = static_cast<int64_t>(number);
      changes.push_back(Exact(number, time));
      changes.push_back(Band('a', std::to_string(number % 97), std::to_string(number), time));
    }
    ASSERT_TRUE(Apply(*state, changes, ProgressAt(1, static_cast<int64_t>(number))).has_value());
  }
  ASSERT_TRUE(Eventually([&] { return state->Size().bytes_on_disk > 3'000'000; }));
  EXPECT_EQ(state->Size().primary_entries, kEntries);

  // A quiet day, and one record.
  int64_t now = static_cast<int64_t>(kEntries) + 2 * kWindow;
  Arena arena;
  for (size_t taken = 0;;) {
    arena.Reset();
    ArenaVector<std::string_view> past(arena);
    state->Past(now - kWindow, 1000, past);
    std::vector<Change> changes;
    for (const std::string_view group : past) changes.push_back(Gone(std::string(group)));
    ASSERT_TRUE(Apply(*state, changes, ProgressAt(2, now)).has_value());
    taken += past.size();
    if (!past.empty()) continue;
    EXPECT_EQ(taken, kEntries);
    break;
  }
  EXPECT_EQ(state->Size().primary_entries, 0u);
  // Half a window later at the latest, without anything else being written.
  ASSERT_TRUE(Apply(*state, {}, ProgressAt(3, now + kWindow)).has_value());
  EXPECT_TRUE(Eventually([&] { return state->Size().bytes_on_disk < 50'000; }))
      << state->Size().bytes_on_disk;
  ArenaVector<dedup::Member> members(arena);
  state->Members(Band('a', "1", "", 0).group, SIZE_MAX, members);
  EXPECT_TRUE(members.empty());
  EXPECT_EQ(disk->Usage().compaction_debt_bytes, 0u);
}

// After a restore there are lists of any number of entries that are gone: a transaction waits for
// this.
TEST(Bounds, ListsOfWhatIsGoneAreNotAllReadInOneGo) {
  const TemporaryFolder folder;
  auto disk = std::move(*rocks::Disk::Open({.dir = folder.path()}));
  auto state = std::move(*rocks::NewStore(disk, 0)->Open({"in", 0}, "s", kForm));
  constexpr uint64_t kEntries = 60'000;
  std::vector<Change> changes;
  for (uint64_t number = 0; number < kEntries; ++number) changes.push_back(Exact(number, 10));
  ASSERT_TRUE(Apply(*state, changes, ProgressAt(1, 10)).has_value());
  changes.clear();
  for (uint64_t number = 0; number < kEntries; ++number)
    changes.push_back(Gone(ExactGroup(number)));
  ASSERT_TRUE(Apply(*state, changes, ProgressAt(2, 10 + 2 * kWindow)).has_value());
  Arena arena;
  ArenaVector<std::string_view> past(arena);
  size_t calls = 0;
  for (; state->Size().primary_entries > 0 && calls < 100; ++calls) {
    state->Past(10 + kWindow, 100, past);
    ASSERT_TRUE(Apply(*state, {}, ProgressAt(3, 10 + 2 * kWindow)).has_value());
  }
  EXPECT_TRUE(past.empty());
  EXPECT_GT(calls, 4u);
  EXPECT_LT(calls, 20u);
}

// A list of what was ahead is read once all of it is past, whatever order it came in.
TEST(Bounds, WhatWasAheadIsPastTogether) {
  const TemporaryFolder folder;
  auto disk = std::move(*rocks::Disk::Open({.dir = folder.path()}));
  auto state = std::move(*rocks::NewStore(disk, 0)->Open({"in", 0}, "s", kForm));
  std::vector<Change> changes;
  for (const int64_t time : {7'230'000, 7'200'000, 7'250'000, 7'210'000}) {
    std::string value = Stamped(10, std::string(dedup::kOccurrenceBytes, '\0'));
    dedup::PutOccurrence({7, 1, time}, value.data() + dedup::kWrittenAtBytes);
    changes.push_back({ExactGroup(static_cast<uint64_t>(time)), "", value});
  }
  ASSERT_TRUE(Apply(*state, changes, ProgressAt(1, 10)).has_value());
  Arena arena;
  ArenaVector<std::string_view> past(arena);
  state->Past(7'250'000, 100, past);
  EXPECT_TRUE(past.empty());
  state->Past(7'250'001, 100, past);
  ASSERT_EQ(past.size(), 4u);
  EXPECT_EQ(past[0], ExactGroup(7'200'000)) << "the oldest first";
  EXPECT_EQ(past[3], ExactGroup(7'250'000));
}

// Only what follows from primary entries, and only by the time that was applied.
TEST(Bounds, TheFilterDropsWhatNoLookupCanReturn) {
  const TemporaryFolder folder;
  auto disk = std::move(*rocks::Disk::Open({.dir = folder.path()}));
  auto state = std::move(*rocks::NewStore(disk, 0)->Open({"in", 0}, "s", kForm));
  ASSERT_TRUE(Apply(*state,
                    {Exact(1, 10), Band('a', "h", "old", 10), Band('a', "h", "young", kWindow),
                     Exact(2, 3 * kWindow), Band('a', "h", "ahead", 3 * kWindow)},
                    ProgressAt(1, 10))
                  .has_value());
  ASSERT_TRUE(Apply(*state, {}, ProgressAt(2, kWindow + 11)).has_value());
  Arena arena;
  const auto members = [&] {
    state->Get(ExactGroup(1));
    ArenaVector<dedup::Member> found(arena);
    // An iterator keeps what it has seen until the next Apply.
    EXPECT_TRUE(Apply(*state, {}, ProgressAt(2, kWindow + 11)).has_value());
    state->Members(Band('a', "h", "", 0).group, SIZE_MAX, found);
    std::vector<std::string> names;
    for (const dedup::Member& member : found) names.emplace_back(member.member);
    return names;
  };
  EXPECT_TRUE(Eventually([&] {
    return members() == std::vector<std::string>{"ahead...", "young..."};
  }));
  EXPECT_TRUE(state->Get(ExactGroup(1)).has_value());
  EXPECT_TRUE(state->Get(ExactGroup(2)).has_value());
}

TEST(Bounds, TheMemoryInFrontAnswersRepeatsAndIsNeverStale) {
  const TemporaryFolder folder;
  auto disk = std::move(*rocks::Disk::Open({.dir = folder.path()}));
  const auto store = rocks::NewStore(disk, size_t{64} << 10);
  auto state = std::move(*store->Open({"in", 0}, "s", kForm));
  ASSERT_TRUE(Apply(*state, {Exact(1, 10, 5)}, ProgressAt(1, 10)).has_value());
  EXPECT_TRUE(state->Get(ExactGroup(1)).has_value());
  EXPECT_EQ(store->front().hits, 1u) << "without a look at the disk";
  ASSERT_TRUE(Apply(*state, {Exact(1, 11, 6)}, ProgressAt(2, 11)).has_value());
  EXPECT_EQ(*state->Get(ExactGroup(1)), ExactValue(11, 6));
  ASSERT_TRUE(Apply(*state, {Gone(ExactGroup(1))}, ProgressAt(3, 12)).has_value());
  EXPECT_FALSE(state->Get(ExactGroup(1)).has_value());
  ASSERT_TRUE(Apply(*state, {Exact(1, 13, 7)}, ProgressAt(4, 13)).has_value());
  ASSERT_TRUE(state->Wipe().has_value());
  EXPECT_FALSE(state->Get(ExactGroup(1)).has_value());
  // Longer than the front takes: not there, rather than as it was.
  ASSERT_TRUE(Apply(*state, {Exact(1, 14, 8)}, ProgressAt(1, 14)).has_value());
  const std::string value = Stamped(15, std::string(100, 'x'));
  ASSERT_TRUE(Apply(*state, {Change{ExactGroup(1), "", value}}, ProgressAt(2, 15)).has_value());
  EXPECT_EQ(*state->Get(ExactGroup(1)), value);
}

}  // namespace
}  // namespace aegis::testing_stores
