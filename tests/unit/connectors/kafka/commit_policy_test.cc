#include "connectors/kafka/commit_policy.h"

#include <gtest/gtest.h>
#include <librdkafka/rdkafka.h>

#include <chrono>
#include <string>
#include <vector>

#include "connectors/kafka/fence.h"

namespace aegis::kafka {
namespace {

using std::chrono::milliseconds;

TEST(Classify, FatalWinsOverAbortableOverRetriable) {
  struct {
    ErrorFacts facts;
    ErrorClass expected;
  } const kTable[] = {
      {{.code = RD_KAFKA_RESP_ERR_NO_ERROR}, ErrorClass::kNone},
      {{.code = RD_KAFKA_RESP_ERR__TIMED_OUT, .retriable = true}, ErrorClass::kRetriable},
      {{.code = RD_KAFKA_RESP_ERR__TIMED_OUT}, ErrorClass::kRetriable},
      {{.code = RD_KAFKA_RESP_ERR__TIMED_OUT, .requires_abort = true}, ErrorClass::kAbortable},
      {{.code = RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION, .requires_abort = true},
       ErrorClass::kAbortable},
      {{.code = RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, .requires_abort = true},
       ErrorClass::kAbortable},
      {{.code = RD_KAFKA_RESP_ERR_CONCURRENT_TRANSACTIONS, .retriable = true},
       ErrorClass::kRetriable},
      {{.code = RD_KAFKA_RESP_ERR__FENCED, .fatal = true}, ErrorClass::kFenced},
      {{.code = RD_KAFKA_RESP_ERR_PRODUCER_FENCED, .fatal = true}, ErrorClass::kFenced},
      {{.code = RD_KAFKA_RESP_ERR_INVALID_PRODUCER_EPOCH, .fatal = true}, ErrorClass::kFenced},
      {{.code = RD_KAFKA_RESP_ERR_INVALID_TXN_STATE, .fatal = true}, ErrorClass::kFatal},
      {{.code = RD_KAFKA_RESP_ERR_INVALID_TXN_STATE, .fatal = true, .requires_abort = true},
       ErrorClass::kFatal},
      {{.code = RD_KAFKA_RESP_ERR_UNKNOWN, .fatal = true, .retriable = true}, ErrorClass::kFatal},
      {{.code = RD_KAFKA_RESP_ERR__STATE}, ErrorClass::kUnknown},
      {{.code = RD_KAFKA_RESP_ERR__PREV_IN_PROGRESS}, ErrorClass::kUnknown},
  };
  for (const auto& row : kTable) {
    EXPECT_EQ(Classify(row.facts), row.expected)
        << rd_kafka_err2name(static_cast<rd_kafka_resp_err_t>(row.facts.code)) << " fatal "
        << row.facts.fatal;
  }
}

TEST(AccusesRecord, OnlyWhatIsSaidOfTheRecordItself) {
  for (int code : {RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, RD_KAFKA_RESP_ERR_RECORD_LIST_TOO_LARGE,
                   RD_KAFKA_RESP_ERR_INVALID_TIMESTAMP, RD_KAFKA_RESP_ERR_INVALID_RECORD}) {
    EXPECT_TRUE(AccusesRecord(code)) << code;
  }
  for (int code :
       {RD_KAFKA_RESP_ERR_NO_ERROR, RD_KAFKA_RESP_ERR__PURGE_QUEUE,
        RD_KAFKA_RESP_ERR__PURGE_INFLIGHT, RD_KAFKA_RESP_ERR__MSG_TIMED_OUT,
        RD_KAFKA_RESP_ERR__INVALID_DIFFERENT_RECORD, RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION,
        RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED}) {
    EXPECT_FALSE(AccusesRecord(code)) << code;
  }
}

TEST(MoreTelling, TheFirstThatIsNotPurgedAlong) {
  constexpr int kNone = RD_KAFKA_RESP_ERR_NO_ERROR;
  constexpr int kQueued = RD_KAFKA_RESP_ERR__PURGE_QUEUE;
  constexpr int kSent = RD_KAFKA_RESP_ERR__PURGE_INFLIGHT;
  constexpr int kTooLarge = RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE;
  constexpr int kTimedOut = RD_KAFKA_RESP_ERR__MSG_TIMED_OUT;
  EXPECT_EQ(MoreTelling(kNone, kQueued), kQueued);
  EXPECT_EQ(MoreTelling(kNone, kTooLarge), kTooLarge);
  EXPECT_EQ(MoreTelling(kQueued, kTooLarge), kTooLarge);
  EXPECT_EQ(MoreTelling(kSent, kTimedOut), kTimedOut);
  EXPECT_EQ(MoreTelling(kTooLarge, kQueued), kTooLarge);
  EXPECT_EQ(MoreTelling(kTooLarge, kTimedOut), kTooLarge) << "what came first";
  EXPECT_EQ(MoreTelling(kSent, kNone), kSent);
}

TEST(AfterCall, EveryCallAndEveryClass) {
  using Call = TransactionCall;
  using Class = ErrorClass;
  using Move = NextMove;
  struct {
    TransactionCall call;
    ErrorClass error;
    bool deadline_passed;
    NextMove expected;
  } const kTable[] = {
      {Call::kCommit, Class::kNone, true, Move::kGoOn},
      {Call::kCommit, Class::kRetriable, false, Move::kCallAgain},
      {Call::kSendOffsets, Class::kRetriable, false, Move::kCallAgain},
      {Call::kAbort, Class::kRetriable, false, Move::kCallAgain},
      {Call::kInit, Class::kRetriable, false, Move::kCallAgain},
      // Out of time: only a commit leaves doubt.
      {Call::kCommit, Class::kRetriable, true, Move::kUnknown},
      {Call::kSendOffsets, Class::kRetriable, true, Move::kAbort},
      {Call::kFlush, Class::kRetriable, true, Move::kAbort},
      {Call::kAbort, Class::kRetriable, true, Move::kAbortedByRenew},
      {Call::kInit, Class::kRetriable, true, Move::kAbortedByRenew},
      // Abortable.
      {Call::kCommit, Class::kAbortable, false, Move::kAbort},
      {Call::kSendOffsets, Class::kAbortable, false, Move::kAbort},
      {Call::kFlush, Class::kAbortable, false, Move::kAbort},
      {Call::kAbort, Class::kAbortable, false, Move::kAbortedByRenew},
      // Fatal.
      {Call::kCommit, Class::kFatal, false, Move::kUnknown},
      {Call::kCommit, Class::kFenced, false, Move::kUnknown},
      {Call::kSendOffsets, Class::kFatal, false, Move::kAbortedByRenew},
      {Call::kSendOffsets, Class::kFenced, false, Move::kAbortedByRenew},
      {Call::kAbort, Class::kFatal, false, Move::kAbortedByRenew},
      {Call::kAbort, Class::kFenced, false, Move::kAbortedByRenew},
      {Call::kBegin, Class::kFatal, false, Move::kAbortedByRenew},
      // No flags at all: nothing is assumed of the producer.
      {Call::kCommit, Class::kUnknown, false, Move::kUnknown},
      {Call::kSendOffsets, Class::kUnknown, false, Move::kAbortedByRenew},
      {Call::kBegin, Class::kUnknown, false, Move::kAbortedByRenew},
      {Call::kAbort, Class::kUnknown, false, Move::kAbortedByRenew},
  };
  for (const auto& row : kTable) {
    EXPECT_EQ(AfterCall(row.call, row.error, row.deadline_passed), row.expected)
        << "call " << static_cast<int>(row.call) << " error " << static_cast<int>(row.error);
  }
}

TEST(MayReuseProducer, NotAfterAnUnansweredRequestNorAfterABreak) {
  static_assert(MayReuseProducer(false, false));
  static_assert(!MayReuseProducer(true, false));
  static_assert(!MayReuseProducer(false, true));
}

TEST(RenewDelay, OnlyTheFencedWait) {
  EXPECT_GT(RenewDelay(ErrorClass::kFenced), milliseconds(3000));
  EXPECT_EQ(RenewDelay(ErrorClass::kFatal), milliseconds(0));
  EXPECT_EQ(RenewDelay(ErrorClass::kUnknown), milliseconds(0));
}

TEST(MayBegin, NeverAsNobody) {
  static_assert(MayBegin(0, "member"));
  static_assert(MayBegin(7, "member"));
  static_assert(!MayBegin(-1, "member"));
  static_assert(!MayBegin(3, ""));
  static_assert(!MayBegin(-1, ""));
}

TEST(OnRebalance, CommitsOnlyWhatIsNotLost) {
  EXPECT_EQ(OnRebalance(true, false), RebalanceMove::kAssignPaused);
  EXPECT_EQ(OnRebalance(false, false), RebalanceMove::kCommitThenUnassign);
  EXPECT_EQ(OnRebalance(false, true), RebalanceMove::kAbortThenUnassign);
}

TEST(DecideStart, SeesWhatWasDeletedUnread) {
  EXPECT_FALSE(RecordsAreGone(0, 0));
  EXPECT_FALSE(RecordsAreGone(7, 7));
  EXPECT_FALSE(RecordsAreGone(7, 3));
  EXPECT_TRUE(RecordsAreGone(7, 8));
}

TEST(IsAnotherLog, WhenLeaderEpochsGoBack) {
  EXPECT_FALSE(IsAnotherLog(-1, 0)) << "the first record";
  EXPECT_FALSE(IsAnotherLog(-1, 5));
  EXPECT_FALSE(IsAnotherLog(5, 5));
  EXPECT_FALSE(IsAnotherLog(5, 6));
  EXPECT_FALSE(IsAnotherLog(5, -1)) << "not told";
  EXPECT_TRUE(IsAnotherLog(5, 4));
  EXPECT_TRUE(IsAnotherLog(1, 0));
}

TEST(RefusedDelay, GrowsUpToHalfAMinute) {
  std::vector<int64_t> delays;
  for (int refusals : {0, 1, 2, 3, 4, 5, 6, 1000})
    delays.push_back(
        std::chrono::duration_cast<std::chrono::seconds>(RefusedDelay(refusals)).count());
  EXPECT_EQ(delays, (std::vector<int64_t>{1, 2, 4, 8, 16, 30, 30, 30}));
}

TEST(AfterFenced, LeavesTheIdToALivingProcessOnly) {
  using std::chrono::seconds;
  struct {
    FencedFacts facts;
    FencedMove expected;
  } const kTable[] = {
      {{.answered = false, .same_member_for = seconds(1000)}, FencedMove::kAskAgain},
      {{.answered = true, .present = false}, FencedMove::kJoin},
      {{.answered = true, .present = true}, FencedMove::kAskAgain},
      // Its session cannot have ended yet.
      {{.answered = true, .present = true, .same_member_for = seconds(10)}, FencedMove::kAskAgain},
      {{.answered = true, .present = true, .same_member_for = seconds(15)}, FencedMove::kAskAgain},
      {{.answered = true, .present = true, .same_member_for = seconds(16)},
       FencedMove::kStopProcess},
      // Gone at last: nobody kept it alive.
      {{.answered = true, .present = false, .same_member_for = seconds(16)}, FencedMove::kJoin},
  };
  for (const auto& row : kTable) {
    FencedFacts facts = row.facts;
    facts.session_timeout = seconds(10);
    EXPECT_EQ(AfterFenced(facts), row.expected) << (&row - kTable);
  }
}

TEST(Fence, WatchesOneMemberWithoutAGap) {
  using std::chrono::seconds;
  io::Time now{seconds(1000)};
  Fence fence(seconds(6), now);
  auto after = [&](int wait_s, const GroupAnswer& answer) {
    now += seconds(wait_s);
    return fence.Take(answer, now);
  };
  const GroupAnswer a{.member_id = "a"};
  const GroupAnswer b{.member_id = "b"};
  const GroupAnswer no_answer{.error = -195};
  EXPECT_EQ(after(1, a), FencedMove::kAskAgain);
  EXPECT_EQ(after(10, a), FencedMove::kAskAgain);
  EXPECT_EQ(after(1, b), FencedMove::kAskAgain) << "another one";
  EXPECT_EQ(after(10, b), FencedMove::kAskAgain);
  EXPECT_EQ(after(5, no_answer), FencedMove::kAskAgain) << "its session may have begun anew";
  EXPECT_FALSE(fence.NeedsNewClient(now));
  EXPECT_EQ(after(19, no_answer), FencedMove::kAskAgain);
  EXPECT_TRUE(fence.NeedsNewClient(now));
  EXPECT_FALSE(fence.NeedsNewClient(now)) << "once";
  EXPECT_EQ(after(1, b), FencedMove::kAskAgain);
  EXPECT_EQ(after(10, b), FencedMove::kAskAgain);
  EXPECT_EQ(after(2, b), FencedMove::kStopProcess);
  EXPECT_EQ(after(1, {}), FencedMove::kJoin);
}

TEST(DecideStart, CommittedThenConfigured) {
  struct {
    CommittedAnswer answer;
    Start start;
    StartMove expected;
  } const kTable[] = {
      {{.offset = 0}, Start::kLatest, StartMove::kUseCommitted},
      {{.offset = 17}, Start::kEarliest, StartMove::kUseCommitted},
      {{.offset = -1}, Start::kEarliest, StartMove::kAskEarliest},
      {{.offset = -1}, Start::kLatest, StartMove::kAskLatest},
      {{.offset = -1001}, Start::kLatest, StartMove::kAskLatest},
      // Added to a topic that is read already: what came before it was seen must not be skipped.
      {{.offset = -1, .topic_known = true}, Start::kLatest, StartMove::kAskEarliest},
      {{.error = RD_KAFKA_RESP_ERR_UNSTABLE_OFFSET_COMMIT}, Start::kEarliest, StartMove::kAskAgain},
      {{.error = RD_KAFKA_RESP_ERR_UNSTABLE_OFFSET_COMMIT, .offset = 5},
       Start::kEarliest,
       StartMove::kAskAgain},
      {{.error = RD_KAFKA_RESP_ERR_NOT_COORDINATOR}, Start::kEarliest, StartMove::kAskAgain},
      {{.error = RD_KAFKA_RESP_ERR__TIMED_OUT}, Start::kLatest, StartMove::kAskAgain},
      {{.error = RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED},
       Start::kEarliest,
       StartMove::kSayAndAskAgain},
      {{.error = RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED},
       Start::kEarliest,
       StartMove::kSayAndAskAgain},
  };
  for (const auto& row : kTable) {
    EXPECT_EQ(DecideStart(row.answer, row.start), row.expected)
        << "error " << row.answer.error << " offset " << row.answer.offset;
  }
}

TEST(AfterConsumerError, NothingIsSkippedSilently) {
  struct {
    int code;
    bool fatal;
    ConsumerMove expected;
  } const kTable[] = {
      {RD_KAFKA_RESP_ERR__PARTITION_EOF, false, ConsumerMove::kEndOfPartition},
      {RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET, false, ConsumerMove::kStopPartition},
      {RD_KAFKA_RESP_ERR__LOG_TRUNCATION, false, ConsumerMove::kStopPartition},
      {RD_KAFKA_RESP_ERR__BAD_MSG, false, ConsumerMove::kStopPartition},
      {RD_KAFKA_RESP_ERR__BAD_COMPRESSION, false, ConsumerMove::kStopPartition},
      {RD_KAFKA_RESP_ERR__MAX_POLL_EXCEEDED, false, ConsumerMove::kSay},
      {RD_KAFKA_RESP_ERR__TRANSPORT, false, ConsumerMove::kSay},
      {RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, false, ConsumerMove::kSay},
      {RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, false, ConsumerMove::kSay},
      {RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID, false, ConsumerMove::kStopProcess},
      {RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED, false, ConsumerMove::kStopProcess},
      {RD_KAFKA_RESP_ERR__PARTITION_EOF, true, ConsumerMove::kStopProcess},
  };
  for (const auto& row : kTable) {
    EXPECT_EQ(AfterConsumerError(row.code, row.fatal), row.expected)
        << rd_kafka_err2name(static_cast<rd_kafka_resp_err_t>(row.code));
  }
}

// From org.apache.kafka.common.utils.UtilsTest.testMurmur2.
TEST(Murmur2, AsJava) {
  struct {
    const char* key;
    int32_t expected;
  } const kTable[] = {
      {"21", -973932308},
      {"foobar", -790332482},
      {"a-little-bit-long-string", -985981536},
      {"a-little-bit-longer-string", -1486304829},
      {"lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971},
      {"abc", 479470107},
  };
  for (const auto& row : kTable)
    EXPECT_EQ(static_cast<int32_t>(Murmur2(row.key)), row.expected) << row.key;
}

TEST(Murmur2, AgreesWithTheClientsOwnPartitioner) {
  std::string key;
  for (int i = 0; i < 300; ++i) {
    for (int32_t partitions : {1, 2, 7, 32}) {
      int32_t theirs = rd_kafka_msg_partitioner_murmur2(nullptr, key.data(), key.size(), partitions,
                                                        nullptr, nullptr);
      ASSERT_EQ(PartitionOfKey(key, partitions), theirs)
          << i << " bytes, " << partitions << " partitions";
    }
    key.push_back(static_cast<char>(i * 37 + 11));
  }
}

}  // namespace
}  // namespace aegis::kafka
