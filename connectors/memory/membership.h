#pragma once

#include <string>

#include "connectors/io.h"

namespace aegis::memory {

// As a client's library knows it: id and generation are the broker's, the instance is ours.
struct MemoryMembership final : io::Membership {
  std::string group;
  std::string member_id;  // empty: none
  std::string instance;   // empty: a dynamic member
  int32_t generation = -1;
};

}  // namespace aegis::memory
