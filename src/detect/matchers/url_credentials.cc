// scheme://user:password@host[:port], without the path: what has to go is in front of it.
#include "src/detect/matchers/matchers.h"
#include "src/detect/matchers/uri.h"

namespace aegis::detect {

bool MatchUrlCredentials(MatchInput& input, Span& found) {
  UriAuthority authority;
  if (!ReadUriAuthority(input, input.anchor.begin, authority)) return false;
  found = MakeSpan(authority.scheme, authority.end);
  return true;
}

}  // namespace aegis::detect
