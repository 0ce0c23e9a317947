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
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/record.h"
#include "src/base/result.h"
#include "src/dedup/entries.h"
#include "src/dedup/stream_time.h"

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
  std::string metadata;    // of the committed offset
  std::string topic_id;    // the broker's id of the topic; empty when the connector has none
  int32_t partitions = 0;  // of the topic; 0: the connector does not know
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
  // OnStart refused this partition for now, and will not any more: it is asked at the next Poll.
  virtual void AskStart(const TopicPartition& partition) = 0;
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
  bool note_offset = false;  // NotedEnd will be asked
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

// What an aborted transaction tells about records that the broker does not take.
struct Refusal {
  std::vector<uint32_t> accused;  // refused themselves, not only purged along
  std::vector<uint32_t> guilty;   // of them, those that travelled in a batch of their own
};

class Transaction {
 public:
  virtual ~Transaction() = default;  // aborts when neither committed nor aborted
  virtual ProduceResult Produce(const OutputRecord& record) = 0;
  virtual CommitOutcome Commit(const Progress& progress, Time deadline) = 0;
  virtual CommitOutcome Abort(
      Time deadline) = 0;  // kAborted, or kUnknown when the sink must be renewed
  virtual const Refusal& refusal() const = 0;  // after kAborted
  // After kCommitted: the offset behind the last record of this partition that was to be noted; -1:
  // not known.
  virtual int64_t NotedEnd(TopicHandle topic, int32_t partition) const = 0;
  virtual const Error& error() const = 0;  // why it was not committed, for the log
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

// --- State ---

// How far a state has come. Written with its entries, all or none, and to the changelog in the
// transaction that commits the input.
struct StateProgress {
  int64_t input_next = -1;     // every record before it is in the entries
  int64_t changelog_next = 0;  // the same of the changelog
  dedup::StreamTime time;
  friend bool operator==(const StateProgress&, const StateProgress&) = default;
};

// What a state's entries mean. Entries of another form are not entries.
struct StateForm {
  uint64_t fingerprint = 0;  // of everything that makes two fingerprints comparable
  int64_t window_ms = 0;
};

struct StateSize {
  uint64_t primary_entries = 0;  // about
  uint64_t bytes_on_disk = 0;
};

// The entries of one input partition and one `dedup.state`. What cannot be trusted (another form,
// damage) is empty and has no progress: whoever owns it restores it from the changelog.
class State : public dedup::Entries {
 public:
  // As the last Apply left it.
  virtual std::optional<StateProgress> progress() const = 0;
  // All or none, in order. A primary entry without a value is gone, and who looks up what followed
  // from it does not find it. After an error, failed() says whether Wipe and a restore help; if
  // not, the disk cannot be written, which is of the process's level.
  virtual Status Apply(std::span<const dedup::Entry> changes, const StateProgress& progress) = 0;
  // Adds the groups of primary entries whose window began before that time (see window.h), oldest
  // first, at most so many, and fewer where finding them takes long: then the next call goes on.
  // They stay until Apply takes them away.
  virtual void Past(int64_t before_ms, size_t most, ArenaVector<std::string_view>& groups) = 0;
  // Empty, without progress.
  virtual Status Wipe() = 0;
  virtual StateSize Size() const = 0;
};

class Store {
 public:
  virtual ~Store() = default;
  // One owner at a time. kUnavailable: somebody still has it.
  virtual Result<std::unique_ptr<State>> Open(const TopicPartition& input, std::string_view state,
                                              const StateForm& form) = 0;
};

// One partition of a changelog from an offset on, committed records only, outside of any group.
class ChangelogReader {
 public:
  virtual ~ChangelogReader() = default;
  // Its end when first asked, what is still open included; nothing while nobody has answered.
  virtual Result<std::optional<int64_t>> End(Time deadline) = 0;
  // May be empty. Records stay valid until the next Poll. kNotFound: the log does not reach that
  // offset, so that the state is not of this log.
  virtual Result<std::span<const Record>> Poll(Time deadline) = 0;
  // Behind what was polled, and behind markers and aborted records too.
  virtual int64_t position() const = 0;
};

class Changelogs {
 public:
  virtual ~Changelogs() = default;
  // Makes the topic, compacted, and at least this large.
  virtual Status Create(std::string_view topic, int32_t partitions, Time deadline) = 0;
  // An error: the topic, which is there, forgets what a state still has.
  virtual Status Check(std::string_view topic, Time deadline) = 0;
  virtual Result<std::unique_ptr<ChangelogReader>> Open(const TopicPartition& changelog,
                                                        int64_t from) = 0;
};

}  // namespace aegis::io
