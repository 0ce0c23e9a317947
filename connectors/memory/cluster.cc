#include "connectors/memory/cluster.h"

#include <algorithm>

#include "connectors/memory/background.h"

namespace aegis::memory {

Network& Cluster::Calm() {
  static Network calm;
  return calm;
}

// --- Time ---

void Cluster::Later(Slow what, std::function<void()> then) {
  const io::Duration delay = network_->Takes(what);
  if (clock_ == nullptr || delay <= io::Duration{}) {
    then();
  } else {
    later_.emplace(clock_->Now() + delay, std::move(then));
  }
}

void Cluster::Tick() {
  const io::Time now = Now();
  while (!later_.empty() && later_.begin()->first <= now) {
    auto due = later_.extract(later_.begin());
    due.mapped()();
  }
  for (auto& [id, producer] : producers_) {
    if (producer.open == 0 || now - StateOf(producer.open).begun < producer.timeout) continue;
    ++producer.epoch;
    End(producer.open, false);
  }
  for (auto& [name, group] : groups_) {
    for (auto at = group.members.begin(); at != group.members.end();) {
      const auto& [id, member] = *at++;
      // Who waits for the generation to come is not asked for heartbeats.
      const bool waits = group.rebalancing && member.joined;
      if (!waits && now - member.heard > member.session) Leave(name, std::string(id));
    }
  }
  ticking_.assign(sources_.begin(), sources_.end());
  std::sort(ticking_.begin(), ticking_.end(), [](const MemorySource* a, const MemorySource* b) {
    return ClientOf(*a) < ClientOf(*b);
  });
  for (MemorySource* source : ticking_) {
    if (!network_->IsFrozen(ClientOf(*source))) RunBackground(*source);
  }
}

// --- Topics ---

void Cluster::CreateTopic(const std::string& topic, int32_t partitions) {
  Topic& made = topics_[topic];
  made.id = "id-" + std::to_string(++topic_ids_);
  made.logs.clear();
  GrowTopic(topic, partitions);
}

void Cluster::RecreateTopic(const std::string& topic) {
  int32_t count = partitions(topic);
  // The broker deletes committed offsets with the topic.
  auto of_topic = [&](const auto& entry) { return entry.first.topic == topic; };
  for (auto& [name, group] : groups_) {
    std::erase_if(group.committed, of_topic);
    for (auto& [transaction, offsets] : group.pending) {
      // With their transaction they are committed, to nobody's use.
      for (const auto& [partition, offset] : offsets) {
        if (partition.topic == topic)
          group.orphaned[transaction].push_back({name, partition, TopicId(topic), offset});
      }
      std::erase_if(offsets, of_topic);
    }
  }
  CreateTopic(topic, count);
}

void Cluster::GrowTopic(const std::string& topic, int32_t partitions) {
  auto& logs = topics_[topic].logs;
  if (logs.size() >= static_cast<size_t>(partitions)) return;
  while (logs.size() < static_cast<size_t>(partitions)) logs.push_back(std::make_unique<Log>());
  for (auto& [name, group] : groups_) {
    for (const auto& [id, member] : group.members) {
      if (std::find(member.topics.begin(), member.topics.end(), topic) == member.topics.end())
        continue;
      StartRebalance(group);
      break;
    }
  }
}

int32_t Cluster::partitions(const std::string& topic) const {
  auto at = topics_.find(topic);
  return at == topics_.end() ? 0 : static_cast<int32_t>(at->second.logs.size());
}

std::string Cluster::TopicId(const std::string& topic) const {
  auto at = topics_.find(topic);
  return at == topics_.end() ? std::string() : at->second.id;
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

uint64_t Cluster::OpenTransaction() {
  transactions_.push_back({Fate::kOpen, {}, Now(), {}, {}, 0});
  return transactions_.size();
}

int64_t Cluster::AppendIn(uint64_t transaction, const io::TopicPartition& partition,
                          Message message) {
  Log* log = FindLog(partition);
  if (log == nullptr) return -1;
  log->stored.push_back({std::move(message), false, transaction});
  log->unmarked.insert(transaction);
  StateOf(transaction).touched.insert(partition);
  return log->end() - 1;
}

void Cluster::DeleteBefore(const io::TopicPartition& partition, int64_t offset) {
  if (Log* log = FindLog(partition)) log->first_offset = std::max(log->first_offset, offset);
}

// --- Reading ---

int64_t Cluster::StableEnd(const io::TopicPartition& partition) const {
  const Log* log = FindLog(partition);
  if (log == nullptr) return 0;
  while (log->stable < log->end()) {
    const Stored& stored = log->stored[static_cast<size_t>(log->stable)];
    if (stored.transaction != 0 && log->unmarked.contains(stored.transaction)) break;
    ++log->stable;
  }
  return log->stable;
}

int64_t Cluster::End(const io::TopicPartition& partition) const {
  const Log* log = FindLog(partition);
  return log == nullptr ? 0 : log->end();
}

void Cluster::Visit(const io::TopicPartition& partition, bool committed,
                    const std::function<void(int64_t, const Message&)>& visit) const {
  const Log* log = FindLog(partition);
  if (log == nullptr) return;
  const int64_t end = committed ? StableEnd(partition) : log->end();
  for (int64_t i = log->first_offset; i < end; ++i) {
    const Stored& stored = log->stored[static_cast<size_t>(i)];
    if (stored.marker || (committed && FateOf(stored) != Fate::kCommitted)) continue;
    visit(i, stored.message);
  }
}

std::vector<Message> Cluster::ReadCommitted(const io::TopicPartition& partition) const {
  std::vector<Message> messages;
  Visit(partition, true, [&](int64_t, const Message& message) { messages.push_back(message); });
  return messages;
}

std::vector<Message> Cluster::ReadUncommitted(const io::TopicPartition& partition) const {
  std::vector<Message> messages;
  Visit(partition, false, [&](int64_t, const Message& message) { messages.push_back(message); });
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

bool Cluster::IsStable(const std::string& group, const io::TopicPartition& partition) {
  for (const auto& [transaction, offsets] : groups_[group].pending) {
    if (offsets.contains(partition)) return false;
  }
  return true;
}

// --- Transactions ---

Cluster::Answer Cluster::InitProducer(const std::string& id, io::Duration timeout, int* epoch) {
  Producer& producer = producers_[id];
  if (producer.open != 0) {
    // Whoever had it is fenced at once; the answer comes when the abort has been written.
    ++producer.epoch;
    End(producer.open, false);
  }
  if (producer.ending != 0) return Answer::kRetriable;
  producer.timeout = timeout;
  *epoch = ++producer.epoch;
  return Answer::kDone;
}

Cluster::Answer Cluster::OpenOf(const std::string& id, int epoch, uint64_t* transaction) {
  Producer& producer = producers_[id];
  if (producer.epoch != epoch) return Answer::kFenced;
  if (producer.ending != 0) return Answer::kRetriable;  // CONCURRENT_TRANSACTIONS
  if (producer.open == 0) {
    producer.open = OpenTransaction();
    StateOf(producer.open).id = id;
  }
  *transaction = producer.open;
  return Answer::kDone;
}

Cluster::Answer Cluster::Produce(const std::string& id, int epoch,
                                 const io::TopicPartition& partition, Message message) {
  uint64_t transaction = 0;
  if (Answer answer = OpenOf(id, epoch, &transaction); answer != Answer::kDone) return answer;
  AppendIn(transaction, partition, std::move(message));
  return Answer::kDone;
}

Cluster::Answer Cluster::SendOffsets(const std::string& id, int epoch,
                                     const MemoryMembership& member, const Offsets& offsets) {
  uint64_t transaction = 0;
  if (Answer answer = OpenOf(id, epoch, &transaction); answer != Answer::kDone) return answer;
  StateOf(transaction).groups.insert(member.group);
  // (-1, '') of a dynamic member is taken from anybody.
  const bool nobody = member.instance.empty() && member.member_id.empty() && member.generation < 0;
  if (!nobody) {
    if (Answer answer = CheckMember(member); answer != Answer::kDone) return answer;
  }
  for (const auto& [partition, offset] : offsets)
    groups_[member.group].pending[transaction][partition] = offset;
  return Answer::kDone;
}

Cluster::Answer Cluster::EndOf(const std::string& id, int epoch, bool commit) {
  Producer& producer = producers_[id];
  if (producer.epoch != epoch) return Answer::kFenced;
  if (producer.ending != 0)
    return producer.last_committed == commit ? Answer::kRetriable : Answer::kInvalidState;
  // The same again, after the answer was lost.
  if (producer.open == 0)
    return producer.last_committed == commit ? Answer::kDone : Answer::kInvalidState;
  End(producer.open, commit);
  return Answer::kDone;
}

void Cluster::End(uint64_t transaction, bool commit) {
  TransactionState& state = StateOf(transaction);
  if (state.fate != Fate::kOpen) return;
  state.fate = commit ? Fate::kCommitted : Fate::kAborted;
  if (commit) ++committed_;
  state.markers_left = state.touched.size() + state.groups.size();
  if (auto at = producers_.find(state.id); at != producers_.end()) {
    at->second.open = 0;
    at->second.last_committed = commit;
    if (state.markers_left > 0) at->second.ending = transaction;
  }
  // Commit and abort leave a marker in every partition, sooner or later.
  for (const io::TopicPartition& partition : state.touched)
    Later(Slow::kMarker, [this, transaction, partition] { WriteMarker(transaction, partition); });
  for (const std::string& group : state.groups)
    Later(Slow::kMarker, [this, transaction, group] { MarkOffsets(transaction, group); });
}

void Cluster::WriteMarker(uint64_t transaction, const io::TopicPartition& partition) {
  // Of a topic that was made again nothing is left to mark.
  if (Log* log = FindLog(partition); log != nullptr && log->unmarked.erase(transaction) > 0)
    log->stored.push_back({{}, true, 0});
  Marked(transaction);
}

void Cluster::MarkOffsets(uint64_t transaction, const std::string& name) {
  Group& group = groups_[name];
  const TransactionState& state = StateOf(transaction);
  if (auto pending = group.pending.find(transaction); pending != group.pending.end()) {
    if (state.fate == Fate::kCommitted) {
      for (auto& [partition, offset] : pending->second) {
        offset_commits_.push_back({name, partition, TopicId(partition.topic), offset});
        group.committed[partition] = std::move(offset);
      }
    }
    group.pending.erase(pending);
  }
  if (auto orphaned = group.orphaned.extract(transaction);
      orphaned && state.fate == Fate::kCommitted) {
    for (OffsetCommit& commit : orphaned.mapped()) offset_commits_.push_back(std::move(commit));
  }
  Marked(transaction);
}

void Cluster::Marked(uint64_t transaction) {
  TransactionState& state = StateOf(transaction);
  if (--state.markers_left > 0) return;
  auto at = producers_.find(state.id);
  if (at != producers_.end() && at->second.ending == transaction) at->second.ending = 0;
}

void Cluster::TimeOutTransactions() {
  for (auto& [id, producer] : producers_) {
    if (producer.open == 0) continue;
    ++producer.epoch;
    End(producer.open, false);
  }
}

// --- Groups ---

std::string Cluster::Join(const std::string& name, const std::string& member_id, Member member) {
  Group& group = groups_[name];
  member.joined = true;
  member.heard = Now();
  std::string id = member_id;
  if (auto before = group.instances.find(member.instance);
      !member.instance.empty() && before != group.instances.end() && before->second != member_id) {
    // A static member comes back: a new id, which fences the old one, and the old one's place.
    id = member.name + "-" + std::to_string(++member_ids_);
    if (auto given = group.assignment.extract(before->second)) {
      given.key() = id;
      group.assignment.insert(std::move(given));
    }
    group.members.erase(before->second);
    before->second = id;
    group.members[id] = std::move(member);
    if (group.rebalancing) FinishRebalance(group);
    return id;
  }
  const bool known = group.members.contains(id);
  if (!known) id = member.name + "-" + std::to_string(++member_ids_);
  if (!member.instance.empty()) group.instances[member.instance] = id;
  group.members[id] = std::move(member);
  // A member that asks again while nothing changes gets the same again.
  if (known && !group.rebalancing) return id;
  if (!group.rebalancing) {
    StartRebalance(group);
    group.members[id].joined = true;
  }
  FinishRebalance(group);
  return id;
}

Cluster::Answer Cluster::CheckMember(const MemoryMembership& member) {
  const Group& group = groups_[member.group];
  if (!group.members.contains(member.member_id)) {
    const bool taken = !member.instance.empty() && group.instances.contains(member.instance);
    return taken ? Answer::kFencedInstance : Answer::kUnknownMember;
  }
  return member.generation == group.generation ? Answer::kDone : Answer::kIllegalGeneration;
}

Cluster::Answer Cluster::Heartbeat(const MemoryMembership& member) {
  if (Answer answer = CheckMember(member); answer != Answer::kDone) return answer;
  Group& group = groups_[member.group];
  Member& known = group.members[member.member_id];
  known.heard = Now();
  return group.rebalancing && !known.joined ? Answer::kRebalancing : Answer::kDone;
}

void Cluster::Leave(const std::string& name, const std::string& member_id) {
  Group& group = groups_[name];
  auto at = group.members.find(member_id);
  if (at == group.members.end()) return;
  if (auto instance = group.instances.find(at->second.instance);
      instance != group.instances.end() && instance->second == member_id) {
    group.instances.erase(instance);
  }
  group.members.erase(at);
  group.assignment.erase(member_id);
  StartRebalance(group);
  FinishRebalance(group);
}

void Cluster::Expire(const std::string& name, const std::string& member) {
  std::vector<std::string> ids;
  for (const auto& [id, known] : groups_[name].members) {
    if (known.name == member) ids.push_back(id);
  }
  for (const std::string& id : ids) Leave(name, id);
}

void Cluster::StartRebalance(Group& group) {
  if (group.rebalancing) return;
  group.rebalancing = true;
  for (auto& [id, member] : group.members) member.joined = false;
}

void Cluster::FinishRebalance(Group& group) {
  if (!group.rebalancing) return;
  for (const auto& [id, member] : group.members) {
    if (!member.joined) return;
  }
  group.rebalancing = false;
  ++group.generation;
  group.assignment.clear();
  if (group.members.empty()) return;
  std::set<std::string> topics;
  std::vector<std::string> ids;
  for (auto& [id, member] : group.members) {
    topics.insert(member.topics.begin(), member.topics.end());
    ids.push_back(id);
    group.assignment[id];
    member.heard = Now();
  }
  size_t next = static_cast<size_t>(group.generation);
  for (const std::string& topic : topics) {
    for (int32_t i = 0; i < partitions(topic); ++i)
      group.assignment[ids[next++ % ids.size()]].push_back({topic, i});
  }
}

}  // namespace aegis::memory
