#include "tests/chaos/simulation/disks.h"

namespace aegis::simulation {

Disks::Disks(uint64_t seed) : random_(seed) {
  for (uint32_t* often : {&lost_, &old_, &damaged_})
    *often = random_.Below(2) == 0 ? random_.Between(500, 5000) : 0;
}

std::shared_ptr<memory::StateDisk> Disks::Find(uint32_t name, bool taken) {
  std::shared_ptr<memory::StateDisk>& disk = by_name_[name];
  if (disk == nullptr || taken || random_.Happens(lost_)) {
    // Of another machine, on which another process may have run once.
    const bool used = snapshot_ != nullptr && random_.Below(3) == 0;
    disk = used ? snapshot_->Copy() : std::make_shared<memory::StateDisk>();
    all_.push_back(disk);
  } else if (snapshot_ != nullptr && random_.Happens(old_)) {
    disk = snapshot_->Copy();
    all_.push_back(disk);
  }
  if (random_.Below(4) == 0) snapshot_ = disk->Copy();
  return disk;
}

void Disks::Crash(memory::StateDisk& disk, int32_t partitions) {
  for (int32_t p = 0; p < partitions; ++p) {
    for (const char* state : kRouteNames) {
      if (random_.Below(2) == 0) disk.LoseLastApplies({kInputTopic, p}, state, random_.Below(5));
      if (random_.Happens(damaged_)) disk.Damage({kInputTopic, p}, state);
    }
  }
}

void Disks::Damage(memory::StateDisk& disk, int32_t partitions) {
  disk.Damage({kInputTopic, static_cast<int32_t>(random_.Below(static_cast<uint32_t>(partitions)))},
              kRouteNames[random_.Below(kRoutes)]);
}

void Disks::Heal() {
  lost_ = old_ = damaged_ = 0;
  for (const auto& disk : all_) disk->FailApplies(false);
}

}  // namespace aegis::simulation
