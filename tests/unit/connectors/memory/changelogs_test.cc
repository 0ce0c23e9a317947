#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "connectors/memory/cluster.h"
#include "connectors/memory/store.h"

namespace aegis::memory {
namespace {

const io::TopicPartition kLog{"changelog", 1};

class ChangelogsTest : public testing::Test {
 protected:
  ChangelogsTest() : changelogs_(NewChangelogs(cluster_)) {
    EXPECT_TRUE(changelogs_->Create("changelog", 2, {}).has_value());
    cluster_.CreateTopic("in", 2);
    source_ = NewSource(cluster_, {.group = "g", .member = "m", .topics = {"in"}});
    sink_ = NewSink(cluster_, {.group = "g", .transactional_id = "t"});
    struct Nobody final : io::AssignmentListener {
      Status OnStart(const io::TopicPartition&, const io::StartPosition&) override { return {}; }
      void OnRevoke(std::span<const io::TopicPartition>, bool) override {}
    } nobody;
    EXPECT_TRUE(source_->Poll({}, nobody).has_value());
    EXPECT_TRUE(sink_->Renew(false, {}).has_value());
    topic_ = sink_->Describe("changelog", {})->handle;
  }

  std::unique_ptr<io::Transaction> Write(const std::string& value) {
    auto transaction = std::move(*sink_->Begin({}));
    io::OutputRecord record;
    record.topic = topic_;
    record.partition = kLog.partition;
    record.key = "k";
    record.value = value;
    EXPECT_EQ(transaction->Produce(record), io::ProduceResult::kAccepted);
    return transaction;
  }
  void Commit(io::Transaction& transaction) {
    io::Progress progress;
    progress.epoch = source_->epoch();
    progress.membership = source_->membership();
    EXPECT_EQ(transaction.Commit(progress, {}), io::CommitOutcome::kCommitted);
  }
  static std::vector<std::string> Values(io::ChangelogReader& reader) {
    std::vector<std::string> values;
    const auto records = reader.Poll({});
    EXPECT_TRUE(records.has_value());
    if (!records) return values;
    for (const Record& record : *records) values.emplace_back(record.value);
    return values;
  }

  Cluster cluster_;
  std::unique_ptr<io::Changelogs> changelogs_;
  std::unique_ptr<io::Source> source_;
  std::unique_ptr<io::Sink> sink_;
  io::TopicHandle topic_ = 0;
};

TEST_F(ChangelogsTest, GrowsATopicAndNeverShrinksIt) {
  EXPECT_EQ(cluster_.partitions("changelog"), 2);
  ASSERT_TRUE(changelogs_->Create("changelog", 3, {}).has_value());
  EXPECT_EQ(cluster_.partitions("changelog"), 3);
  ASSERT_TRUE(changelogs_->Create("changelog", 1, {}).has_value());
  EXPECT_EQ(cluster_.partitions("changelog"), 3);
}

TEST_F(ChangelogsTest, ReadsWhatIsCommittedAndPassesTheRest) {
  Commit(*Write("one"));
  Write("aborted")->Abort({});
  Commit(*Write("two"));
  const auto reader = std::move(*changelogs_->Open(kLog, 0));
  EXPECT_EQ(*reader->End({}), 6);
  EXPECT_EQ(Values(*reader), (std::vector<std::string>{"one", "two"}));
  // Behind the marker of the last transaction.
  EXPECT_EQ(reader->position(), 6);
}

TEST_F(ChangelogsTest, TheEndHoldsWhatIsOpenAndThePositionWaitsBeforeIt) {
  Commit(*Write("one"));
  const auto open = Write("open");
  const auto reader = std::move(*changelogs_->Open(kLog, 0));
  EXPECT_EQ(*reader->End({}), 3);
  EXPECT_EQ(Values(*reader), std::vector<std::string>{"one"});
  EXPECT_EQ(reader->position(), 2);
  Commit(*open);
  EXPECT_EQ(Values(*reader), std::vector<std::string>{"open"});
  EXPECT_EQ(reader->position(), 4);
  EXPECT_EQ(*reader->End({}), 3) << "the end when it was first asked";
}

TEST_F(ChangelogsTest, ReadsFromAnOffsetAndSaysWhenTheLogDoesNotReachIt) {
  Commit(*Write("one"));
  Commit(*Write("two"));
  EXPECT_EQ(Values(**changelogs_->Open(kLog, 2)), std::vector<std::string>{"two"});
  const auto beyond = std::move(*changelogs_->Open(kLog, 99));
  const auto records = beyond->Poll({});
  ASSERT_FALSE(records.has_value());
  EXPECT_EQ(records.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace aegis::memory
