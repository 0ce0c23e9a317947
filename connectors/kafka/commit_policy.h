// What to do when Kafka answers this or that, apart from the calls themselves: closed enums and
// pure functions, each held by a table in tests/unit/connectors/kafka/commit_policy_test.cc. The
// facts are of librdkafka 2.15 and Kafka 4.3.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "connectors/io.h"
#include "connectors/kafka/client_config.h"

namespace aegis::kafka {

// --- Errors of a transactional call ---

enum class ErrorClass : uint8_t {
  kNone,
  kRetriable,  // the same call again
  kAbortable,  // this transaction is over; the producer lives
  kFenced,   // fatal, and somebody with our id, or the broker's timeout, took the transaction away
  kFatal,    // the producer is dead
  kUnknown,  // none of the flags: nothing may be assumed of the producer
};

struct ErrorFacts {
  int code = 0;  // rd_kafka_resp_err_t
  bool fatal = false;
  bool retriable = false;
  bool requires_abort = false;
};
ErrorClass Classify(const ErrorFacts& facts);

// Does the code of a delivery report accuse the record itself? Brokers report these for every
// record of the batch; purged, timed-out and INVALID_DIFFERENT_RECORD ones were only travelling
// along.
bool AccusesRecord(int code);
// Of two reports of a transaction, the code that tells more of why it failed: a purged record only
// travelled along. 0: none yet.
int MoreTelling(int first, int next);

enum class TransactionCall : uint8_t { kInit, kBegin, kFlush, kSendOffsets, kCommit, kAbort };

enum class NextMove : uint8_t {
  kGoOn,
  kCallAgain,
  kAbort,           // abort_transaction, then replay
  kAbortedByRenew,  // certainly not committed, but only a new producer ends it
  kUnknown,         // it may be committed: new producer, then the committed position is read
};
// deadline_passed: of the transaction's time.
NextMove AfterCall(TransactionCall call, ErrorClass error, bool deadline_passed);

// May the producer begin another transaction? Not when a transactional request was left without an
// answer: commit retries EndTxn inside, and the delayed first one could end the next transaction
// (KIP-890 is not in librdkafka).
constexpr bool MayReuseProducer(bool request_unanswered, bool broken) {
  return !request_unanswered && !broken;
}

// A fenced producer waits this long before it takes its id back, so that the consumer hears first
// when another process has the id (FENCED_INSTANCE_ID comes with a heartbeat) and the two do not
// fence each other in turn.
io::Duration RenewDelay(ErrorClass error);

// --- Who may commit ---

// The broker takes a transactional commit of (-1, "") without asking whose partitions they are.
constexpr bool MayBegin(int32_t generation, std::string_view member_id) {
  return generation >= 0 && !member_id.empty();
}

enum class RebalanceMove : uint8_t { kAssignPaused, kCommitThenUnassign, kAbortThenUnassign };
RebalanceMove OnRebalance(bool is_assign, bool lost);

// --- Where to start ---

struct CommittedAnswer {
  int error = 0;             // of the partition
  int64_t offset = -1;       // negative: none
  bool topic_known = false;  // the group has committed on another partition of the topic
};
enum class StartMove : uint8_t {
  kUseCommitted,
  kAskEarliest,
  kAskLatest,
  kAskAgain,        // a transaction holds pending offsets, or the coordinator moves
  kSayAndAskAgain,  // a right is missing, and may come back
};
// A partition that was added to a topic that is being read starts at its beginning, also with
// `start: latest`.
StartMove DecideStart(const CommittedAnswer& answer, Start start);

// Reading from where the log begins now would skip what retention, or somebody, deleted.
constexpr bool RecordsAreGone(int64_t committed, int64_t log_start) {
  return committed < log_start;
}

// A partition whose outputs are not there, or not as they must be, is asked about again. refusals:
// in a row, before this one.
io::Duration RefusedDelay(int refusals);

// --- A static member that was fenced ---

// Another process has our group.instance.id, or our own join that got no answer: a coordinator that
// was away for longer than the session takes the next join for another process's. Nobody keeps the
// latter alive.
struct FencedFacts {
  bool answered = false;           // the coordinator told of the group's members
  bool present = false;            // one of them has our group.instance.id
  io::Duration same_member_for{};  // has had it, without a gap between the answers
  io::Duration session_timeout{};
};
enum class FencedMove : uint8_t {
  kAskAgain,
  kJoin,         // nobody has the id: it is ours
  kStopProcess,  // it outlived the session: another process keeps it alive
};
FencedMove AfterFenced(const FencedFacts& facts);
// A session ends when the broker gets to it.
inline constexpr io::Duration kSessionSlack = std::chrono::seconds(5);

// --- Errors of the consumer ---

enum class ConsumerMove : uint8_t {
  kEndOfPartition,
  kStopPartition,  // records would be skipped: out of range, truncated, unreadable
  kSay,            // librdkafka goes on by itself
  kStopProcess,
};
ConsumerMove AfterConsumerError(int code, bool fatal);

// Leader epochs never go back within a log: the topic was made again under its name, and offsets
// mean something else. An epoch is negative where the broker does not tell it. Seen only where the
// old topic's leader had been elected more often than the new one's.
constexpr bool IsAnotherLog(int32_t last_epoch, int32_t epoch) {
  return epoch >= 0 && epoch < last_epoch;
}

// --- Partitions ---

// As org.apache.kafka.common.utils.Utils.murmur2.
uint32_t Murmur2(std::string_view bytes);
// As Java's default partitioner for records with a key. partitions > 0.
inline int32_t PartitionOfKey(std::string_view key, int32_t partitions) {
  return static_cast<int32_t>((Murmur2(key) & 0x7fffffffu) % static_cast<uint32_t>(partitions));
}

}  // namespace aegis::kafka
