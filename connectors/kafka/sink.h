// One transactional producer as an io::Sink. After an unanswered transactional request, or any
// error that is neither abortable nor retriable, it wants to be renewed before the next
// transaction.
#pragma once

#include <memory>

#include "connectors/io.h"
#include "connectors/kafka/client_config.h"

namespace aegis::kafka {

// Does not talk to the broker yet: the first Renew makes the producer and fences its predecessors.
// fenced: the worker's consumer is, and whether another process has the ids is not known: until it
// is, nothing is taken back from that process. Null: never.
Result<std::unique_ptr<io::Sink>> NewSink(ClientSettings settings, const io::Clock& clock,
                                          std::shared_ptr<const bool> fenced = nullptr);

}  // namespace aegis::kafka
