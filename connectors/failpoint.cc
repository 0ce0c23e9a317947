#include "connectors/failpoint.h"

#ifdef AEGIS_FAILPOINTS

#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace aegis {

const bool kFailpointArmed = std::getenv("AEGIS_FAILPOINT") != nullptr;

void ReachFailpoint(const char* name) {
  const char* armed = std::getenv("AEGIS_FAILPOINT");
  if (armed == nullptr) return;
  size_t length = std::strlen(name);
  if (std::strncmp(armed, name, length) != 0) return;
  if (armed[length] != '\0' && armed[length] != ':') return;
  static std::atomic<long> left{armed[length] == ':' ? std::strtol(armed + length + 1, nullptr, 10)
                                                     : 1};
  if (left.fetch_sub(1) != 1) return;
  char line[128];
  int size = std::snprintf(line, sizeof line, "failpoint %s reached\n", name);
  if (size > 0 && write(STDERR_FILENO, line, static_cast<size_t>(size)) < 0) _exit(3);
  for (;;) pause();
}

}  // namespace aegis

#endif
