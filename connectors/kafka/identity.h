// Who this process is. Ids that survive a restart give the partitions back within a second; ids
// that two processes share make them fence each other, so a kept id is locked for as long as the
// process lives.
#pragma once

#include <string>

#include "src/base/result.h"

namespace aegis::kafka {

class Identity {
 public:
  // instance: as configured, or empty. state_dir: or empty; created when missing. Configured →
  // static. Else an id kept and locked (flock) in state_dir → static. Else a fresh id → dynamic. A
  // locked id is ErrorCode::kConflict.
  static Result<Identity> Take(const std::string& name, const std::string& instance,
                               const std::string& state_dir);

  Identity(Identity&& other) noexcept;
  Identity& operator=(Identity&&) = delete;
  ~Identity();  // releases the lock

  bool is_static() const { return static_; }
  const std::string& instance() const { return instance_; }
  // <name>.<instance>.<worker>
  std::string ForWorker(int worker) const;

 private:
  Identity(std::string name, std::string instance, bool is_static, int lock)
      : name_(std::move(name)), instance_(std::move(instance)), static_(is_static), lock_(lock) {}

  std::string name_;
  std::string instance_;
  bool static_ = false;
  int lock_ = -1;
};

}  // namespace aegis::kafka
