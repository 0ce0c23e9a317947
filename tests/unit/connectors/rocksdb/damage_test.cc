// What cannot be trusted is found out: by who opens it, or by failed() before anything wrong is
// believed.
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <map>
#include <random>
#include <thread>

#include "connectors/rocksdb/store.h"
#include "tests/unit/connectors/rocksdb/folder.h"
#include "tests/unit/connectors/rocksdb/stores.h"

namespace aegis::testing_stores {
namespace {

namespace fs = std::filesystem;

const io::TopicPartition kInput{"in", 0};
constexpr io::StateForm kForm{1, 1'000'000};
constexpr uint64_t kApplies = 60;
constexpr uint64_t kPerApply = 50;

rocks::DiskOptions Small(const fs::path& dir, uint64_t verify_on_open_bytes) {
  return {.dir = dir,
          .memory_bytes = size_t{4} << 20,
          .memtable_bytes = size_t{256} << 10,
          .verify_on_open_bytes = verify_on_open_bytes,
          .file_bytes = uint64_t{16} << 10};
}

class Damage : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    good_ = new TemporaryFolder();
    auto disk = std::move(*rocks::Disk::Open(Small(good_->path(), 0)));
    auto state = std::move(*rocks::NewStore(disk, 0)->Open(kInput, "s", kForm));
    for (uint64_t i = 1; i <= kApplies; ++i) {
      std::vector<Change> changes;
      for (uint64_t k = 0; k < kPerApply; ++k) {
        changes.push_back(Exact(i * kPerApply + k, static_cast<int64_t>(i)));
      }
      if (i > 10) changes.push_back(Gone(ExactGroup((i - 10) * kPerApply)));
      ASSERT_TRUE(Apply(*state, changes, ProgressAt(static_cast<int64_t>(i), 5)).has_value());
      // Several files, so that there is something to miss.
      if (i % 20 == 0) {
        state.reset();
        state = std::move(*rocks::NewStore(disk, 0)->Open(kInput, "s", kForm));
      }
    }
  }
  static void TearDownTestSuite() { delete good_; }

  static fs::path Database(const fs::path& root) {
    return root / "dedup" / "in" / "0" / "s" / "db";
  }
  static std::vector<fs::path> Files() {
    std::vector<fs::path> files;
    for (const auto& file : fs::directory_iterator(Database(good_->path()))) {
      if (file.file_size() > 0) files.push_back(file.path().filename());
    }
    std::sort(files.begin(), files.end());
    return files;
  }

  // Opens what was done to a copy. True: it was found out. Anything wrong is a failure.
  static bool FoundOut(const fs::path& root, uint64_t verify_on_open_bytes) {
    auto disk = rocks::Disk::Open(Small(root, verify_on_open_bytes));
    EXPECT_TRUE(disk.has_value());
    auto opened = rocks::NewStore(*disk, 0)->Open(kInput, "s", kForm);
    EXPECT_TRUE(opened.has_value()) << opened.error().message;
    if (!opened) return true;
    io::State& state = **opened;
    const bool empty = !state.progress().has_value();
    // An older state is a good one: its changelog brings the rest.
    const auto last = empty ? 0 : static_cast<uint64_t>(state.progress()->input_next);
    EXPECT_LE(last, kApplies);
    bool found_out = last < kApplies;
    for (uint64_t i = 1; i <= kApplies && !state.failed(); ++i) {
      for (uint64_t k = 0; k < kPerApply; ++k) {
        const uint64_t number = i * kPerApply + k;
        const auto value = state.Get(ExactGroup(number));
        if (state.failed()) break;
        const bool expected = i <= last && !(k == 0 && i + 10 <= last);
        EXPECT_EQ(value.has_value(), expected) << number << " at progress " << last;
        if (value) {
          EXPECT_EQ(*value, ExactValue(static_cast<int64_t>(i), 1));
        }
      }
    }
    if (!state.failed()) {
      Arena arena;
      ArenaVector<std::string_view> past(arena);
      state.Past(1000, 100'000, past);
      if (!state.failed()) {
        EXPECT_EQ(past.size(), last * kPerApply - (last > 10 ? last - 10 : 0));
      }
    }
    found_out = found_out || state.failed();
    // Never fatal: it can be started anew.
    EXPECT_TRUE(state.Wipe().has_value());
    EXPECT_FALSE(state.failed());
    EXPECT_FALSE(state.progress().has_value());
    EXPECT_TRUE(Apply(state, {Exact(1, 1)}, ProgressAt(1, 1)).has_value());
    EXPECT_TRUE(state.Get(ExactGroup(1)).has_value());
    return found_out;
  }

  template <typename Harm>
  static bool After(Harm harm, uint64_t verify_on_open_bytes) {
    const TemporaryFolder copy;
    fs::copy(good_->path(), copy.path(), fs::copy_options::recursive);
    harm(Database(copy.path()));
    return FoundOut(copy.path(), verify_on_open_bytes);
  }

  static TemporaryFolder* good_;
};
TemporaryFolder* Damage::good_ = nullptr;

TEST_F(Damage, NothingIsWrongWithoutAny) {
  EXPECT_GE(Files().size(), 5u);
  EXPECT_FALSE(After([](const fs::path&) {}, UINT64_MAX));
}

TEST_F(Damage, FlippedBits) {
  const uint32_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const std::vector<fs::path> files = Files();
  size_t found_out = 0;
  for (int i = 0; i < 60; ++i) {
    const fs::path file = files[random() % files.size()];
    uint64_t offset = 0;
    const int bit = static_cast<int>(random() % 8);
    const auto flip = [&](const fs::path& database) {
      offset = random() % fs::file_size(database / file);
      std::fstream stream(database / file, std::ios::in | std::ios::out | std::ios::binary);
      stream.seekg(static_cast<std::streamoff>(offset));
      const int byte = stream.get();
      stream.seekp(static_cast<std::streamoff>(offset));
      stream.put(static_cast<char>(byte ^ (1 << bit)));
    };
    found_out += After(flip, i % 2 == 0 ? UINT64_MAX : 0);
    ASSERT_FALSE(HasFailure()) << file << " at " << offset << " bit " << bit;
  }
  EXPECT_GT(found_out, 15u) << "only what nobody reads may be harmed without a word";
}

void FlipBit(const fs::path& path, uint64_t offset) {
  std::fstream stream(path, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekg(static_cast<std::streamoff>(offset));
  const int byte = stream.get();
  stream.seekp(static_cast<std::streamoff>(offset));
  stream.put(static_cast<char>(byte ^ 16));
}

// Where scans go from file to file, an unreadable first block was taken for an empty file.
TEST_F(Damage, TheFirstBlockOfEachFile) {
  size_t files = 0;
  for (const fs::path& file : Files()) {
    if (file.extension() != ".sst") continue;
    ++files;
    EXPECT_TRUE(After([&](const fs::path& database) { FlipBit(database / file, 20); }, 0)) << file;
    ASSERT_FALSE(HasFailure()) << file;
  }
  EXPECT_GE(files, 3u);
}

// A compaction that meets damage must not write what is left as if it were all.
TEST_F(Damage, CompactionsStopAtIt) {
  size_t files = 0;
  for (const fs::path& file : Files()) {
    if (file.extension() != ".sst" || ++files > 4) continue;
    const TemporaryFolder copy;
    fs::copy(good_->path(), copy.path(), fs::copy_options::recursive);
    FlipBit(Database(copy.path()) / file, 100);
    auto disk = std::move(*rocks::Disk::Open(Small(copy.path(), 0)));
    auto state = std::move(*rocks::NewStore(disk, 0)->Open(kInput, "s", kForm));
    if (!state->progress()) continue;  // the head was in that block
    // Half a window later, all is compacted.
    Status applied = Apply(*state, {}, ProgressAt(61, kForm.window_ms));
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (applied && std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      applied = Apply(*state, {}, ProgressAt(61, kForm.window_ms));
    }
    EXPECT_FALSE(applied.has_value()) << file;
    EXPECT_TRUE(state->failed()) << file;
    EXPECT_TRUE(state->Wipe().has_value());
  }
}

TEST_F(Damage, TruncatedFiles) {
  const uint32_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (const fs::path& file : Files()) {
    uint64_t size = 0;
    for (int i = 0; i < 3; ++i) {
      const bool found_out = After(
          [&](const fs::path& database) {
            size = i == 0 ? 0 : random() % fs::file_size(database / file);
            fs::resize_file(database / file, size);
          },
          0);
      ASSERT_FALSE(HasFailure()) << file << " cut to " << size;
      if (file.extension() == ".sst" || file == "CURRENT") {
        EXPECT_TRUE(found_out) << file << " cut to " << size;
      }
    }
  }
}

TEST_F(Damage, DeletedFiles) {
  for (const fs::path& file : Files()) {
    const bool found_out = After([&](const fs::path& database) { fs::remove(database / file); }, 0);
    ASSERT_FALSE(HasFailure()) << file;
    const bool matters =
        file.extension() == ".sst" || file == "CURRENT" || file.string().starts_with("MANIFEST");
    if (matters) {
      EXPECT_TRUE(found_out) << file;
    }
  }
}

// A file that vanishes under an open state, as a careless cleaner does it.
TEST_F(Damage, FilesThatVanishWhileTheyAreInUse) {
  const TemporaryFolder copy;
  fs::copy(good_->path(), copy.path(), fs::copy_options::recursive);
  rocks::DiskOptions options = Small(copy.path(), 0);
  options.memory_bytes = 0;
  auto disk = std::move(*rocks::Disk::Open(options));
  auto state = std::move(*rocks::NewStore(disk, 0)->Open(kInput, "s", kForm));
  for (const auto& file : fs::directory_iterator(Database(copy.path()))) {
    if (file.path().extension() == ".sst") fs::resize_file(file.path(), 100);
  }
  for (uint64_t number = kPerApply; number < 200 && !state->failed(); ++number) {
    const auto value = state->Get(ExactGroup(number));
    if (!state->failed()) {
      EXPECT_TRUE(value.has_value());
    }
  }
  EXPECT_TRUE(state->failed());
  EXPECT_EQ(state->progress(), std::nullopt);
  EXPECT_FALSE(state->Get(ExactGroup(1)).has_value());
  EXPECT_FALSE(Apply(*state, {Exact(1, 1)}, ProgressAt(61, 5)).has_value());
  ASSERT_TRUE(state->Wipe().has_value());
  EXPECT_FALSE(state->failed());
}

TEST_F(Damage, AnothersDatabaseIsNotTakenForOnesOwn) {
  const TemporaryFolder copy;
  fs::copy(good_->path(), copy.path(), fs::copy_options::recursive);
  const fs::path topic = copy.path() / "dedup" / "in";
  fs::rename(topic / "0", topic / "1");
  auto disk = std::move(*rocks::Disk::Open(Small(copy.path(), 0)));
  auto state = rocks::NewStore(disk, 0)->Open({"in", 1}, "s", kForm);
  ASSERT_TRUE(state.has_value());
  EXPECT_EQ((*state)->progress(), std::nullopt);
  EXPECT_EQ(disk->Usage().states_wiped, 1u);
}

TEST(Unwritable, ADirectoryThatCannotBeMadeIsNoDamage) {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "dedup") << "a file";
  const auto disk = rocks::Disk::Open({.dir = folder.path()});
  ASSERT_FALSE(disk.has_value());
  EXPECT_EQ(disk.error().code, ErrorCode::kPermission);
  EXPECT_NE(disk.error().message.find((folder.path() / "dedup").string()), std::string::npos);
}

TEST(Unwritable, NeitherIsAStateThatCannotBeMade) {
  const TemporaryFolder folder;
  auto disk = std::move(*rocks::Disk::Open({.dir = folder.path()}));
  std::ofstream(folder.path() / "dedup" / "in") << "a file";
  const auto state = rocks::NewStore(disk, 0)->Open(kInput, "s", kForm);
  ASSERT_FALSE(state.has_value());
  EXPECT_EQ(state.error().code, ErrorCode::kPermission);
}

TEST(Names, NoNameLeavesTheDirectory) {
  const TemporaryFolder folder;
  auto disk = std::move(*rocks::Disk::Open({.dir = folder.path()}));
  const auto store = rocks::NewStore(disk, 0);
  for (const char* name : {"..", ".", "../x", "a/b", "a.b_c-d", "ü", "%2E"}) {
    EXPECT_TRUE(store->Open({"t", 0}, name, kForm).has_value()) << name;
    EXPECT_TRUE(store->Open({name, 0}, "s", kForm).has_value()) << name;
  }
  size_t states = 0;
  for (const auto& file : fs::directory_iterator(folder.path() / "dedup" / "t" / "0")) {
    states += file.is_directory();
  }
  EXPECT_EQ(states, 7u) << "no two names are one";
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1);
  EXPECT_FALSE(store->Open({"", 0}, "s", kForm).has_value());
  EXPECT_FALSE(store->Open({"t", 0}, std::string(300, 'x'), kForm).has_value());
}

TEST_F(Damage, AFileThatIsAnotherAltogetherIsFoundOut) {
  for (const fs::path& file : Files()) {
    SCOPED_TRACE(file);
    for (const uint64_t verify : {uint64_t{0}, uint64_t{1} << 30}) {
      TemporaryFolder copy;
      fs::copy(good_->path(), copy.path(), fs::copy_options::recursive);
      {
        std::ofstream out(Database(copy.path()) / file, std::ios::binary);
        out << std::string(100, '\xff');
      }
      FoundOut(copy.path(), verify);
    }
  }
}

}  // namespace
}  // namespace aegis::testing_stores
