// The life of `aegis run`: start, signals, reload, drain, stop.
#pragma once

#include <functional>
#include <string>

#include "src/base/result.h"
#include "topology/config.h"

namespace aegis::topology {

struct ServiceOptions {
  std::string file;     // read again at SIGHUP
  std::string version;  // for build_info
  bool drain = false;
  std::function<void(const std::string& url)> on_admin;  // the admin server listens there
};

// Blocks SIGTERM, SIGINT and SIGHUP in the calling thread and all it makes from now on, so that
// Serve can wait for them. Call it before anything else that might start a thread.
void HoldSignals();

// Runs until SIGTERM or SIGINT, the end of a drain, or a failure. kConflict and kInvalidArgument:
// nothing was started. Past the deadline of a stop it ends the process with exit code 1 itself:
// unwinding would wait for a broker that does not answer.
Status Serve(const Config& config, const ServiceOptions& options);

}  // namespace aegis::topology
