// The real clock. Only main and tests of the outside make one.
#pragma once

#include <chrono>

#include "connectors/io.h"

namespace aegis::io {

class SystemClock final : public Clock {
 public:
  Time Now() const override { return std::chrono::steady_clock::now(); }
  int64_t WallMs() const override {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
  }
};

}  // namespace aegis::io
