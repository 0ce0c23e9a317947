// The way of a partition from its assignment, where it is paused, to its first record: its topic's
// id, its committed offset, where its log begins, the listener's word; then it is sought and
// resumed. In steps between polls, each of them short. Private to this folder.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "connectors/io.h"
#include "connectors/kafka/lookup.h"
#include "connectors/kafka/partitions.h"
#include "connectors/kafka/source.h"

namespace aegis::kafka {

class Opening {
 public:
  // All outlive it.
  Opening(const SourceOptions& options, const io::Clock& clock, Partitions& partitions)
      : options_(options), clock_(clock), partitions_(partitions) {}

  // A consumer, and the questions that are asked through it.
  void Attach(rd_kafka_t* handle, Lookup* lookup);
  // Other partitions, or none.
  void Assigned();
  // Every partition that is not stopped goes this way again, from its committed offset.
  void Rewind();
  // One that the listener has refused, and would not any more.
  void AskAgainNow(const io::TopicPartition& id);
  void NoteCommitted(const std::string& topic) { committed_topics_.insert(topic); }

  // 1. Asks for what is not known yet.
  void Ask(io::Time now);
  // 2. True: what is in flight may be of another topic of the same name, and must not be committed.
  [[nodiscard]] bool Take(const TopicIdsAnswer& answer, io::Time now);
  void Take(const CommittedOffsetsAnswer& answer, io::Time now);
  void Take(const LogStartsAnswer& answer, io::Time now);
  // 3. Those that are ready, as many as fit into a short while.
  void Start(io::Time now, io::AssignmentListener& listener);

 private:
  struct Topic {
    std::string id;
    int32_t partitions = 0;
  };

  void AskAgain(Partition& partition, int error, io::Time now);
  void AddSiblings(std::vector<io::TopicPartition>* wanted);
  void Refused(Partition& partition, const Error& why);
  void SeekAndResume(std::span<Partition* const> agreed);
  void WaitForId(const std::string& topic, const Error& why);
  void SayTopic(const std::string& topic, const std::string& what);
  void SayWaiting(io::Time now);

  const SourceOptions& options_;
  const io::Clock& clock_;
  Partitions& partitions_;
  rd_kafka_t* handle_ = nullptr;
  Lookup* lookup_ = nullptr;
  std::map<std::string, Topic> topics_;      // known in this assignment
  std::map<std::string, std::string> said_;  // the last problem of a topic
  std::set<std::string> committed_topics_;   // the group has offsets of these
  io::TopicPartition asked_last_;            // of the listener
  bool waiting_said_ = false;
};

}  // namespace aegis::kafka
