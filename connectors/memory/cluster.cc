#include "connectors/memory/cluster.h"

#include <algorithm>

namespace aegis::memory {

void Cluster::CreateTopic(const std::string& topic, int32_t partitions) {
  Topic& made = topics_[topic];
  made.id = "id-" + std::to_string(++topic_ids_);
  made.logs.clear();
  GrowTopic(topic, partitions);
}

void Cluster::RecreateTopic(const std::string& topic) {
  int32_t count = partitions(topic);
  // The broker deletes committed offsets with the topic.
  for (auto& [name, group] : groups_) {
    std::erase_if(group.committed, [&](const auto& entry) { return entry.first.topic == topic; });
  }
  CreateTopic(topic, count);
}

void Cluster::GrowTopic(const std::string& topic, int32_t partitions) {
  auto& logs = topics_[topic].logs;
  while (logs.size() < static_cast<size_t>(partitions)) logs.push_back(std::make_unique<Log>());
}

int32_t Cluster::partitions(const std::string& topic) const {
  auto at = topics_.find(topic);
  return at == topics_.end() ? 0 : static_cast<int32_t>(at->second.logs.size());
}

Cluster::Log* Cluster::FindLog(const io::TopicPartition& partition) {
  return const_cast<Log*>(std::as_const(*this).FindLog(partition));
}

const Cluster::Log* Cluster::FindLog(const io::TopicPartition& partition) const {
  auto at = topics_.find(partition.topic);
  if (at == topics_.end() || partition.partition < 0) return nullptr;
  auto index = static_cast<size_t>(partition.partition);
  return index < at->second.logs.size() ? at->second.logs[index].get() : nullptr;
}

int64_t Cluster::Append(const io::TopicPartition& partition, Message message, bool marker) {
  Log* log = FindLog(partition);
  if (log == nullptr) return -1;
  log->stored.push_back({std::move(message), false, 0});
  int64_t offset = log->end() - 1;
  if (marker) log->stored.push_back({{}, true, 0});
  return offset;
}

void Cluster::DeleteBefore(const io::TopicPartition& partition, int64_t offset) {
  if (Log* log = FindLog(partition)) log->first_offset = std::max(log->first_offset, offset);
}

Cluster::Fate Cluster::FateOf(const Stored& stored) const {
  return stored.transaction == 0 ? Fate::kCommitted : transactions_.at(stored.transaction).fate;
}

int64_t Cluster::StableEnd(const io::TopicPartition& partition) const {
  const Log* log = FindLog(partition);
  if (log == nullptr) return 0;
  while (log->stable < log->end() &&
         FateOf(log->stored[static_cast<size_t>(log->stable)]) != Fate::kOpen) {
    ++log->stable;
  }
  return log->stable;
}

std::vector<Message> Cluster::ReadCommitted(const io::TopicPartition& partition) const {
  std::vector<Message> messages;
  const Log* log = FindLog(partition);
  int64_t end = StableEnd(partition);
  for (int64_t i = log == nullptr ? end : log->first_offset; i < end; ++i) {
    const Stored& stored = log->stored[static_cast<size_t>(i)];
    if (!stored.marker && FateOf(stored) == Fate::kCommitted) messages.push_back(stored.message);
  }
  return messages;
}

std::vector<Message> Cluster::ReadUncommitted(const io::TopicPartition& partition) const {
  std::vector<Message> messages;
  const Log* log = FindLog(partition);
  if (log == nullptr) return messages;
  for (const Stored& stored : log->stored) {
    if (!stored.marker) messages.push_back(stored.message);
  }
  return messages;
}

std::optional<CommittedOffset> Cluster::Committed(const std::string& group,
                                                  const io::TopicPartition& partition) const {
  auto at = groups_.find(group);
  if (at == groups_.end()) return std::nullopt;
  auto offset = at->second.committed.find(partition);
  if (offset == at->second.committed.end()) return std::nullopt;
  return offset->second;
}

void Cluster::End(uint64_t transaction, bool commit) {
  TransactionState& state = transactions_.at(transaction);
  if (state.fate != Fate::kOpen) return;
  state.fate = commit ? Fate::kCommitted : Fate::kAborted;
  // Commit and abort leave a marker in every partition.
  for (const io::TopicPartition& partition : state.touched) {
    if (Log* log = FindLog(partition)) log->stored.push_back({{}, true, 0});
  }
  for (auto& [name, group] : groups_) {
    auto pending = group.pending.find(transaction);
    if (pending == group.pending.end()) continue;
    if (commit) {
      for (auto& [partition, offset] : pending->second) group.committed[partition] = offset;
    }
    group.pending.erase(pending);
  }
  if (commit) ++committed_;
}

void Cluster::FenceAndAbort(const std::string& id) {
  ++epochs_[id];
  for (auto& [number, state] : transactions_) {
    if (state.id == id && state.fate == Fate::kOpen) End(number, false);
  }
}

void Cluster::TimeOutTransactions() {
  for (auto& [number, state] : transactions_) {
    if (state.fate == Fate::kOpen) FenceAndAbort(std::string(state.id));
  }
}

void Cluster::Join(const std::string& name, const std::string& member,
                   std::vector<std::string> topics) {
  Group& group = groups_[name];
  group.members[member].topics = std::move(topics);
  for (auto& [other, state] : group.members) state.gave_back = group.assignment[other].empty();
  group.rebalancing = true;
  FinishRebalance(group);
}

void Cluster::Leave(const std::string& name, const std::string& member) {
  Group& group = groups_[name];
  group.members.erase(member);
  group.assignment.erase(member);
  for (auto& [other, state] : group.members) state.gave_back = group.assignment[other].empty();
  group.rebalancing = true;
  FinishRebalance(group);
}

void Cluster::Expire(const std::string& name, const std::string& member) { Leave(name, member); }

void Cluster::GiveBack(const std::string& name, const std::string& member) {
  Group& group = groups_[name];
  auto at = group.members.find(member);
  if (at == group.members.end()) return;
  at->second.gave_back = true;
  group.assignment.erase(member);
  FinishRebalance(group);
}

void Cluster::FinishRebalance(Group& group) {
  for (const auto& [member, state] : group.members) {
    if (!state.gave_back) return;
  }
  group.rebalancing = false;
  ++group.generation;
  group.assignment.clear();
  if (group.members.empty()) return;
  std::set<std::string> topics;
  for (const auto& [member, state] : group.members)
    topics.insert(state.topics.begin(), state.topics.end());
  std::vector<std::string> members;
  for (const auto& [member, state] : group.members) {
    members.push_back(member);
    group.assignment[member];
  }
  size_t next = 0;
  for (const std::string& topic : topics) {
    for (int32_t i = 0; i < partitions(topic); ++i) {
      group.assignment[members[next++ % members.size()]].push_back({topic, i});
    }
  }
}

}  // namespace aegis::memory
