// The whole boundary between Aegis and the outside, on one page. kafka/ is the real thing; memory/ and file/ implement the
// same, so that the worker runs in a unit test and without a broker. Nothing here waits longer than the deadline it is given.
//
//   Source ──Poll──► records ──► (engine) ──► Transaction.Produce … Commit(progress) ◄── Sink.Begin(membership)
//
// Time comes in: Clock is the only one who knows it.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
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

// Who we are in the group right now, as the broker will check it. Opaque outside of the connector that made it.
class Membership {
 public:
  virtual ~Membership() = default;
};

struct PartitionProgress {
  TopicPartition partition;
  int64_t next_offset = -1;       // last processed + 1
  int32_t leader_epoch = -1;
  std::string metadata;           // carries the receipt chain
};

// Offsets, the assignment epoch they belong to and the membership: one value, so that they cannot be mixed up.
struct Progress {
  uint64_t epoch = 0;
  std::shared_ptr<const Membership> membership;
  std::vector<PartitionProgress> partitions;
};

// How a partition was handed to us.
struct StartPosition {
  int64_t offset = -1;
  int32_t leader_epoch = -1;
  std::string metadata;           // of the committed offset; empty when there was none
  std::string topic_id;           // the broker's id of the topic; empty when the connector has none
};

// Called from inside Poll, on the worker's thread.
class AssignmentListener {
 public:
  virtual ~AssignmentListener() = default;
  // The partition has its start position; its first record may follow.
  virtual void OnStart(const TopicPartition& partition, const StartPosition& start) = 0;
  // Before the epoch is raised: finish what is sealed or abort. lost: nothing can be committed any more.
  virtual void OnRevoke(std::span<const TopicPartition> partitions, bool lost) = 0;
};

struct PollLimits {
  size_t max_records = 1000;
  Time deadline{};
};

struct PartitionLag {
  TopicPartition partition;
  int64_t end_offset = -1;        // stable end
  int64_t position = -1;          // next offset to be read (passes markers)
  int64_t committed = -1;         // our own
};

class Source {
 public:
  virtual ~Source() = default;
  // Records in order per partition; they stay valid until the next Poll. May be empty. An error is of the process's level.
  virtual Result<std::span<const Record>> Poll(const PollLimits& limits) = 0;
  virtual uint64_t epoch() const = 0;
  // Null while there is no membership a transaction may be begun with (generation < 0 or an empty member id).
  virtual std::shared_ptr<const Membership> membership() = 0;
  // Back to the committed position of every assigned partition, after an abort: reads them again and calls OnStart.
  virtual Status Rewind() = 0;
  // Partitions whose end was passed beyond the last record (transaction markers): positions worth committing alone.
  virtual std::vector<PartitionProgress> PositionsPastRecords() = 0;
  virtual void NoteCommitted(const Progress& progress) = 0;
  virtual std::vector<PartitionLag> Lag() = 0;
  // Polls until the member has left the group (leave) or closes silently. At most until the deadline.
  virtual Status Close(bool leave, Time deadline) = 0;
};

struct OutputRecord {
  std::string_view topic;
  int32_t partition = 0;
  int64_t timestamp_ms = -1;      // -1: now
  std::string_view key = kNull;
  std::string_view value = kNull;
  std::span<const Header> headers;
  uint32_t origin = 0;            // index into the transaction's origins: which input record is to be accused
};

enum class ProduceResult : uint8_t {
  kAccepted,
  kRefused,      // this record can never be produced (too large for the client): quarantine it
  kAbort,        // the transaction cannot go on: abort and replay
  kFatal,        // the producer is dead: renew
};

enum class CommitOutcome : uint8_t {
  kCommitted,
  kAborted,      // nothing was committed: drop staged state, rewind, replay
  kUnknown,      // it may have been committed: new producer with the same id, then read the committed position
  kFatal,        // the process must stop
};

// What a worker keeps of an aborted transaction to find the record that the broker refuses.
struct Refusal {
  std::vector<uint32_t> origins;  // the accused: refused themselves, not only purged along
  bool alone = false;             // produced with one record a batch: the accused is guilty
};

class Transaction {
 public:
  virtual ~Transaction() = default;   // aborts when neither committed nor aborted
  virtual ProduceResult Produce(const OutputRecord& record) = 0;
  virtual CommitOutcome Commit(const Progress& progress, Time deadline) = 0;
  virtual CommitOutcome Abort(Time deadline) = 0;     // kAborted, or kUnknown when the sink must be renewed
  virtual const Refusal& refusal() const = 0;         // after kAborted
};

struct TopicInfo {
  int32_t partitions = 0;
  std::string topic_id;
};

class Sink {
 public:
  virtual ~Sink() = default;
  virtual Result<std::unique_ptr<Transaction>> Begin(Time deadline) = 0;
  // A new producer with the same id; fences and aborts whatever the old one left. one_by_one: one record a batch.
  virtual Status Renew(bool one_by_one, Time deadline) = 0;
  // Cached; unknown topics and missing rights are errors that name the topic.
  virtual Result<TopicInfo> Describe(std::string_view topic, Time deadline) = 0;
};

}  // namespace aegis::io
