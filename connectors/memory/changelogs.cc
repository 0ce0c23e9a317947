#include <algorithm>

#include "connectors/memory/cluster.h"
#include "connectors/memory/store.h"

namespace aegis::memory {

class MemoryChangelogReader final : public io::ChangelogReader {
 public:
  MemoryChangelogReader(const Cluster& cluster, Client client, size_t poll_records,
                        io::TopicPartition partition, int64_t from)
      : cluster_(cluster),
        client_(client),
        poll_records_(poll_records),
        partition_(std::move(partition)),
        position_(from) {}

  Result<std::optional<int64_t>> End(io::Time) override {
    const Cluster::Log* log = cluster_.FindLog(partition_);
    if (log == nullptr) return Fail(ErrorCode::kNotFound, "no topic " + partition_.topic);
    if (!end_ && Answered()) end_ = log->end();
    return end_;
  }

  Result<std::span<const Record>> Poll(io::Time deadline) override {
    records_.clear();
    headers_.clear();
    const int64_t before = position_;
    if (Answered()) {
      if (Status read = Read(); !read) return tl::unexpected(read.error());
    }
    Network& network = *cluster_.network_;
    network.Reach(Point::kRestore, client_);
    if (cluster_.clock_ != nullptr) {
      // As long as the answer takes, or until the deadline where there is none.
      const io::Duration left = deadline - cluster_.Now();
      const io::Duration wait = position_ == before ? left : network.Takes(Slow::kAnswer);
      if (wait > io::Duration{} && left > io::Duration{})
        network.Wait(client_, std::min(wait, left));
    }
    return std::span<const Record>(records_);
  }

  int64_t position() const override { return position_; }

 private:
  bool Answered() const {
    return cluster_.network_->Send(Request::kFetch, client_) == Delivery::kAnswered;
  }

  Status Read() {
    const Cluster::Log* log = cluster_.FindLog(partition_);
    if (log == nullptr) return Fail(ErrorCode::kNotFound, "no topic " + partition_.topic);
    if (position_ < log->first_offset || position_ > log->end()) {
      return Fail(ErrorCode::kNotFound, "the changelog does not reach that offset");
    }
    const int64_t stable = cluster_.StableEnd(partition_);
    for (; position_ < stable && records_.size() < poll_records_; ++position_) {
      const Cluster::Stored& stored = log->stored[static_cast<size_t>(position_)];
      if (stored.marker || cluster_.FateOf(stored) != Cluster::Fate::kCommitted) continue;
      Record& record = records_.emplace_back();
      record.topic = partition_.topic;
      record.partition = partition_.partition;
      record.offset = position_;
      record.leader_epoch = 0;
      record.timestamp_ms = stored.message.timestamp_ms;
      record.timestamp_type = TimestampType::kCreateTime;
      if (stored.message.key) record.key = *stored.message.key;
      if (stored.message.value) record.value = *stored.message.value;
      std::vector<Header>& headers = headers_.emplace_back();
      for (const auto& [name, value] : stored.message.headers) {
        headers.push_back({name, value ? std::string_view(*value) : kNull});
      }
    }
    for (size_t i = 0; i < records_.size(); ++i) records_[i].headers = headers_[i];
    return {};
  }

  const Cluster& cluster_;
  const Client client_;
  const size_t poll_records_;
  io::TopicPartition partition_;
  int64_t position_;
  std::optional<int64_t> end_;
  std::vector<Record> records_;
  std::vector<std::vector<Header>> headers_;
};

class MemoryChangelogs final : public io::Changelogs {
 public:
  MemoryChangelogs(Cluster& cluster, Client client, size_t poll_records)
      : cluster_(cluster), client_(client), poll_records_(poll_records) {}

  Status Create(std::string_view topic, int32_t partitions, io::Time) override {
    const std::string name(topic);
    if (cluster_.partitions(name) == 0) {
      cluster_.CreateTopic(name, partitions);
    } else {
      cluster_.GrowTopic(name, partitions);
    }
    return {};
  }

  Status Check(std::string_view, io::Time) override { return {}; }

  Result<std::unique_ptr<io::ChangelogReader>> Open(const io::TopicPartition& changelog,
                                                    int64_t from) override {
    return std::make_unique<MemoryChangelogReader>(cluster_, client_, poll_records_, changelog,
                                                   from);
  }

 private:
  Cluster& cluster_;
  const Client client_;
  const size_t poll_records_;
};

std::unique_ptr<io::Changelogs> NewChangelogs(Cluster& cluster, Client client,
                                              size_t poll_records) {
  return std::make_unique<MemoryChangelogs>(cluster, client, poll_records);
}

}  // namespace aegis::memory
