// The way of partitions to their first record, answer by answer. The client under it has no broker:
// what it does is local (pause, seek, resume). Not under TSan, which does not see librdkafka's
// threads.
#if !defined(__SANITIZE_THREAD__)
#include "connectors/kafka/opening.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace aegis::kafka {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::AllOf;
using testing::HasSubstr;

class ManualClock final : public io::Clock {
 public:
  io::Time Now() const override { return now_; }
  int64_t WallMs() const override { return 0; }
  void Advance(io::Duration by) { now_ += by; }

 private:
  io::Time now_{seconds(1000)};
};

class Listener final : public io::AssignmentListener {
 public:
  Status OnStart(const io::TopicPartition& partition, const io::StartPosition& start) override {
    ++calls;
    ++asked[partition.partition];
    last = start;
    return answer ? answer(partition) : Status();
  }
  void OnRevoke(std::span<const io::TopicPartition>, bool) override {}

  std::function<Status(const io::TopicPartition&)> answer;
  std::map<int32_t, int> asked;
  io::StartPosition last;
  int calls = 0;
};

class OpeningTest : public testing::Test {
 protected:
  OpeningTest() {
    Result<Conf> conf = MakeConf({{"bootstrap.servers", "127.0.0.1:1"},
                                  {"group.id", "group"},
                                  {"log_level", "0"},
                                  {"enable.auto.commit", "false"}});
    handle_ = *NewHandle(RD_KAFKA_CONSUMER, std::move(*conf));
    lookup_ = std::make_unique<Lookup>(handle_, ClientSettings{});
    partitions_.Attach(handle_);
    opening_.Attach(handle_, lookup_.get());
  }
  ~OpeningTest() override {
    lookup_.reset();
    rd_kafka_destroy_flags(handle_, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
  }

  void Assign(int32_t count) {
    PartitionList list = NewPartitionList(static_cast<size_t>(count));
    for (int32_t i = 0; i < count; ++i) {
      rd_kafka_topic_partition_list_add(list.get(), "in", i)->offset = RD_KAFKA_OFFSET_BEGINNING;
      partitions_.Add({"in", i});
    }
    rd_kafka_assign(handle_, list.get());
    rd_kafka_pause_partitions(handle_, list.get());
    opening_.Assigned();
  }

  // The answers that come from the cluster, for all partitions that wait for one.
  void Answer(int64_t committed, int64_t log_start) {
    (void)opening_.Take(TopicIdsAnswer{false, {{"in", 0, "id", 1000}}}, clock_.Now());
    CommittedOffsetsAnswer offsets;
    LogStartsAnswer starts;
    for (const auto& [id, partition] : partitions_) {
      offsets.offsets.push_back({id, 0, committed, 3, "metadata"});
      starts.offsets.push_back({id, 0, log_start, 5});
    }
    opening_.Take(offsets, clock_.Now());
    opening_.Take(starts, clock_.Now());
    lookup_->ForgetPositions();
  }

  void Start() { opening_.Start(clock_.Now(), listener_); }
  Partition& At(int32_t partition) { return *partitions_.Find({"in", partition}); }
  int Running() {
    int count = 0;
    for (const auto& [id, partition] : partitions_) count += partition.state == State::kRunning;
    return count;
  }

  rd_kafka_t* handle_ = nullptr;
  std::unique_ptr<Lookup> lookup_;
  SourceOptions options_;
  ManualClock clock_;
  Partitions partitions_;
  Opening opening_{options_, clock_, partitions_};
  Listener listener_;
};

TEST_F(OpeningTest, StartsAtTheCommittedOffset) {
  Assign(1);
  Answer(100, 40);
  Start();
  EXPECT_EQ(At(0).state, State::kRunning);
  EXPECT_EQ(At(0).next_offset, 100);
  EXPECT_TRUE(listener_.last.committed);
  EXPECT_EQ(listener_.last.offset, 100);
  EXPECT_EQ(listener_.last.leader_epoch, 3);
  EXPECT_EQ(listener_.last.metadata, "metadata");
  EXPECT_EQ(listener_.last.topic_id, "id");
}

TEST_F(OpeningTest, StartsWhereTheLogBeginsWithoutACommittedOffset) {
  Assign(1);
  Answer(-1, 40);
  Start();
  EXPECT_EQ(At(0).next_offset, 40);
  EXPECT_FALSE(listener_.last.committed);
  EXPECT_EQ(listener_.last.metadata, "");
}

TEST_F(OpeningTest, StopsWhereTheCommittedOffsetWasDeleted) {
  Assign(1);
  Answer(100, 101);
  Start();
  EXPECT_EQ(At(0).state, State::kStopped);
  EXPECT_THAT(At(0).stopped, AllOf(HasSubstr("out of range"), HasSubstr("100"), HasSubstr("101")));
  EXPECT_EQ(listener_.calls, 0);
}

TEST_F(OpeningTest, AsksAgainWithoutAnAnswer) {
  Assign(1);
  Answer(100, 40);
  opening_.Rewind();
  CommittedOffsetsAnswer committed;
  committed.offsets.emplace_back().partition = At(0).id;
  committed.offsets.back().offset = 100;
  opening_.Take(committed, clock_.Now());
  EXPECT_EQ(At(0).state, State::kAskLogStart);
  LogStartsAnswer nobody;
  nobody.unanswered = true;
  nobody.offsets.emplace_back().partition = At(0).id;
  nobody.offsets.back().error = RD_KAFKA_RESP_ERR__TIMED_OUT;
  opening_.Take(nobody, clock_.Now());
  EXPECT_EQ(At(0).state, State::kAskCommitted);
  Start();
  EXPECT_EQ(listener_.calls, 0);
}

TEST_F(OpeningTest, OnePollStartsAsManyAsFitIntoAShortWhile) {
  constexpr int kPartitions = 300;
  Assign(kPartitions);
  Answer(100, 40);
  // Whoever answers about the outputs is slow.
  listener_.answer = [&](const io::TopicPartition&) -> Status {
    clock_.Advance(milliseconds(600));
    return {};
  };
  for (int polls = 0; Running() < kPartitions; ++polls) {
    ASSERT_LT(polls, kPartitions);
    int before = listener_.calls;
    io::Time begun = clock_.Now();
    Start();
    EXPECT_EQ(listener_.calls - before, 2);
    EXPECT_LT(clock_.Now() - begun, seconds(2)) << "a poll must come back soon";
  }
  EXPECT_EQ(listener_.calls, kPartitions) << "each once";
}

TEST_F(OpeningTest, AllThatAreReadyStartInOnePollWhenAnswersAreQuick) {
  Assign(300);
  Answer(100, 40);
  Start();
  EXPECT_EQ(Running(), 300);
}

TEST_F(OpeningTest, ThoseThatAreRefusedDoNotKeepOthersWaiting) {
  Assign(60);
  Answer(100, 40);
  listener_.answer = [&](const io::TopicPartition& partition) -> Status {
    clock_.Advance(seconds(2));
    if (partition.partition < 50) return Fail(ErrorCode::kUnavailable, "no answer");
    return {};
  };
  for (int i = 0; i < 60; ++i) {
    Answer(100, 40);
    Start();
  }
  EXPECT_EQ(listener_.asked.size(), 60u);
  EXPECT_EQ(Running(), 10);
}

TEST_F(OpeningTest, ARefusedPartitionIsAskedAboutLaterAndGoesOn) {
  Assign(1);
  Answer(100, 40);
  bool is_made = false;
  listener_.answer = [&](const io::TopicPartition&) -> Status {
    if (!is_made) return Fail(ErrorCode::kNotFound, "topic out does not exist");
    return {};
  };
  Start();
  EXPECT_EQ(At(0).stopped, "topic out does not exist");
  EXPECT_EQ(At(0).state, State::kAskCommitted) << "what it knows is old by then";
  EXPECT_EQ(At(0).ask_again_at, clock_.Now() + seconds(1));
  Answer(100, 40);
  Start();
  EXPECT_EQ(listener_.calls, 1) << "not before its time";
  clock_.Advance(seconds(1));
  Answer(100, 40);
  Start();
  EXPECT_EQ(listener_.calls, 2);
  EXPECT_EQ(At(0).ask_again_at, clock_.Now() + seconds(2)) << "less and less often";
  is_made = true;
  clock_.Advance(seconds(2));
  Answer(100, 40);
  Start();
  EXPECT_EQ(At(0).state, State::kRunning);
  EXPECT_EQ(At(0).stopped, "");
}

TEST_F(OpeningTest, ATopicThatMayNotBeReadIsSaidToStandStillUntilItMay) {
  Assign(2);
  Answer(100, 40);
  Start();
  EXPECT_EQ(Running(), 2);
  EXPECT_FALSE(opening_.Take(TopicIdsAnswer{false, {{"in", 0, "id", 2, false}}}, clock_.Now()));
  EXPECT_THAT(At(1).stopped, HasSubstr("no right to Read"));
  EXPECT_EQ(Running(), 2) << "the client keeps the position and asks again by itself";
  EXPECT_FALSE(opening_.Take(TopicIdsAnswer{false, {{"in", 0, "id", 2, true}}}, clock_.Now()));
  EXPECT_EQ(At(1).stopped, "");
}

TEST_F(OpeningTest, ACommittedPositionThatMayNotBeReadIsAskedForUntilItMay) {
  Assign(1);
  (void)opening_.Take(TopicIdsAnswer{false, {{"in", 0, "id", 1}}}, clock_.Now());
  CommittedOffsetsAnswer denied;
  auto& offset = denied.offsets.emplace_back();
  offset.partition = At(0).id;
  offset.error = RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED;
  opening_.Take(denied, clock_.Now());
  EXPECT_THAT(At(0).stopped, HasSubstr("may not be read"));
  EXPECT_EQ(At(0).state, State::kAskCommitted);
  EXPECT_EQ(At(0).ask_again_at, clock_.Now() + seconds(1));
  clock_.Advance(seconds(1));
  Answer(100, 40);
  Start();
  EXPECT_EQ(At(0).state, State::kRunning);
  EXPECT_EQ(At(0).stopped, "");
}

TEST_F(OpeningTest, NothingIsReadBeforeTheTopicsIdIsKept) {
  const std::filesystem::path folder =
      std::filesystem::path(testing::TempDir()) / ("aegis-opening-" + std::to_string(getpid()));
  auto ids = TopicIds::Open(folder / "topic_ids");
  ASSERT_TRUE(ids);
  options_.topic_ids = ids->get();
  Assign(1);
  EXPECT_FALSE(opening_.Take(TopicIdsAnswer{false, {{"in", 0, "id", 2}}}, clock_.Now()));
  EXPECT_EQ(At(0).state, State::kAskCommitted) << "not for good: the disk may be cleared";
  EXPECT_GT(At(0).ask_again_at, clock_.Now());
  EXPECT_THAT(At(0).said, HasSubstr("cannot write"));
  std::filesystem::create_directory(folder);
  clock_.Advance(seconds(1));
  Answer(100, 40);
  Start();
  EXPECT_EQ(At(0).state, State::kRunning);
  std::filesystem::remove_all(folder);
}

TEST_F(OpeningTest, AChangedTopicStopsAndSaysSo) {
  auto ids = TopicIds::Open("");
  ASSERT_TRUE(ids);
  options_.topic_ids = ids->get();
  Assign(2);
  Answer(100, 40);
  Start();
  EXPECT_EQ(Running(), 2);
  EXPECT_FALSE(opening_.Take(TopicIdsAnswer{false, {{"in", 0, "id", 2}}}, clock_.Now()));
  EXPECT_TRUE(opening_.Take(TopicIdsAnswer{false, {{"in", 0, "other", 2}}}, clock_.Now()))
      << "what is in flight must not be committed";
  EXPECT_EQ(Running(), 0);
  EXPECT_THAT(At(1).stopped, HasSubstr("made again"));
}

}  // namespace
}  // namespace aegis::kafka
#endif
