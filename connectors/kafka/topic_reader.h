// Reads ranges of topics from outside of any group, committed records only: for `aegis verify`.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>

#include "connectors/io.h"
#include "connectors/kafka/client_config.h"
#include "src/base/record.h"
#include "src/base/result.h"

namespace aegis::kafka {

struct ReadRange {
  io::TopicPartition partition;
  int64_t from = 0;
  int64_t to = 0;  // exclusive; transaction markers count as read
};

// Calls `visit` for every record of the ranges, in order per partition. An error: the broker said
// nothing for `idle`, or retention has taken what should have been read.
Status ReadRanges(const ClientSettings& settings, std::span<const ReadRange> ranges,
                  std::chrono::milliseconds idle, const std::function<void(const Record&)>& visit);

}  // namespace aegis::kafka
