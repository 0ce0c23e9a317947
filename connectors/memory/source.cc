#include <algorithm>
#include <map>

#include "connectors/memory/cluster.h"
#include "connectors/memory/membership.h"

namespace aegis::memory {

class MemorySource final : public io::Source {
 public:
  MemorySource(Cluster& cluster, SourceOptions options)
      : cluster_(cluster), options_(std::move(options)) {
    cluster_.Join(options_.group, options_.member, options_.topics);
  }
  // Dies silently: like a process that was killed, until Cluster::Expire.
  ~MemorySource() override = default;

  Result<std::span<const Record>> Poll(const io::PollLimits& limits,
                                       io::AssignmentListener& listener) override {
    records_.clear();
    headers_.clear();
    FollowGroup(listener);
    Start(listener);
    for (auto& [id, partition] : partitions_) {
      if (partition.running) Read(id, partition, limits.max_records);
    }
    // Only now: spans into headers_ would have moved.
    for (size_t i = 0; i < records_.size(); ++i) records_[i].headers = headers_[i];
    return std::span<const Record>(records_);
  }

  uint64_t epoch() const override { return epoch_; }

  std::shared_ptr<const io::Membership> membership() override {
    if (generation_ < 0 || partitions_.empty()) return nullptr;
    auto membership = std::make_shared<MemoryMembership>();
    membership->group = options_.group;
    membership->member = options_.member;
    membership->generation = generation_;
    return membership;
  }

  Status Rewind() override {
    for (auto& [id, partition] : partitions_) {
      if (!partition.held) partition = {};
    }
    return {};
  }

  void Stop(const io::TopicPartition& id, const Error& why) override {
    auto at = partitions_.find(id);
    if (at == partitions_.end() || at->second.held) return;
    at->second.running = false;
    at->second.held = true;
    at->second.stopped = why.message;
  }

  std::span<const io::EndPosition> Ends() override {
    ends_.clear();
    for (const auto& [id, partition] : partitions_) {
      if (!partition.running || partition.position != cluster_.StableEnd(id)) continue;
      if (partition.position <= partition.committed) continue;
      ends_.push_back({id, partition.after_records, partition.position});
    }
    return ends_;
  }

  void NoteCommitted(const io::Progress& progress) override {
    for (const io::PartitionProgress& committed : progress.partitions) {
      auto at = partitions_.find(committed.partition);
      if (at != partitions_.end()) at->second.committed = committed.next_offset;
    }
  }

  std::vector<io::PartitionLag> Lag() override {
    std::vector<io::PartitionLag> lags;
    for (const auto& [id, partition] : partitions_) {
      lags.push_back({id, cluster_.StableEnd(id), partition.committed, partition.stopped});
    }
    return lags;
  }

  Status Close(bool leave, io::AssignmentListener& listener, io::Time) override {
    if (!leave) return {};
    if (generation_ >= 0) GiveUp(listener, false);
    cluster_.Leave(options_.group, options_.member);
    return {};
  }

 private:
  struct Partition {
    bool running = false;
    int64_t position = -1;
    int64_t after_records = -1;
    int64_t committed = -1;
    bool held = false;    // for good
    std::string stopped;  // why it stands still
  };

  void FollowGroup(io::AssignmentListener& listener) {
    Cluster::Group& group = cluster_.groups_[options_.group];
    if (!group.members.contains(options_.member)) {
      // Expired: everything is lost; join again.
      if (generation_ >= 0) GiveUp(listener, true);
      cluster_.Join(options_.group, options_.member, options_.topics);
    }
    if (group.rebalancing) {
      if (generation_ >= 0) GiveUp(listener, false);
      cluster_.GiveBack(options_.group, options_.member);
    }
    if (group.rebalancing || generation_ == group.generation) return;
    // A generation of which nobody told us: we were expired and came back within one poll, or
    // joined.
    if (generation_ >= 0) GiveUp(listener, true);
    ++epoch_;
    generation_ = group.generation;
    for (const io::TopicPartition& id : group.assignment[options_.member]) partitions_[id] = {};
  }

  void GiveUp(io::AssignmentListener& listener, bool lost) {
    std::vector<io::TopicPartition> ids;
    for (const auto& [id, partition] : partitions_) ids.push_back(id);
    listener.OnRevoke(ids, lost);
    ++epoch_;
    generation_ = -1;
    partitions_.clear();
  }

  void Start(io::AssignmentListener& listener) {
    Cluster::Group& group = cluster_.groups_[options_.group];
    for (auto& [id, partition] : partitions_) {
      if (partition.running || partition.held) continue;
      bool unstable = std::any_of(
          group.pending.begin(), group.pending.end(),
          [&, wanted = id](const auto& pending) { return pending.second.contains(wanted); });
      if (unstable) continue;
      io::StartPosition start;
      start.topic_id = cluster_.topics_[id.topic].id;
      if (auto committed = group.committed.find(id); committed != group.committed.end()) {
        start.committed = true;
        start.offset = committed->second.offset;
        start.leader_epoch = committed->second.leader_epoch;
        start.metadata = committed->second.metadata;
        partition.committed = start.offset;
      } else {
        start.offset =
            options_.from_latest ? cluster_.StableEnd(id) : cluster_.FindLog(id)->first_offset;
      }
      if (start.offset < cluster_.FindLog(id)->first_offset) {
        partition.stopped = "the position is out of range";
        partition.held = true;
        continue;
      }
      Status agreed = listener.OnStart(id, start);
      if (!agreed) {
        // Asked again with the next poll.
        if (agreed.error().code != ErrorCode::kUnavailable)
          partition.stopped = agreed.error().message;
        continue;
      }
      partition.stopped.clear();
      partition.position = start.offset;
      partition.after_records = start.offset;
      partition.running = true;
    }
  }

  void Read(const io::TopicPartition& id, Partition& partition, size_t max_records) {
    Cluster::Log* log = cluster_.FindLog(id);
    int64_t end = cluster_.StableEnd(id);
    while (partition.position < end && records_.size() < max_records) {
      int64_t offset = partition.position++;
      const Cluster::Stored& stored = log->stored[static_cast<size_t>(offset)];
      if (stored.marker || cluster_.FateOf(stored) != Cluster::Fate::kCommitted) continue;
      partition.after_records = offset + 1;
      Record record;
      record.topic = id.topic;
      record.partition = id.partition;
      record.offset = offset;
      record.leader_epoch = 0;
      record.timestamp_ms = stored.message.timestamp_ms;
      record.timestamp_type = TimestampType::kCreateTime;
      if (stored.message.key) record.key = *stored.message.key;
      if (stored.message.value) record.value = *stored.message.value;
      std::vector<Header> headers;
      for (const auto& [name, value] : stored.message.headers) {
        headers.push_back({name, value ? std::string_view(*value) : kNull});
      }
      headers_.push_back(std::move(headers));
      records_.push_back(record);
    }
  }

  Cluster& cluster_;
  SourceOptions options_;
  int32_t generation_ = -1;
  uint64_t epoch_ = 0;
  std::map<io::TopicPartition, Partition> partitions_;
  std::vector<Record> records_;
  std::vector<std::vector<Header>> headers_;
  std::vector<io::EndPosition> ends_;
};

std::unique_ptr<io::Source> NewSource(Cluster& cluster, SourceOptions options) {
  return std::make_unique<MemorySource>(cluster, std::move(options));
}

}  // namespace aegis::memory
