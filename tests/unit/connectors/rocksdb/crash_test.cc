// kill -9 in the middle of applies, flushes and compactions: what is there afterwards is exactly
// what some earlier Apply left, and the changelog brings the rest.
//
// The writer is this program once more, for a process that was forked beside threads has none of
// them. It says in a shared page how far it has come.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <thread>

#include "connectors/rocksdb/store.h"
#include "tests/unit/connectors/rocksdb/folder.h"
#include "tests/unit/connectors/rocksdb/stores.h"

namespace aegis::testing_stores {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

const io::TopicPartition kInput{"in", 0};
constexpr int64_t kWindow = 3000;
constexpr io::StateForm kForm{1, kWindow};
constexpr char kChildFolder[] = "AEGIS_STORE_TEST_FOLDER";

rocks::DiskOptions Small(const fs::path& dir) {
  return {.dir = dir,
          .memory_bytes = size_t{4} << 20,
          .memtable_bytes = size_t{256} << 10,
          .file_bytes = uint64_t{64} << 10};
}

int64_t TimeOf(int64_t apply) { return apply * 10; }

// The same for the writer and the model.
std::vector<Change> ChangesOf(int64_t apply) {
  std::mt19937 random(static_cast<uint32_t>(apply));
  std::vector<Change> changes;
  for (int i = 0; i < 40; ++i) {
    const uint64_t number = random() % 5000;
    if (random() % 5 == 0) {
      changes.push_back(Gone(ExactGroup(number)));
    } else {
      changes.push_back(Exact(number, TimeOf(apply), apply));
    }
    changes.push_back(
        Band('a', std::to_string(number % 200), std::to_string(number), TimeOf(apply)));
  }
  return changes;
}

// An independent idea of what should be there.
struct Model {
  std::map<std::string, std::string> primary;
  std::map<std::string, std::map<std::string, std::string>> derived;  // by group
  int64_t applied = 0;
  void AdvanceTo(int64_t apply) {
    while (applied < apply) {
      for (Change& change : ChangesOf(++applied)) {
        if (!dedup::IsPrimary(change.group[0])) {
          derived[change.group][change.member] = change.value;
        } else if (change.gone) {
          primary.erase(change.group);
        } else {
          primary[change.group] = change.value;
        }
      }
    }
  }
};

// A page that outlives whoever is killed.
struct Page {
  std::atomic<int64_t> applied;
};
Page* MapPage(const fs::path& file) {
  FILE* opened = std::fopen(file.c_str(), "a+");
  if (opened == nullptr || ::ftruncate(fileno(opened), sizeof(Page)) != 0) std::abort();
  void* page = ::mmap(nullptr, sizeof(Page), PROT_READ | PROT_WRITE, MAP_SHARED, fileno(opened), 0);
  std::fclose(opened);
  if (page == MAP_FAILED) std::abort();
  return static_cast<Page*>(page);
}

pid_t Start(const char* test, const fs::path& folder) {
  const std::string filter = std::string("--gtest_filter=StoreProcess.DISABLED_") + test;
  const pid_t child = ::fork();
  if (child != 0) return child;
  ::setenv(kChildFolder, folder.c_str(), 1);
  ::execl("/proc/self/exe", "test_rocksdb", filter.c_str(), "--gtest_also_run_disabled_tests",
          "--gtest_brief=1", nullptr);
  ::_exit(127);
}

std::unique_ptr<io::State> OpenState(const fs::path& folder) {
  auto disk = rocks::Disk::Open(Small(folder));
  if (!disk) return nullptr;
  auto state = rocks::NewStore(*disk, size_t{64} << 10)->Open(kInput, "s", kForm);
  return state ? std::move(*state) : nullptr;
}

// Not tests: what the processes do that the tests start.
TEST(StoreProcess, DISABLED_Writes) {
  const char* folder = std::getenv(kChildFolder);
  if (folder == nullptr) GTEST_SKIP();
  Page* page = MapPage(fs::path(folder) / "page");
  const auto state = OpenState(folder);
  ASSERT_NE(state, nullptr);
  // As a restore does: from where the state is.
  for (int64_t apply = state->progress() ? state->progress()->input_next + 1 : 1;; ++apply) {
    ASSERT_TRUE(Apply(*state, ChangesOf(apply), ProgressAt(apply, TimeOf(apply))).has_value());
    int64_t before = page->applied.load();
    while (before < apply && !page->applied.compare_exchange_weak(before, apply)) {
    }
  }
}

TEST(StoreProcess, DISABLED_FillsTheDisk) {
  const char* folder = std::getenv(kChildFolder);
  if (folder == nullptr) GTEST_SKIP();
  ::signal(SIGXFSZ, SIG_IGN);
  const auto state = OpenState(folder);
  ASSERT_NE(state, nullptr);
  const rlimit limit{40'000, 40'000};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &limit), 0);
  for (int64_t apply = 1; apply < 100'000; ++apply) {
    const Status applied = Apply(*state, ChangesOf(apply), ProgressAt(apply, 5));
    if (applied) continue;
    EXPECT_FALSE(state->failed());
    EXPECT_EQ(applied.error().code, ErrorCode::kPermission) << applied.error().message;
    EXPECT_NE(applied.error().message.find(folder), std::string::npos) << applied.error().message;
    return;
  }
  FAIL() << "a full disk was never noticed";
}

void Check(io::State& state, const Model& model, int64_t stream_time_seen) {
  for (const auto& [group, value] : model.primary) {
    const auto found = state.Get(group);
    ASSERT_TRUE(found.has_value());
    ASSERT_EQ(*found, value);
  }
  Arena arena;
  ArenaVector<std::string_view> past(arena);
  state.Past(INT64_MAX, SIZE_MAX, past);
  EXPECT_EQ(std::set<std::string_view>(past.begin(), past.end()).size(), model.primary.size());
  int64_t last = INT64_MIN;
  for (const std::string_view group : past) {
    const auto expected = model.primary.find(std::string(group));
    ASSERT_NE(expected, model.primary.end());
    const int64_t written = dedup::WrittenAt(expected->second);
    ASSERT_LE(last, written) << "oldest first";
    last = written;
  }
  for (const auto& [group, members] : model.derived) {
    ArenaVector<dedup::Member> found(arena);
    state.Members(group, SIZE_MAX, found);
    std::map<std::string, std::string> there;
    for (const dedup::Member& member : found) {
      there.emplace(std::string(member.member), std::string(member.value));
    }
    for (const auto& [member, value] : there) {
      ASSERT_TRUE(members.contains(member));
      ASSERT_EQ(value, members.at(member));
    }
    for (const auto& [member, value] : members) {
      if (dedup::WrittenAt(value) >= stream_time_seen - kWindow) {
        ASSERT_TRUE(there.contains(member)) << "nothing that counts is missing";
      }
    }
  }
  EXPECT_FALSE(state.failed());
}

TEST(Crash, LeavesWhatSomeApplyLeft) {
  const uint32_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const TemporaryFolder folder;
  Page* page = MapPage(folder.path() / "page");
  Model model;
  int64_t lost = 0;
  for (int round = 0; round < 12; ++round) {
    const int64_t before = page->applied.load();
    const pid_t writer = Start("Writes", folder.path());
    ASSERT_GT(writer, 0);
    // Not at the beginning: that it has begun to write is waited for.
    const auto deadline = std::chrono::steady_clock::now() + 60s;
    while (page->applied.load() == before && std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(1ms);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % 150));
    ::kill(writer, SIGKILL);
    int how = 0;
    ASSERT_EQ(::waitpid(writer, &how, 0), writer);
    ASSERT_TRUE(WIFSIGNALED(how)) << "the writer ended by itself";

    const int64_t applied = page->applied.load();
    ASSERT_GT(applied, before);
    const auto state = OpenState(folder.path());
    ASSERT_NE(state, nullptr);
    const int64_t there = state->progress() ? state->progress()->input_next : 0;
    ASSERT_LE(there, applied + 1);
    ASSERT_GE(there, model.applied) << "what was on the disk once stays";
    lost += applied - there;
    model.AdvanceTo(there);
    Check(*state, model, TimeOf(applied + 1));
    if (HasFailure()) return;
  }
  EXPECT_GT(lost, 0) << "then nothing was tested: without a log something is always lost";
  EXPECT_GT(model.applied, 0) << "and something had been flushed";
}

TEST(Crash, AFullDiskIsAnErrorAndNoDamage) {
  const TemporaryFolder folder;
  const pid_t writer = Start("FillsTheDisk", folder.path());
  ASSERT_GT(writer, 0);
  int how = 0;
  ASSERT_EQ(::waitpid(writer, &how, 0), writer);
  EXPECT_TRUE(WIFEXITED(how) && WEXITSTATUS(how) == 0) << how;
  EXPECT_NE(OpenState(folder.path()), nullptr);
}

}  // namespace
}  // namespace aegis::testing_stores
