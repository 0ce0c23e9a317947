// The whole boundary between Aegis and the outside, on one page. kafka/ is the real thing; memory/
// and file/ implement the same, so that the worker runs in a unit test and without a broker.
// Nothing here waits longer than the deadline it is given.
//
//   Source ──Poll──► records ──► (engine) ──► Transaction.Produce … Commit(progress) ◄── Sink.Begin
//
// Time comes in: Clock is the only one who knows it. Every object belongs to one worker and is used
// from its thread only.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/record.h"
#include "src/base/result.h"

namespace aegis::io {

using Duration = std::chrono::nanoseconds;
// Monotonic; only differences mean something.
using Time = std::chrono::time_point<std::chrono::steady_clock, Duration>;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Time Now() const = 0;
  virtual int64_t WallMs() const = 0;  // for dead letters' timestamps and lag in seconds only
};

struct TopicPartition {
  std::string topic;
  int32_t partition = 0;
  friend auto operator<=>(const TopicPartition&, const TopicPartition&) = default;
};

// Who we are in the group right now, as the broker will check it. Opaque outside of the connector
// that made it.
class Membership {
 public:
  virtual ~Membership() = default;
};

struct PartitionProgress {
  TopicPartition partition;
  int64_t next_offset = -1;  // last processed + 1
  int32_t leader_epoch = -1;
  std::string metadata;  // carries the receipt chain
};

// Offsets, the assignment epoch they belong to and the membership: one value, so that they cannot
// be mixed up.
struct Progress {
  uint64_t epoch = 0;
  std::shared_ptr<const Membership> membership;  // taken when the transaction began
  std::vector<PartitionProgress> partitions;
};

// How a partition was handed to us.
struct StartPosition {
  int64_t offset = -1;
  int32_t leader_epoch = -1;
  std::string metadata;  // of the committed offset
  std::string topic_id;  // the broker's id of the topic; empty when the connector has none
  bool committed =
      false;  // false: nothing was committed yet, so this must be, before the first record
};

// Called from inside Poll, on the worker's thread.
class AssignmentListener {
 public:
  virtual ~AssignmentListener() = default;
  // The partition has its start position; its first record may follow. After an error the partition
  // stands still, Lag tells the reason (but for kUnavailable), and it is asked about again later.
  virtual Status OnStart(const TopicPartition& partition, const StartPosition& start) = 0;
  // Before the epoch is raised: finish what is open, or abort it. lost: nothing can be committed
  // any more.
  virtual void OnRevoke(std::span<const TopicPartition> partitions, bool lost) = 0;
};

struct PollLimits {
  size_t max_records = 1000;
  Time now{};
  Time deadline{};  // returns early with what there is; an empty answer takes until here
};

// The end of a partition, reached, beyond the last record: what lies between are transaction
// markers or aborted records.
struct EndPosition {
  TopicPartition partition;
  int64_t after_records = -1;  // the position behind the last record that Poll returned
  int64_t end = -1;            // worth committing once everything before after_records is processed
};

struct PartitionLag {
  TopicPartition partition;
  int64_t end_offset = -1;  // stable end; -1: not known yet
  int64_t committed = -1;   // our own; -1: not known yet
  std::string stopped;      // why the partition stands still; empty while it runs
};

class Source {
 public:
  virtual ~Source() = default;
  // Records in order per partition; they stay valid until the next Poll. May be empty. An error is
  // of the process's level.
  virtual Result<std::span<const Record>> Poll(const PollLimits& limits,
                                               AssignmentListener& listener) = 0;
  // Raised by every assignment, revocation and loss.
  virtual uint64_t epoch() const = 0;
  // Null while there is no membership a transaction may be begun with (generation < 0 or an empty
  // member id).
  virtual std::shared_ptr<const Membership> membership() = 0;
  // After an abort: back to the committed position of every assigned partition. Later Polls read it
  // and call OnStart again.
  virtual Status Rewind() = 0;
  // Holds this partition where it is until it is assigned again; the reason shows in Lag.
  virtual void Stop(const TopicPartition& partition, const Error& why) = 0;
  virtual std::span<const EndPosition> Ends() = 0;
  virtual void NoteCommitted(const Progress& progress) = 0;
  virtual std::vector<PartitionLag> Lag() = 0;
  // leave: polls until the member has left the group. Otherwise closes silently, so that a restart
  // gets its partitions back.
  virtual Status Close(bool leave, AssignmentListener& listener, Time deadline) = 0;
};

// An output topic as Sink::Describe numbered it: valid for the sink's life.
using TopicHandle = uint32_t;

struct OutputRecord {
  TopicHandle topic = 0;
  int32_t partition = 0;
  int64_t timestamp_ms = -1;
  std::string_view key = kNull;
  std::string_view value = kNull;
  std::span<const Header> headers = {};
  uint32_t origin =
      0;  // the worker's number of the input record that is to be accused when this one is refused
};

enum class ProduceResult : uint8_t {
  kAccepted,
  kRefused,  // this record can never be produced (too large for the client) and was not: quarantine
             // it
  kAbort,    // the transaction cannot go on: abort and replay
};

enum class CommitOutcome : uint8_t {
  kCommitted,
  kAborted,  // nothing was committed: drop what was staged, rewind, replay
  kUnknown,  // it may have been committed: Renew, then read the committed position
  kFatal,    // the process must stop: a file that cannot be written; never of Kafka
};

// What an aborted transaction tells about a record that the broker does not take.
struct Refusal {
  std::vector<uint32_t> origins;  // the accused: refused themselves, not only purged along
  bool alone = false;             // one record a batch: the accused is guilty
};

class Transaction {
 public:
  virtual ~Transaction() = default;  // aborts when neither committed nor aborted
  virtual ProduceResult Produce(const OutputRecord& record) = 0;
  virtual CommitOutcome Commit(const Progress& progress, Time deadline) = 0;
  virtual CommitOutcome Abort(
      Time deadline) = 0;  // kAborted, or kUnknown when the sink must be renewed
  virtual const Refusal& refusal() const = 0;  // after kAborted
  virtual const Error& error() const = 0;      // why it was not committed, for the log
};

struct TopicInfo {
  TopicHandle handle = 0;
  int32_t partitions = 0;
  std::string topic_id;
};

class Sink {
 public:
  virtual ~Sink() = default;
  virtual Result<std::unique_ptr<Transaction>> Begin(Time deadline) = 0;
  // The next Begin must not come before a Renew.
  virtual bool needs_renewal() const = 0;
  // A new producer with the same id; fences and aborts whatever the old one left. one_by_one: one
  // record a batch.
  virtual Status Renew(bool one_by_one, Time deadline) = 0;
  // Asks afresh. Unknown topics and missing rights are errors that name the topic.
  virtual Result<TopicInfo> Describe(std::string_view topic, Time deadline) = 0;
  // Makes the topic at least this large.
  virtual Status GrowTopic(std::string_view topic, int32_t partitions, Time deadline) = 0;
};

}  // namespace aegis::io
