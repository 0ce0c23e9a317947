// Copies of others' states beside workers that come and go, in threads; and on the real store, as
// long as they are followed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include "connectors/rocksdb/store.h"
#include "connectors/system_clock.h"
#include "tests/unit/connectors/rocksdb/folder.h"
#include "tests/unit/connectors/rocksdb/stores.h"
#include "topology/changelog.h"
#include "topology/standby.h"

namespace aegis::topology {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::SizeIs;

constexpr char kChangelog[] = "app.in.r";
constexpr int64_t kWindowSeconds = 50;

std::shared_ptr<const DedupPlan> SomePlan() {
  auto plan = std::make_shared<DedupPlan>();
  plan->state = "r";
  plan->form = 7;
  plan->window_ms = kWindowSeconds * 1000;
  return plan;
}

// Grows by an entry a second; with each, one that is past its window is taken away.
class Growing final : public io::Changelogs {
 public:
  explicit Growing(uint64_t form) : form_(form) {}
  Status Create(std::string_view, int32_t, io::Time) override { return {}; }
  Status Check(std::string_view, io::Time) override { return {}; }
  Result<std::unique_ptr<io::ChangelogReader>> Open(const io::TopicPartition&,
                                                    int64_t from) override {
    return std::make_unique<Reader>(form_, from);
  }

 private:
  class Reader final : public io::ChangelogReader {
   public:
    Reader(uint64_t form, int64_t from) : form_(form), position_(from) {}
    Result<std::optional<int64_t>> End(io::Time) override { return std::optional(position_); }
    int64_t position() const override { return position_; }
    Result<std::span<const Record>> Poll(io::Time) override {
      texts_.clear();
      records_.clear();
      // Ten a poll, and every other poll nothing: a slice ends.
      pause_ = !pause_;
      for (int i = 0; !pause_ && i < 10; ++i, position_ += 3) {
        const int64_t now = position_ / 3;
        dedup::StreamTime time;
        time.Observe(now * 1000, 3'600'000);
        std::string value;
        Add(Group(now - kWindowSeconds - 1), std::nullopt);  // also of some that never were
        const auto entry = testing_stores::Exact(static_cast<uint64_t>(now), now * 1000);
        WriteChangelogEntry(form_, entry.value, &value);
        Add(Group(now), value);
        WriteChangelogProgress(form_, now + 1, time, &value);
        Add(std::string(kChangelogProgressKey), value);
      }
      int64_t offset = position_ - static_cast<int64_t>(texts_.size());
      for (const auto& [key, value] : texts_) {
        Record& record = records_.emplace_back();
        record.topic = kChangelog;
        record.offset = offset++;
        record.key = key;
        if (value) record.value = *value;
      }
      return std::span<const Record>(records_);
    }

   private:
    static std::string Group(int64_t number) {
      return testing_stores::ExactGroup(static_cast<uint64_t>(number));
    }
    void Add(std::string key, std::optional<std::string> value) {
      texts_.emplace_back(std::move(key), std::move(value));
    }
    const uint64_t form_;
    int64_t position_;
    bool pause_ = false;
    std::vector<std::pair<std::string, std::optional<std::string>>> texts_;
    std::vector<Record> records_;
  };
  const uint64_t form_;
};

class SteppedClock final : public io::Clock {
 public:
  io::Time Now() const override { return now; }
  int64_t WallMs() const override { return 0; }
  io::Time now{seconds(1000)};
};

TEST(StandbyOnDisk, ForgetsWhatItsOwnerHasTakenAway) {
  const testing_stores::TemporaryFolder folder;
  auto disk = rocks::Disk::Open({.dir = folder.path()});
  ASSERT_TRUE(disk) << disk.error().message;
  const auto plan = SomePlan();
  SteppedClock clock;
  StandbyAccess access;
  access.store = rocks::NewStore(*disk, 0, 32);
  access.changelogs = std::make_unique<Growing>(plan->form);
  access.states = [&](io::Time) -> Result<std::vector<StandbyState>> {
    return std::vector<StandbyState>{{{"in", 0}, plan, kChangelog, "id"}};
  };
  access.ends = [](auto, auto) -> Result<std::map<io::TopicPartition, int64_t>> {
    return std::map<io::TopicPartition, int64_t>{};
  };
  Standby standby({.settle = {}}, std::move(access), clock);
  for (int i = 0; i < 3000; ++i) {
    standby.Step();
    clock.now += milliseconds(200);
  }
  ASSERT_THAT(standby.Copies(), SizeIs(1));
  // Of some ten thousand that there were; the last chapters are not done yet.
  EXPECT_LE(standby.Copies()[0].entries, 600u);
  EXPECT_GE(standby.Copies()[0].entries, static_cast<uint64_t>(kWindowSeconds));
}

// What is stored is guarded by nothing but that one at a time has it.
struct Shelf {
  std::atomic<bool> owned{false};
  std::optional<io::StateProgress> progress;
};

class ShelfState final : public io::State {
 public:
  explicit ShelfState(Shelf& shelf) : shelf_(shelf) {}
  ~ShelfState() override { shelf_.owned.store(false, std::memory_order_relaxed); }
  std::optional<std::string_view> Get(std::string_view) const override { return std::nullopt; }
  void Members(std::string_view, size_t, ArenaVector<dedup::Member>&) const override {}
  bool failed() const override { return false; }
  std::optional<io::StateProgress> progress() const override { return shelf_.progress; }
  Status Apply(std::span<const dedup::Entry>, const io::StateProgress& progress) override {
    shelf_.progress = progress;
    return {};
  }
  void Past(int64_t, size_t, ArenaVector<std::string_view>&) override {}
  Status Wipe() override {
    shelf_.progress.reset();
    return {};
  }
  io::StateSize Size() const override { return {}; }

 private:
  Shelf& shelf_;
};

class ShelfStore final : public io::Store {
 public:
  explicit ShelfStore(std::map<int32_t, Shelf>& shelves) : shelves_(shelves) {}
  Result<std::unique_ptr<io::State>> Open(const io::TopicPartition& input, std::string_view,
                                          const io::StateForm&) override {
    Shelf& shelf = shelves_.at(input.partition);
    // Relaxed: what a takeover sees must follow from Standby's own lock.
    if (shelf.owned.exchange(true, std::memory_order_relaxed))
      return Fail(ErrorCode::kUnavailable, "somebody has it");
    return std::make_unique<ShelfState>(shelf);
  }

 private:
  std::map<int32_t, Shelf>& shelves_;
};

// Three threads that only yield keep one that must work off two cores for seconds.
void Breathe() { std::this_thread::sleep_for(std::chrono::microseconds(20)); }

TEST(StandbyThread, LetsGoAndTakesUpAgainWhileWorkersComeAndGo) {
  constexpr int kPartitions = 3;
  constexpr int kTakeovers = 200;
  std::map<int32_t, Shelf> shelves;
  for (int p = 0; p < kPartitions; ++p) shelves[p];
  const auto plan = SomePlan();
  StandbyAccess access;
  access.store = std::make_unique<ShelfStore>(shelves);
  access.changelogs = std::make_unique<Growing>(plan->form);
  access.states = [plan](io::Time) -> Result<std::vector<StandbyState>> {
    std::vector<StandbyState> states;
    for (int p = 0; p < kPartitions; ++p) states.push_back({{"in", p}, plan, kChangelog, "id"});
    return states;
  };
  access.ends = [](auto, auto) -> Result<std::map<io::TopicPartition, int64_t>> {
    return std::map<io::TopicPartition, int64_t>{};
  };
  const io::SystemClock clock;
  StandbyOptions options;
  options.settle = {};
  options.idle = milliseconds(1);
  std::atomic<int> failed{0};
  std::atomic<int> found{0};
  {
    Standby standby(options, std::move(access), clock);
    standby.Start();
    std::vector<std::thread> workers;
    for (int p = 0; p < kPartitions; ++p) {
      workers.emplace_back([&, p] {
        ShelfStore store(shelves);
        const io::TopicPartition input{"in", p};
        int64_t position = 0;
        const io::Time until = clock.Now() + seconds(60);
        // Who is always asked to let go before he has read anything has not been tested.
        for (int i = 0; (i < kTakeovers || found == 0) && clock.Now() < until; ++i) {
          // Before it was opened again, when it was just opened, and in the middle of its work.
          const io::Time wait_until = clock.Now() + milliseconds(i % 2 == 0 ? 200 : 0);
          while (clock.Now() < wait_until && standby.IsFree(input, "r")) Breathe();
          if (i % 10 == 0) std::this_thread::sleep_for(milliseconds(2));
          std::shared_ptr<const void> hold;
          while ((hold = standby.Take(input, "r")) == nullptr && clock.Now() < until) Breathe();
          auto state = store.Open(input, "r", {});
          if (hold == nullptr || !state) {
            ++failed;
            break;
          }
          const auto progress = (*state)->progress();
          if (progress && progress->changelog_next < position) ++failed;
          if (progress && progress->changelog_next > position) {
            ++found;
            position = progress->changelog_next;
          }
          position += 3;
          std::ignore = (*state)->Apply({}, {position / 3, position, {}});
          state->reset();
        }
      });
    }
    for (int i = 0; i < 100; ++i) std::ignore = standby.Copies();
    for (std::thread& worker : workers) worker.join();
  }
  EXPECT_EQ(failed.load(), 0);
  EXPECT_GT(found.load(), 0);  // copies that had come further
  for (int p = 0; p < kPartitions; ++p) EXPECT_FALSE(shelves[p].owned.load());
}

}  // namespace
}  // namespace aegis::topology
