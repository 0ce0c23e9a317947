// What io::State and io::Store promise, of both stores.
#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "connectors/memory/store.h"
#include "connectors/rocksdb/store.h"
#include "tests/unit/connectors/rocksdb/folder.h"
#include "tests/unit/connectors/rocksdb/stores.h"

namespace aegis::testing_stores {
namespace {

constexpr int64_t kWindow = 1000;
const io::TopicPartition kInput{"orders.raw", 3};

// What outlives a process.
class Disk {
 public:
  virtual ~Disk() = default;
  virtual std::unique_ptr<io::Store> NewStore() = 0;
};

class MemoryDisk final : public Disk {
 public:
  std::unique_ptr<io::Store> NewStore() override { return memory::NewStore(disk_); }

 private:
  std::shared_ptr<memory::StateDisk> disk_ = std::make_shared<memory::StateDisk>();
};

class RealDisk final : public Disk {
 public:
  std::unique_ptr<io::Store> NewStore() override {
    auto disk = rocks::Disk::Open({.dir = folder_.path()});
    EXPECT_TRUE(disk.has_value());
    return rocks::NewStore(std::move(*disk), size_t{1} << 20);
  }

 private:
  TemporaryFolder folder_;
};

struct Kind {
  const char* name;
  std::function<std::unique_ptr<Disk>()> make;
};

class StoreContract : public testing::TestWithParam<Kind> {
 protected:
  StoreContract() : disk_(GetParam().make()) { Open(); }

  void Open(uint64_t fingerprint = 1, int64_t window = kWindow) {
    state_.reset();
    store_.reset();
    store_ = disk_->NewStore();
    auto state = store_->Open(kInput, "seen", {fingerprint, window});
    ASSERT_TRUE(state.has_value()) << state.error().message;
    state_ = std::move(*state);
  }
  std::optional<std::string> Get(const std::string& group) {
    const auto value = state_->Get(group);
    return value ? std::optional<std::string>(*value) : std::nullopt;
  }
  std::vector<std::pair<std::string, std::string>> Members(const std::string& group) {
    arena_.Reset();
    ArenaVector<dedup::Member> found(arena_);
    state_->Members(group, SIZE_MAX, found);
    std::vector<std::pair<std::string, std::string>> members;
    for (const dedup::Member& member : found) members.emplace_back(member.member, member.value);
    return members;
  }
  std::vector<std::string> Past(int64_t before_ms, size_t most = 1000) {
    arena_.Reset();
    ArenaVector<std::string_view> groups(arena_);
    state_->Past(before_ms, most, groups);
    return {groups.begin(), groups.end()};
  }
  void Write(std::initializer_list<Change> changes, int64_t stream_time_ms) {
    const Status written = Apply(*state_, changes, ProgressAt(++input_next_, stream_time_ms));
    ASSERT_TRUE(written.has_value()) << written.error().message;
  }

  std::unique_ptr<Disk> disk_;
  std::unique_ptr<io::Store> store_;
  std::unique_ptr<io::State> state_;
  Arena arena_;
  int64_t input_next_ = 0;
};

TEST_P(StoreContract, ANewStateIsEmptyAndHasNoProgress) {
  EXPECT_EQ(state_->progress(), std::nullopt);
  EXPECT_EQ(Get(ExactGroup(1)), std::nullopt);
  EXPECT_TRUE(Members(Band('a', "h", "1", 5).group).empty());
  EXPECT_TRUE(Past(1'000'000).empty());
  EXPECT_FALSE(state_->failed());
}

TEST_P(StoreContract, WhatIsAppliedIsFoundAndStays) {
  Write({Exact(1, 10, 100), Exact(2, 11, 101)}, 11);
  for (int run = 0; run < 2; ++run) {
    EXPECT_EQ(Get(ExactGroup(1)), ExactValue(10, 100));
    EXPECT_EQ(Get(ExactGroup(2)), ExactValue(11, 101));
    EXPECT_EQ(Get(ExactGroup(3)), std::nullopt);
    EXPECT_EQ(state_->progress(), ProgressAt(1, 11));
    Open();
  }
}

TEST_P(StoreContract, AllOfTheProgressIsKept) {
  io::StateProgress progress = ProgressAt(77, 500);
  progress.time.ahead = 3;
  progress.time.least_ahead_ms = 4'000'000'000'000;
  ASSERT_TRUE(Apply(*state_, {}, progress).has_value());
  Open();
  EXPECT_EQ(state_->progress(), progress);
  progress = {};  // no record had a timestamp yet
  progress.input_next = 78;
  ASSERT_TRUE(Apply(*state_, {}, progress).has_value());
  Open();
  EXPECT_EQ(state_->progress(), progress);
}

TEST_P(StoreContract, ChangesOfOneApplyAreMadeInOrder) {
  Write({Exact(1, 10, 1), Gone(ExactGroup(1)), Exact(2, 10, 1), Exact(2, 10, 2),
         Gone(ExactGroup(3)), Exact(3, 10, 3)},
        10);
  EXPECT_EQ(Get(ExactGroup(1)), std::nullopt);
  EXPECT_EQ(Get(ExactGroup(2)), ExactValue(10, 2));
  EXPECT_EQ(Get(ExactGroup(3)), ExactValue(10, 3));
  Open();
  EXPECT_EQ(Get(ExactGroup(1)), std::nullopt);
  EXPECT_EQ(Get(ExactGroup(2)), ExactValue(10, 2));
}

TEST_P(StoreContract, MembersComeInOrderAndOfTheirGroupOnly) {
  Write({Band('a', "h1", "9", 5), Band('a', "h1", "1", 6), Band('a', "h2", "2", 7),
         Band('b', "h1", "3", 8)},
        8);
  using Found = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(Members(Band('a', "h1", "", 0).group),
            (Found{{"1.......", Stamped(6)}, {"9.......", Stamped(5)}}));
  EXPECT_EQ(Members(Band('b', "h1", "", 0).group), (Found{{"3.......", Stamped(8)}}));
  EXPECT_TRUE(Members(Band('c', "h1", "", 0).group).empty());
  Write({Band('a', "h1", "5", 9)}, 9);
  EXPECT_EQ(Members(Band('a', "h1", "", 0).group).size(), 3u) << "also what came since";
}

TEST_P(StoreContract, BytesOfAllKindsAreKept) {
  std::string group = "E";
  group += std::string("\0\xff\0\n\r\x80\x01\x02\0\0\0\0\0\0\0\0", 16);
  std::string last = "E" + std::string(16, '\xff');
  Write({{group, "", Stamped(5, std::string("\0\0", 2))}, {last, "", Stamped(5, "x")}}, 5);
  EXPECT_EQ(Get(group), Stamped(5, std::string("\0\0", 2)));
  EXPECT_EQ(Get(last), Stamped(5, "x"));
  EXPECT_EQ(Past(6), (std::vector<std::string>{group, last}));
}

// One in front that is not past does not keep those behind it, nor the lists of them.
TEST_P(StoreContract, WhatWasAheadIsPastByItsOwnTime) {
  constexpr int64_t kAhead = 7'200'000;
  std::string ahead = Stamped(10, std::string(dedup::kOccurrenceBytes, '\0'));
  dedup::PutOccurrence({7, 1, kAhead}, ahead.data() + dedup::kWrittenAtBytes);
  Write({Exact(1, 10), {ExactGroup(2), "", ahead}, Exact(3, 10)}, 10);
  std::vector<Change> changes;
  for (uint64_t number = 100; number < 1000; ++number) changes.push_back(Exact(number, 20));
  ASSERT_TRUE(Apply(*state_, changes, ProgressAt(2, 20)).has_value());
  std::vector<std::string> past = Past(1000, 2000);
  EXPECT_EQ(past.size(), 902u);
  EXPECT_EQ(std::count(past.begin(), past.end(), ExactGroup(2)), 0);
  changes.clear();
  for (std::string& group : past) changes.push_back(Gone(std::move(group)));
  ASSERT_TRUE(Apply(*state_, changes, ProgressAt(3, 1000)).has_value());
  EXPECT_TRUE(Past(1000).empty());
  EXPECT_EQ(state_->Size().primary_entries, 1u);
  EXPECT_TRUE(Past(kAhead).empty());
  EXPECT_EQ(Past(kAhead + 1), std::vector<std::string>{ExactGroup(2)});
}

TEST_P(StoreContract, PastGivesTheOldestFirstAndTheyStayUntilTheyAreTakenAway) {
  Write({Exact(1, 10), Exact(2, 20)}, 20);
  Write({Exact(3, 30), Exact(4, 40), Band('a', "h", "1", 10)}, 40);
  for (int run = 0; run < 2; ++run) {
    EXPECT_EQ(Past(40), (std::vector<std::string>{ExactGroup(1), ExactGroup(2), ExactGroup(3)}));
    EXPECT_EQ(Past(40, 2), (std::vector<std::string>{ExactGroup(1), ExactGroup(2)}));
    EXPECT_TRUE(Past(10).empty());
    Open();
  }
  Write({Gone(ExactGroup(1)), Gone(ExactGroup(2))}, 41);
  EXPECT_EQ(Get(ExactGroup(1)), std::nullopt);
  EXPECT_EQ(Past(100), (std::vector<std::string>{ExactGroup(3), ExactGroup(4)}));
  Open();
  EXPECT_EQ(Past(100), (std::vector<std::string>{ExactGroup(3), ExactGroup(4)}));
}

TEST_P(StoreContract, WhatWasWrittenAgainIsNotPast) {
  Write({Exact(1, 10), Exact(2, 10)}, 10);
  Write({Exact(1, 50)}, 50);
  EXPECT_EQ(Past(50), std::vector<std::string>{ExactGroup(2)});
  EXPECT_EQ(Past(51), (std::vector<std::string>{ExactGroup(2), ExactGroup(1)})) << "once";
  Write({Gone(ExactGroup(1)), Exact(1, 60)}, 60);
  EXPECT_EQ(Past(60), std::vector<std::string>{ExactGroup(2)});
}

TEST_P(StoreContract, PastHoldsWhenTimesComeInAnyOrder) {
  Write({Exact(1, 50)}, 50);
  Write({Gone(ExactGroup(1))}, 50);
  EXPECT_TRUE(Past(100).empty());
  Write({Exact(2, 70), Exact(3, 20), Exact(4, 60), Exact(5, 10)}, 70);
  std::vector<std::string> past = Past(65);
  EXPECT_EQ(past, (std::vector<std::string>{ExactGroup(5), ExactGroup(3), ExactGroup(4)}));
}

TEST_P(StoreContract, ManyEntriesOfOneApplyAreGivenInPieces) {
  std::vector<Change> changes;
  for (uint64_t i = 0; i < 5000; ++i) changes.push_back(Exact(i, static_cast<int64_t>(i)));
  ASSERT_TRUE(Apply(*state_, changes, ProgressAt(1, 5000)).has_value());
  uint64_t taken = 0;
  for (;;) {
    const std::vector<std::string> groups = Past(4800, 700);
    if (groups.empty()) break;
    std::vector<Change> gone;
    for (const std::string& group : groups) {
      ASSERT_EQ(group, ExactGroup(taken++));
      gone.push_back(Gone(group));
    }
    ASSERT_TRUE(Apply(*state_, gone, ProgressAt(2, 5000)).has_value());
    if (taken == 2100) Open();
  }
  EXPECT_EQ(taken, 4800u);
  EXPECT_EQ(Get(ExactGroup(4799)), std::nullopt);
  EXPECT_EQ(Get(ExactGroup(4800)), ExactValue(4800, 1));
  EXPECT_EQ(state_->Size().primary_entries, 200u);
}

TEST_P(StoreContract, OneOwnerAtATime) {
  const auto second = store_->Open(kInput, "seen", {1, kWindow});
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().code, ErrorCode::kUnavailable);
  const auto other_store = disk_->NewStore();
  EXPECT_FALSE(other_store->Open(kInput, "seen", {1, kWindow}).has_value());
  EXPECT_TRUE(store_->Open(kInput, "other", {1, kWindow}).has_value());
  EXPECT_TRUE(store_->Open({"orders.raw", 4}, "seen", {1, kWindow}).has_value());
  state_.reset();
  EXPECT_TRUE(other_store->Open(kInput, "seen", {1, kWindow}).has_value());
}

TEST_P(StoreContract, StatesKnowNothingOfEachOther) {
  Write({Exact(1, 10)}, 10);
  const auto other = std::move(*store_->Open({"orders.raw", 4}, "seen", {1, kWindow}));
  EXPECT_FALSE(other->Get(ExactGroup(1)).has_value());
  ASSERT_TRUE(Apply(*other, {Exact(1, 20)}, ProgressAt(9, 20)).has_value());
  EXPECT_EQ(Get(ExactGroup(1)), ExactValue(10, 1));
  EXPECT_EQ(state_->progress(), ProgressAt(1, 10));
}

TEST_P(StoreContract, WipeLeavesNothing) {
  Write({Exact(1, 10), Band('a', "h", "1", 10)}, 10);
  EXPECT_TRUE(Get(ExactGroup(1)).has_value());
  for (int run = 0; run < 2; ++run) {
    if (run == 0) {
      ASSERT_TRUE(state_->Wipe().has_value());
    }
    EXPECT_EQ(state_->progress(), std::nullopt);
    EXPECT_EQ(Get(ExactGroup(1)), std::nullopt);
    EXPECT_TRUE(Members(Band('a', "h", "1", 10).group).empty());
    EXPECT_TRUE(Past(100).empty());
    EXPECT_EQ(state_->Size().primary_entries, 0u);
    Open();
  }
  // Old times are not past for what is restored now.
  Write({Exact(1, 3), Band('a', "h", "1", 3)}, 3);
  EXPECT_EQ(Get(ExactGroup(1)), ExactValue(3, 1));
  EXPECT_EQ(Members(Band('a', "h", "1", 3).group).size(), 1u);
}

TEST_P(StoreContract, AnotherFormIsNotTrusted) {
  Write({Exact(1, 10)}, 10);
  Open(2);
  EXPECT_EQ(state_->progress(), std::nullopt);
  EXPECT_EQ(Get(ExactGroup(1)), std::nullopt);
  Write({Exact(2, 10)}, 10);
  Open(2, kWindow / 2);  // less is asked for than is there
  EXPECT_NE(state_->progress(), std::nullopt);
  EXPECT_EQ(Get(ExactGroup(2)), ExactValue(10, 1));
  Open(2, kWindow);  // and more than is there
  EXPECT_EQ(state_->progress(), std::nullopt);
  EXPECT_EQ(Get(ExactGroup(2)), std::nullopt);
}

TEST_P(StoreContract, CountsPrimaryEntries) {
  EXPECT_EQ(state_->Size().primary_entries, 0u);
  Write({Exact(1, 10), Exact(2, 10), Band('a', "h", "1", 10)}, 10);
  EXPECT_EQ(state_->Size().primary_entries, 2u);
  Open();
  EXPECT_EQ(state_->Size().primary_entries, 2u);
}

std::vector<Kind> Kinds();

INSTANTIATE_TEST_SUITE_P(Stores, StoreContract, testing::ValuesIn(Kinds()),
                         [](const auto& kind) { return kind.param.name; });

std::vector<Kind> Kinds() {
  return {{"memory", [] { return std::make_unique<MemoryDisk>(); }},
          {"rocksdb", [] { return std::make_unique<RealDisk>(); }}};
}

}  // namespace
}  // namespace aegis::testing_stores
