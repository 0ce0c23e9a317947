// Looks at single records from outside of any group: for `aegis lag`.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>

#include "connectors/io.h"
#include "connectors/kafka/client_config.h"
#include "src/base/result.h"

namespace aegis::kafka {

// The timestamp of the first committed record at or after each offset. Partitions without one in
// time, or whose record has no timestamp, are left out.
Result<std::map<io::TopicPartition, int64_t>> FirstTimestamps(
    const ClientSettings& settings, const std::map<io::TopicPartition, int64_t>& offsets,
    std::chrono::milliseconds timeout);

}  // namespace aegis::kafka
