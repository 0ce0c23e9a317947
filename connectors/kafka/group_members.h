// What a group's description says of its members, as the brokers store it. Private to this folder.
#pragma once

#include <string_view>
#include <vector>

#include "connectors/io.h"

namespace aegis::kafka {

// Is the member one with that group.instance.id? The broker names it after that: "<id>-<UUID>".
bool IsMemberOf(std::string_view instance_id, std::string_view member_id);

// Appends the partitions of a member's assignment, which another client wrote: what cannot be read
// is left out.
void ReadAssignment(std::string_view bytes, std::vector<io::TopicPartition>* partitions);

}  // namespace aegis::kafka
