#pragma once

#include <string>

#include "connectors/io.h"

namespace aegis::memory {

struct MemoryMembership final : io::Membership {
  std::string group;
  std::string member;
  int32_t generation = -1;
};

}  // namespace aegis::memory
