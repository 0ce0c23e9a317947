// What a standby keeps copies of, asked of the cluster, and where it keeps them: for `aegis run`.
#pragma once

#include <memory>

#include "connectors/rocksdb/disk.h"
#include "topology/config.h"
#include "topology/standby.h"

namespace aegis::topology {

// The configuration and the clock outlive it.
Result<StandbyAccess> ConnectStandby(const Config& config, std::shared_ptr<rocks::Disk> disk,
                                     const io::Clock& clock);

}  // namespace aegis::topology
