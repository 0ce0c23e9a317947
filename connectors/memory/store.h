// States in memory that outlive whoever opens them, as a disk does: a test restarts a worker by
// making another store over the same disk. It can lose the last writes, as a crash of a store
// without a log does, be damaged, and fail. Single-threaded.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/io.h"
#include "connectors/memory/network.h"

namespace aegis::memory {

class StateDisk {
 public:
  // As a snapshot: what becomes of one is nothing to the other.
  std::shared_ptr<StateDisk> Copy() const;
  // The state is what it was so many Apply ago; of the last thousand.
  void LoseLastApplies(const io::TopicPartition& input, std::string_view state, size_t applies);
  // An open state says failed() at its next lookup; who opens it finds it empty, without progress.
  void Damage(const io::TopicPartition& input, std::string_view state);
  // Apply changes nothing and returns an error, as on a full disk.
  void FailApplies(bool fail) { fail_applies_ = fail; }

  // What is stored, without owning it.
  std::optional<io::StateProgress> Progress(const io::TopicPartition& input,
                                            std::string_view state) const;
  // Of what its entries are; nothing: nobody has ever opened it.
  std::optional<io::StateForm> Form(const io::TopicPartition& input, std::string_view state) const;
  // Group and member → value.
  std::map<std::string, std::string> Contents(const io::TopicPartition& input,
                                              std::string_view state) const;
  // How often a state was made empty although it had progress.
  size_t wipes() const { return wipes_; }

 private:
  friend class MemoryState;
  friend class MemoryStore;

  struct Undo {
    std::vector<std::pair<std::string, std::optional<std::string>>> was;  // in order of writing
    std::optional<io::StateProgress> progress;
  };
  struct Stored {
    std::map<std::string, std::string> entries;           // group and member → value
    std::set<std::pair<int64_t, std::string>> primaries;  // by where its window begins
    std::set<std::pair<int64_t, std::string>> derived;
    std::optional<io::StateProgress> progress;
    io::StateForm form;
    std::deque<Undo> undo;
    bool damaged = false;
    bool owned = false;
    void Set(const std::string& key, std::optional<std::string> value, Undo* undo);
  };
  using Name = std::pair<io::TopicPartition, std::string>;

  void Empty(Stored& stored);

  std::map<Name, std::shared_ptr<Stored>> states_;
  bool fail_applies_ = false;
  size_t wipes_ = 0;
};

// With a network, which outlives it, the client may freeze or die before and after each write.
std::unique_ptr<io::Store> NewStore(std::shared_ptr<StateDisk> disk, Network* network = nullptr,
                                    Client client = 0);

class Cluster;
// Over the cluster's topics. So many records of a changelog come with one poll.
std::unique_ptr<io::Changelogs> NewChangelogs(Cluster& cluster, Client client = 0,
                                              size_t poll_records = 500);

}  // namespace aegis::memory
