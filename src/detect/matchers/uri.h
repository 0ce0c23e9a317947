// The authority of a URI: user:password@host:port.
#pragma once

#include "src/detect/matchers/matcher.h"

namespace aegis::detect {

struct UriAuthority {
  size_t scheme = 0;  // where it begins
  Span user;
  Span password;  // not empty, and no placeholder
  Span host;
  size_t end = 0;  // of the host, or of the port behind it
};

// `mark` is where "://" stands. False without scheme, password or host.
bool ReadUriAuthority(MatchInput& input, size_t mark, UriAuthority& authority);

}  // namespace aegis::detect
