// The disks that the states of processes are on: which one a process finds when it starts, and what
// has become of what was written to it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "connectors/memory/store.h"
#include "tests/chaos/simulation/changelog.h"
#include "tests/chaos/simulation/random.h"

namespace aegis::simulation {

class Disks {
 public:
  explicit Disks(uint64_t seed);

  // The disk of a process of that name: as the last one left it, an older copy, or another, empty
  // one. taken: somebody of that name, who is frozen, still has it.
  std::shared_ptr<memory::StateDisk> Find(uint32_t name, bool taken);
  // Its process died: what was written last may be gone.
  void Crash(memory::StateDisk& disk, int32_t partitions);
  // Some bytes of it turn.
  void Damage(memory::StateDisk& disk, int32_t partitions);
  // From here on nothing goes wrong.
  void Heal();

  const std::vector<std::shared_ptr<memory::StateDisk>>& all() const { return all_; }

 private:
  Random random_;
  uint32_t lost_ = 0;  // in ten thousand starts
  uint32_t old_ = 0;
  uint32_t damaged_ = 0;  // crashes
  std::map<uint32_t, std::shared_ptr<memory::StateDisk>> by_name_;
  std::shared_ptr<const memory::StateDisk> snapshot_;
  std::vector<std::shared_ptr<memory::StateDisk>> all_;
};

}  // namespace aegis::simulation
