// Hosts and ports as people write them. Refuses what can be no host before anything is asked of the
// network.
#pragma once

#include <string>
#include <string_view>

namespace aegis::topology {

// Why `host:port` has a host that is neither a name nor an address; empty: it may be one. Port 0 is
// fine. An IPv6 address stands in brackets.
std::string WrongAddress(std::string_view text);

// Why the text is no broker's `host:port`; empty: it may be one.
std::string WrongBroker(std::string_view broker);

}  // namespace aegis::topology
