// The life of `aegis run`: start, signals, reload, drain, stop.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <thread>

#include "src/base/result.h"
#include "topology/config.h"

namespace aegis::topology {

struct ServiceOptions {
  std::string file;     // read again at SIGHUP
  std::string version;  // for build_info
  bool drain = false;
  std::function<void(const std::string& url)> on_admin;  // the admin server listens there
  std::function<void()> before_workers;  // from here on a stop has something to finish
};

// Blocks SIGTERM, SIGINT and SIGHUP in the calling thread and all it makes from now on, so that
// Serve can wait for them. Call it before anything else that might start a thread.
void HoldSignals();

// While it lives, SIGTERM and SIGINT end the process at once: for the time before the workers, when
// nothing was begun that wants to be finished, and look-ups may take seconds.
class EndAtSignal {
 public:
  explicit EndAtSignal(int exit_code);
  ~EndAtSignal();
  EndAtSignal(const EndAtSignal&) = delete;
  EndAtSignal& operator=(const EndAtSignal&) = delete;

 private:
  std::atomic<bool> over_{false};
  std::thread thread_;
};

// Runs until SIGTERM or SIGINT, the end of a drain, or a failure. kConflict and kInvalidArgument:
// nothing was started. Past the deadline of a stop it ends the process with exit code 1 itself:
// unwinding would wait for a broker that does not answer.
Status Serve(const Config& config, const ServiceOptions& options);

}  // namespace aegis::topology
