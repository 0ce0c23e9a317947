// A state on disk against its changelog: what is equal, what differs and how that is told, what can
// no longer be told, and what is made again. The store is the real one, the changelog is in memory,
// and compacted where a test wants it to be.
#include "topology/state_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "connectors/rocksdb/layout.h"
#include "connectors/rocksdb/store.h"
#include "connectors/system_clock.h"
#include "src/dedup/near_search.h"
#include "src/plan/compile.h"
#include "tests/unit/connectors/rocksdb/folder.h"
#include "tests/unit/connectors/rocksdb/stores.h"
#include "topology/changelog.h"
#include "topology/stored_states.h"

namespace aegis::topology {
namespace {

namespace fs = std::filesystem;

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing_stores::Change;
using testing_stores::Exact;
using testing_stores::ExactGroup;
using testing_stores::Gone;
using testing_stores::TemporaryFolder;

const io::TopicPartition kInput{"in", 3};
constexpr char kTopic[] = "app.in.r";
constexpr int64_t kWindow = 3'600'000;
constexpr int64_t kStart = 1'600'000'000'000;

std::shared_ptr<const Keyset> SomeKeys() {
  auto keys = std::make_shared<Keyset>();
  keys->primary = "k1";
  keys->keys["k1"].fill(7);
  return keys;
}

std::string Yaml(const fs::path& dir, const std::string& dedup = "") {
  return "name: app\nkafka: {brokers: [\"127.0.0.1:1\"]}\nkeys: {ids: {file: ids}}\n"
         "policies: {p: {}}\nstate: {dir: " +
         dir.string() +
         "}\nroutes:\n  - {name: r, from: {topics: [in]}, to: {topic: out}, format: json, dedup: "
         "{key: ids, exact: {}, near: {of: $.t, threshold: 0.8}, window: 1h" +
         dedup + "}}\n";
}

Config MakeConfig(const fs::path& dir, const std::string& dedup = "") {
  yaml::Diagnostics diagnostics;
  auto config = ParseConfig(Yaml(dir, dedup), "pipeline.yaml", diagnostics, {{"ids", SomeKeys()}});
  EXPECT_TRUE(config) << diagnostics.Render("pipeline.yaml");
  return std::move(*config);
}

// One partition of a changelog.
class Log final : public io::Changelogs {
 public:
  struct Line {
    int64_t offset;
    std::string key;
    std::optional<std::string> value;
  };

  void Append(std::string key, std::optional<std::string> value) {
    lines_.push_back({end_++, std::move(key), std::move(value)});
  }
  // Leaves the last record of each key; and no tombstones where they are old.
  void Compact(bool with_tombstones) {
    std::map<std::string, int64_t> last;
    for (const Line& line : lines_) last[line.key] = line.offset;
    std::erase_if(lines_, [&](const Line& line) {
      return last[line.key] != line.offset || (with_tombstones && !line.value);
    });
  }
  int64_t end() const { return end_; }

  Status Create(std::string_view, int32_t, io::Time) override { return {}; }
  Status Check(std::string_view, io::Time) override { return {}; }
  Result<std::unique_ptr<io::ChangelogReader>> Open(const io::TopicPartition& changelog,
                                                    int64_t from) override {
    EXPECT_EQ(changelog, (io::TopicPartition{kTopic, kInput.partition}));
    return std::make_unique<Reader>(*this, from);
  }

 private:
  class Reader final : public io::ChangelogReader {
   public:
    Reader(const Log& log, int64_t from) : log_(log), position_(from) {}
    Result<std::optional<int64_t>> End(io::Time) override {
      // Nobody answers at once.
      return ++asked_ < 2 ? std::nullopt : std::optional(log_.end());
    }
    Result<std::span<const Record>> Poll(io::Time) override {
      records_.clear();
      for (const Line& line : log_.lines_) {
        if (line.offset < position_ || records_.size() == 7) continue;
        Record& record = records_.emplace_back();
        record.offset = line.offset;
        record.key = line.key;
        if (line.value) record.value = *line.value;
      }
      position_ = records_.empty() ? log_.end() : records_.back().offset + 1;
      return std::span<const Record>(records_);
    }
    int64_t position() const override { return position_; }

   private:
    const Log& log_;
    int64_t position_;
    int asked_ = 0;
    std::vector<Record> records_;
  };

  std::vector<Line> lines_;
  int64_t end_ = 0;
};

class StateCheckTest : public testing::Test {
 protected:
  StateCheckTest() : config(MakeConfig(folder.path())), plan(*config.work.plan->routes[0].dedup) {
    access.pipeline = "app";
    access.changelogs = &log;
    access.clock = &clock;
    access.topic_id = [this](const std::string& topic) -> Result<std::string> {
      EXPECT_EQ(topic, kTopic);
      if (topic_id.empty()) return Fail(ErrorCode::kNotFound, "no topic " + topic);
      return topic_id;
    };
    access.idle = std::chrono::seconds(2);
  }

  std::unique_ptr<io::State> Open() {
    auto disk = rocks::Disk::Open({.dir = folder.path()});
    EXPECT_TRUE(disk);
    auto state = rocks::NewStore(*disk, 0)->Open(
        kInput, "r", {ChangelogIdentity(plan.form, kTopic, topic_id), kWindow});
    EXPECT_TRUE(state) << state.error().message;
    return std::move(*state);
  }

  // A transaction, as the worker writes it: to the changelog, then to the state. With what follows
  // from entries.
  void Commit(const std::vector<Change>& changes, int64_t input_next, int64_t now_ms) {
    WriteLog(changes, input_next, now_ms);
    ApplyTo(*Open(), changes, input_next, now_ms);
  }

  void WriteLog(const std::vector<Change>& changes, int64_t input_next, int64_t now_ms) {
    std::string value;
    for (const Change& change : changes) {
      if (change.gone) {
        log.Append(change.group, std::nullopt);
        continue;
      }
      WriteChangelogEntry(plan.form, change.value, &value);
      log.Append(change.group, value);
    }
    dedup::StreamTime time;
    time.now_ms = now_ms;
    WriteChangelogProgress(plan.form, input_next, time, &value);
    log.Append(std::string(kChangelogProgressKey), value);
  }

  void ApplyTo(io::State& state, const std::vector<Change>& changes, int64_t input_next,
               int64_t now_ms) {
    std::vector<Change> all;
    for (const Change& change : changes) {
      all.push_back(change);
      if (change.gone) continue;
      Arena arena;
      ArenaVector<dedup::Entry> bands(arena);
      dedup::DeriveBands(change.group, change.value, plan.near->rule, bands);
      for (const dedup::Entry& band : bands.span()) {
        all.push_back({std::string(band.group), std::string(band.member), std::string(band.value)});
      }
    }
    io::StateProgress progress{input_next, log.end(), {}};
    progress.time.now_ms = now_ms;
    ASSERT_TRUE(testing_stores::Apply(state, all, progress));
  }

  // Behind the worker's back.
  void Tamper(const std::vector<Change>& changes) {
    const auto state = Open();
    ASSERT_TRUE(testing_stores::Apply(*state, changes, *state->progress()));
  }

  Change Near(int64_t offset, int64_t now_ms) const {
    dedup::Signature signature{};
    for (size_t i = 0; i < dedup::kComponents; ++i)
      signature.components[i] = static_cast<uint16_t>(i * 31 + static_cast<size_t>(offset));
    const dedup::NearGroup group = dedup::NearGroupOf(offset);
    std::string value(dedup::kNearValueBytes, '\0');
    dedup::PutNearValue(now_ms, {kInput.partition, offset, now_ms}, signature, value.data());
    return {std::string(group.data(), group.size()), "", value};
  }

  rocks::StoredState Stored() {
    auto found = FindStates(config, {});
    EXPECT_TRUE(found);
    EXPECT_THAT(*found, SizeIs(1));
    return found->at(0);
  }

  StateCheck Check() {
    auto check = CheckState(Stored(), &plan, &access);
    EXPECT_TRUE(check) << check.error().message;
    return check ? *check : StateCheck();
  }

  std::vector<std::string> Exported() {
    std::vector<std::string> lines;
    const Status exported =
        ExportState(Stored(), [&](std::string_view line) { lines.emplace_back(line); });
    EXPECT_TRUE(exported) << exported.error().message;
    return lines;
  }

  TemporaryFolder folder;
  Config config;
  const DedupPlan& plan;
  Log log;
  std::string topic_id = "an id";
  io::SystemClock clock;
  ChangelogAccess access;
};

TEST_F(StateCheckTest, WhatTheWorkerLeavesIsEqual) {
  Commit({Exact(1, kStart, 10), Exact(2, kStart, 11), Near(12, kStart)}, 13, kStart);
  Commit({Exact(3, kStart + 5, 13)}, 14, kStart + 5);
  Commit({}, 20, kStart + 9);
  const StateCheck check = Check();
  EXPECT_TRUE(check.good()) << check.problem;
  EXPECT_TRUE(check.compared);
  EXPECT_EQ(check.live, 4u);
  EXPECT_EQ(check.past, 0u);
  EXPECT_EQ(check.changed_since, 0u);
  EXPECT_EQ(check.behind, 0);
  EXPECT_THAT(check.shown, IsEmpty());
}

TEST_F(StateCheckTest, TellsWhatDiffersByItsFingerprint) {
  Commit({Exact(1, kStart, 10), Exact(2, kStart, 11), Exact(3, kStart, 12)}, 13, kStart);
  // Another first occurrence, one that is not there, one that never was.
  Tamper({Exact(1, kStart, 9), Gone(ExactGroup(2)), Exact(4, kStart, 8)});
  const StateCheck check = Check();
  EXPECT_FALSE(check.good());
  EXPECT_EQ(check.live, 1u);
  EXPECT_EQ(check.differences, 3u);
  EXPECT_THAT(
      check.shown,
      testing::UnorderedElementsAre(
          EntryName(ExactGroup(1)) +
              ": first at offset 9 in the state, at offset 10 in the changelog, or written "
              "at another time",
          EntryName(ExactGroup(2)) + ": not in the state; the changelog has it, first at offset 11",
          EntryName(ExactGroup(4)) +
              ": not in the changelog; the state has it, first at offset 8"));
}

TEST_F(StateCheckTest, ShowsTheFirstDifferencesAndCountsThemAll) {
  std::vector<Change> entries;
  std::vector<Change> gone;
  for (uint64_t i = 0; i < 50; ++i) {
    entries.push_back(Exact(i, kStart));
    gone.push_back(Gone(ExactGroup(i)));
  }
  Commit(entries, 51, kStart);
  Tamper(gone);
  const StateCheck check = Check();
  EXPECT_EQ(check.differences, 50u);
  EXPECT_THAT(check.shown, SizeIs(kMostDifferencesShown));
}

TEST_F(StateCheckTest, AMissingBandIsADifference) {
  const Change near = Near(12, kStart);
  Commit({near}, 13, kStart);
  Arena arena;
  ArenaVector<dedup::Entry> bands(arena);
  dedup::DeriveBands(near.group, near.value, plan.near->rule, bands);
  ASSERT_GT(bands.size(), 1u);
  Tamper({{std::string(bands.span()[0].group), std::string(bands.span()[0].member), "", true}});
  EXPECT_THAT(Check().shown, ElementsAre(HasSubstr("near 12: 1 of its bands are missing")));
}

TEST_F(StateCheckTest, AnotherProgressIsADifference) {
  Commit({Exact(1, kStart)}, 13, kStart);
  {
    const auto state = Open();
    io::StateProgress progress = *state->progress();
    progress.input_next = 12;
    ASSERT_TRUE(state->Apply({}, progress));
  }
  EXPECT_THAT(Check().shown,
              ElementsAre("progress: the next input is 12 in the state, and 13 in the changelog"));
}

TEST_F(StateCheckTest, WhatIsPastIsNotCompared) {
  Commit({Exact(1, kStart, 1), Exact(2, kStart, 2)}, 3, kStart);
  const int64_t later = kStart + kWindow + 1'000'000;
  Commit({Exact(3, later, 3)}, 4, later);
  Tamper({Gone(ExactGroup(1))});
  const StateCheck check = Check();
  EXPECT_TRUE(check.good()) << check.shown[0];
  EXPECT_EQ(check.live, 1u);
  EXPECT_EQ(check.past, 1u);
}

// A state that was left behind, by a crash or beside a process that runs.
TEST_F(StateCheckTest, WhatTheChangelogHasForgottenMeanwhileAccusesNobody) {
  Commit({Exact(1, kStart, 1), Exact(2, kStart, 2), Exact(3, kStart, 3), Near(4, kStart)}, 5,
         kStart);
  const int64_t later = kStart + kWindow + 1;
  WriteLog({Gone(ExactGroup(1)), Gone(ExactGroup(2)), Exact(2, later, 7)}, 8, later);
  StateCheck check = Check();
  EXPECT_TRUE(check.good()) << check.shown[0];
  EXPECT_EQ(check.live, 2u);
  EXPECT_EQ(check.changed_since, 2u);
  EXPECT_EQ(check.behind, 4);
  log.Compact(false);
  check = Check();
  EXPECT_TRUE(check.good()) << check.shown[0];
  EXPECT_EQ(check.changed_since, 2u);
  // The tombstone of the first is gone, too.
  log.Compact(true);
  check = Check();
  EXPECT_TRUE(check.good()) << check.shown[0];
  EXPECT_EQ(check.live, 2u);
  EXPECT_EQ(check.changed_since, 2u);
  // What still says the same is compared.
  Tamper({Gone(ExactGroup(3))});
  EXPECT_THAT(Check().shown, ElementsAre(HasSubstr("not in the state")));
}

TEST_F(StateCheckTest, BesideItsOwnerItIsWhatThatLastWroteToDisk) {
  Commit({Exact(1, kStart, 1)}, 2, kStart);
  const auto owner = Open();
  WriteLog({Exact(2, kStart, 2)}, 3, kStart);
  ApplyTo(*owner, {Exact(2, kStart, 2)}, 3, kStart);
  const StateCheck check = Check();
  EXPECT_TRUE(check.good()) << check.problem;
  EXPECT_EQ(check.live, 1u);
  EXPECT_EQ(check.behind, 2);
  const StateInfo info = Examine(config, Stored());
  EXPECT_TRUE(info.in_use);
  EXPECT_EQ(info.condition, StateCondition::kComplete);
  EXPECT_EQ(info.head.progress->input_next, 2);
  // And it goes on undisturbed.
  ApplyTo(*owner, {Exact(3, kStart, 3)}, 4, kStart);
  EXPECT_FALSE(owner->failed());
}

TEST_F(StateCheckTest, NothingOnDiskIsNoDifference) {
  const auto owner = Open();
  const StateCheck check = Check();
  EXPECT_TRUE(check.good()) << check.problem;
  EXPECT_TRUE(check.is_empty);
  EXPECT_EQ(Examine(config, Stored()).condition, StateCondition::kEmpty);
  EXPECT_THAT(Exported(), IsEmpty());
}

TEST_F(StateCheckTest, WhatIsNoCopyOfTheChangelogIsNotCompared) {
  Commit({Exact(1, kStart, 1)}, 2, kStart);
  topic_id = "made again";
  EXPECT_THAT(Check().problem, HasSubstr("from another topic app.in.r"));
  topic_id = "";
  EXPECT_THAT(Check().problem, HasSubstr("no topic app.in.r"));
}

TEST_F(StateCheckTest, AStateThatHasReadMoreThanThereIs) {
  Commit({Exact(1, kStart, 1)}, 2, kStart);
  {
    const auto state = Open();
    io::StateProgress progress = *state->progress();
    progress.changelog_next = 1000;
    ASSERT_TRUE(state->Apply({}, progress));
  }
  EXPECT_THAT(Check().problem,
              HasSubstr("it has read to offset 1000 of app.in.r, which ends at 2"));
}

TEST_F(StateCheckTest, AClusterThatSaysNothingIsAnError) {
  Commit({Exact(1, kStart, 1)}, 2, kStart);
  access.topic_id = [](const std::string&) -> Result<std::string> {
    return Fail(ErrorCode::kUnavailable, "nobody answers");
  };
  const auto check = CheckState(Stored(), &plan, &access);
  ASSERT_FALSE(check);
  EXPECT_EQ(check.error().message, "nobody answers");
  // What is on disk can be read all the same.
  const auto local = CheckState(Stored(), &plan, nullptr);
  ASSERT_TRUE(local);
  EXPECT_TRUE(local->good());
  EXPECT_FALSE(local->compared);
  EXPECT_EQ(local->live, 1u);
}

TEST_F(StateCheckTest, DamageIsFoundByEverybody) {
  std::vector<Change> entries;
  for (uint64_t i = 0; i < 2000; ++i) entries.push_back(Exact(i, kStart));
  Commit(entries, 2000, kStart);
  size_t tables = 0;
  for (const auto& file : fs::directory_iterator(Stored().dir / "db")) {
    if (file.path().extension() != ".sst") continue;
    std::fstream table(file.path(), std::ios::in | std::ios::out | std::ios::binary);
    table.seekp(static_cast<std::streamoff>(file.file_size() / 3));
    table.write("\xff\xff\xff\xff", 4);
    ++tables;
  }
  ASSERT_GT(tables, 0u);
  EXPECT_THAT(Check().problem, HasSubstr("is damaged"));
  const StateInfo info = Examine(config, Stored());
  EXPECT_EQ(info.condition, StateCondition::kDamaged);
  EXPECT_THAT(info.why, HasSubstr("is damaged"));
  EXPECT_FALSE(ExportState(Stored(), [](std::string_view) {}));
  // Looking repairs nothing.
  EXPECT_EQ(Examine(config, Stored()).condition, StateCondition::kDamaged);
}

TEST_F(StateCheckTest, AMissingTableIsDamage) {
  Commit({Exact(1, kStart)}, 2, kStart);
  for (const auto& file : fs::directory_iterator(Stored().dir / "db")) {
    if (file.path().extension() == ".sst") fs::remove(file.path());
  }
  EXPECT_EQ(Examine(config, Stored()).condition, StateCondition::kDamaged);
}

TEST_F(StateCheckTest, TablesWithoutAListAreDamage) {
  Commit({Exact(1, kStart)}, 2, kStart);
  fs::remove(Stored().dir / "db" / "CURRENT");
  EXPECT_EQ(Examine(config, Stored()).condition, StateCondition::kDamaged);
  fs::remove_all(Stored().dir / "db");
  EXPECT_EQ(Examine(config, Stored()).condition, StateCondition::kEmpty);
}

TEST_F(StateCheckTest, AnEntryOfTheWrongSizeIsDamage) {
  Commit({Exact(1, kStart)}, 2, kStart);
  Tamper({{ExactGroup(2), "", testing_stores::Stamped(kStart)}});
  EXPECT_THAT(Check().problem, HasSubstr("a wrong value"));
  EXPECT_EQ(Examine(config, Stored()).condition, StateCondition::kDamaged);
  EXPECT_FALSE(ExportState(Stored(), [](std::string_view) {}));
}

// --- info

TEST_F(StateCheckTest, InfoCountsByKind) {
  Commit({Exact(1, kStart, 1), Exact(2, kStart, 2), Near(3, kStart)}, 4, kStart);
  const StateInfo info = Examine(config, Stored());
  EXPECT_EQ(info.condition, StateCondition::kComplete);
  EXPECT_EQ(info.stored.input, kInput);
  EXPECT_EQ(info.stored.state, "r");
  EXPECT_TRUE(info.has_route);
  EXPECT_FALSE(info.in_use);
  EXPECT_EQ(info.head.format_version, rocks::kFormatVersion);
  EXPECT_EQ(info.head.form.window_ms, kWindow);
  EXPECT_EQ(info.head.progress->input_next, 4);
  EXPECT_EQ(info.head.progress->changelog_next, 4);
  EXPECT_EQ(info.head.progress->time.now_ms, kStart);
  EXPECT_THAT(info.entries, ElementsAre(2, 1, plan.near->rule.bands, 0, 0));
  EXPECT_GT(info.bytes_on_disk, 0u);
}

TEST_F(StateCheckTest, InfoSaysWhatTheNextStartWillNotTake) {
  Commit({Exact(1, kStart, 1)}, 2, kStart);
  const Config longer = MakeConfig(folder.path(), ", max_time_step: 30m");
  EXPECT_EQ(Examine(longer, Stored()).condition, StateCondition::kComplete);
  Config other = MakeConfig(folder.path(), ", state: renamed");
  EXPECT_FALSE(Examine(other, Stored()).has_route);
  // Another partition's database in this one's place.
  const fs::path here = Stored().dir;
  const fs::path there = folder.path() / "dedup" / "in" / "4" / "r";
  fs::create_directories(there.parent_path());
  fs::rename(here, there);
  fs::remove(here.parent_path());
  EXPECT_EQ(Stored().input.partition, 4);
  EXPECT_EQ(Examine(config, Stored()).condition, StateCondition::kForeign);
  EXPECT_THAT(Check().problem, HasSubstr("of another partition"));
}

TEST_F(StateCheckTest, AnInterruptedRestoreIsNotComplete) {
  Commit({Exact(1, kStart, 1)}, 2, kStart);
  {
    const auto state = Open();
    ASSERT_TRUE(state->Apply({}, {-1, 1, {}}));
  }
  EXPECT_EQ(Examine(config, Stored()).condition, StateCondition::kRestoring);
  EXPECT_TRUE(Check().good());
}

TEST_F(StateCheckTest, FindsStatesInOrderOfTopicAndNumber) {
  auto disk = std::move(*rocks::Disk::Open({.dir = folder.path()}));
  const auto store = rocks::NewStore(disk, 0);
  std::vector<std::unique_ptr<io::State>> open;
  for (const auto& [topic, partition, state] :
       std::vector<std::tuple<std::string, int32_t, std::string>>{
           {"b", 0, "r"}, {"a", 10, "r"}, {"a", 9, "s"}, {"a", 9, "$.x y"}, {"a.b%c", 1, "r"}}) {
    open.push_back(std::move(*store->Open({topic, partition}, state, {1, kWindow})));
  }
  fs::create_directories(folder.path() / "dedup" / "a" / "-1" / "r");
  fs::create_directories(folder.path() / "dedup" / "%zz" / "1" / "r");
  const auto names = [&](const StateFilter& filter) {
    std::vector<std::string> all;
    const auto found = FindStates(config, filter);
    for (const auto& stored : *found) all.push_back(StateText(stored));
    return all;
  };
  EXPECT_THAT(names({}), ElementsAre("$.x y of a [9]", "s of a [9]", "r of a [10]",
                                     "r of a.b%c [1]", "r of b [0]"));
  EXPECT_THAT(names({"a", std::nullopt, ""}), SizeIs(3));
  EXPECT_THAT(names({"a", 9, "s"}), ElementsAre("s of a [9]"));
  EXPECT_THAT(names({"", 7, ""}), IsEmpty());
  fs::remove_all(folder.path() / "dedup");
  EXPECT_THAT(names({}), IsEmpty());
}

// --- export

TEST_F(StateCheckTest, ExportsWhatRecordsMadeInOrder) {
  Commit({Near(3, kStart + 7), Exact(2, kStart, 2), Exact(1, kStart, 1)}, 4, kStart + 7);
  const std::vector<std::string> lines = Exported();
  ASSERT_THAT(lines, SizeIs(3));
  const auto first = nlohmann::json::parse(lines[0]);
  const std::string smaller = std::min(ExactGroup(1), ExactGroup(2));
  EXPECT_EQ(first["kind"], "exact");
  EXPECT_EQ("exact " + first["fingerprint"].get<std::string>(), EntryName(smaller));
  EXPECT_EQ(first["topic"], "in");
  EXPECT_EQ(first["partition"], 3);
  EXPECT_EQ(first["state"], "r");
  EXPECT_EQ(first["first"]["topic"], "in");
  EXPECT_EQ(first["first"]["partition"], 7);  // as the store's tests write it
  EXPECT_EQ(first["first"]["offset"], smaller == ExactGroup(1) ? 1 : 2);
  EXPECT_EQ(first["first"]["timestamp_ms"], kStart);
  EXPECT_EQ(first["written_ms"], kStart);
  EXPECT_EQ(first["live"], true);
  const auto last = nlohmann::json::parse(lines[2]);
  EXPECT_EQ(last["kind"], "near");
  EXPECT_EQ(last["first"]["offset"], 3);
  EXPECT_EQ(last["fingerprint"].get<std::string>().size(), 2 * dedup::kSignatureBytes);
  EXPECT_EQ(Exported(), lines);
}

TEST_F(StateCheckTest, ExportSaysWhatIsPast) {
  Commit({Exact(1, kStart, 1)}, 2, kStart);
  const int64_t later = kStart + kWindow + 1;
  Commit({Exact(2, later, 2)}, 3, later);
  std::map<int64_t, bool> live;
  for (const std::string& line : Exported()) {
    const auto entry = nlohmann::json::parse(line);
    live[entry["first"]["offset"]] = entry["live"];
  }
  EXPECT_THAT(live, ElementsAre(testing::Pair(1, false), testing::Pair(2, true)));
}

// --- rebuild

TEST_F(StateCheckTest, RebuildMakesItEqualAgain) {
  Commit({Exact(1, kStart, 1), Exact(2, kStart, 2), Near(3, kStart)}, 4, kStart);
  Commit({Gone(ExactGroup(1)), Exact(5, kStart + 1, 5)}, 6, kStart + 1);
  const std::vector<std::string> before = Exported();
  Tamper({Exact(2, kStart, 1), Exact(9, kStart, 9)});
  EXPECT_FALSE(Check().good());
  auto disk = std::move(*rocks::Disk::Open({.dir = folder.path()}));
  const auto rebuilt = RebuildState(Stored(), plan, *rocks::NewStore(disk, 0), access);
  ASSERT_TRUE(rebuilt) << rebuilt.error().message;
  EXPECT_EQ(rebuilt->records, log.end());
  EXPECT_EQ(rebuilt->input_next, 6);
  const StateCheck check = Check();
  EXPECT_TRUE(check.good()) << check.problem;
  EXPECT_EQ(check.live, 3u);
  EXPECT_EQ(Exported(), before);
}

TEST_F(StateCheckTest, RebuildMakesADamagedOneAgain) {
  Commit({Exact(1, kStart, 1)}, 2, kStart);
  for (const auto& file : fs::directory_iterator(Stored().dir / "db")) {
    if (file.path().extension() == ".sst") fs::remove(file.path());
  }
  auto disk = std::move(*rocks::Disk::Open({.dir = folder.path()}));
  ASSERT_TRUE(RebuildState(Stored(), plan, *rocks::NewStore(disk, 0), access));
  EXPECT_TRUE(Check().good());
  EXPECT_EQ(Check().live, 1u);
}

TEST_F(StateCheckTest, RebuildTouchesNothingThatIsInUseOrCannotBeRestored) {
  Commit({Exact(1, kStart, 1)}, 2, kStart);
  auto disk = std::move(*rocks::Disk::Open({.dir = folder.path()}));
  const auto store = rocks::NewStore(disk, 0);
  {
    const auto owner = Open();
    const auto refused = RebuildState(Stored(), plan, *store, access);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
    EXPECT_EQ(refused.error().message, "state r of in [3] is in use by a process");
  }
  EXPECT_EQ(Check().live, 1u);
  topic_id = "";
  EXPECT_FALSE(RebuildState(Stored(), plan, *store, access));
  EXPECT_THAT(Exported(), SizeIs(1));
}

TEST_F(StateCheckTest, RebuildTakesNoFingerprintsOfAnotherConfiguration) {
  Commit({Exact(1, kStart, 1)}, 2, kStart);
  std::string value;
  WriteChangelogEntry(plan.form + 1, testing_stores::ExactValue(kStart, 2), &value);
  log.Append(ExactGroup(2), value);
  EXPECT_THAT(Check().problem, HasSubstr("holds fingerprints of another configuration"));
  auto disk = std::move(*rocks::Disk::Open({.dir = folder.path()}));
  const auto refused = RebuildState(Stored(), plan, *rocks::NewStore(disk, 0), access);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("give `dedup.state` a new name"));
}

}  // namespace
}  // namespace aegis::topology
