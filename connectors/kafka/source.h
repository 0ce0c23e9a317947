// One consumer of the group as an io::Source: classic protocol, eager assignors, read_committed. A
// partition is assigned paused; its committed position (or the configured start) is looked up in
// steps, between polls, before it is resumed. A static member that was fenced finds out whether
// another process has its id: then that is an error of the process's level, else it joins again.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "connectors/io.h"
#include "connectors/kafka/client_config.h"
#include "connectors/kafka/topic_ids.h"

namespace aegis::kafka {

struct SourceOptions {
  ClientSettings client;
  std::vector<std::string> topics;                // names, or patterns that begin with ^
  std::function<bool(const std::string&)> reads;  // whether `topics` has this one
  Start start = Start::kEarliest;
  TopicIds* topic_ids = nullptr;  // shared by the workers of a process; null: nothing is remembered
  std::shared_ptr<bool> fenced = {};  // for the worker's sink: see NewSink
};

// The clock outlives the source.
Result<std::unique_ptr<io::Source>> NewSource(SourceOptions options, const io::Clock& clock);

}  // namespace aegis::kafka
