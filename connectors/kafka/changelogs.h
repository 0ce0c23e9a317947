// Changelogs of dedup states: topics that Aegis makes itself and reads from outside of any group.
#pragma once

#include <memory>

#include "connectors/io.h"
#include "connectors/kafka/client_config.h"

namespace aegis::kafka {

// For one worker. The clock outlives it and its readers.
Result<std::unique_ptr<io::Changelogs>> NewChangelogs(const ClientSettings& settings,
                                                      const io::Clock& clock);

// The same, with one client for all of its readers: for many that are read side by side, for as
// long as the process runs. Belongs to one thread, and outlives its readers.
Result<std::unique_ptr<io::Changelogs>> NewChangelogsSideBySide(const ClientSettings& settings,
                                                                const io::Clock& clock);

}  // namespace aegis::kafka
