// IPv4 and IPv6 addresses. Four numbers with dots are also how versions are written; the rule's
// words tell them apart.
#include "src/detect/matchers/matchers.h"
#include "src/detect/validators/ip_address.h"

namespace aegis::detect {

bool MatchIpv4(MatchInput& input, Span& found) {
  found = input.anchor;
  return validators::Ipv4(found.In(input.text));
}

bool MatchIpv6(MatchInput& input, Span& found) {
  size_t begin = input.anchor.begin;
  size_t end = input.anchor.end;
  const std::string_view text = input.text;
  // A single colon or a dot at either end belongs to the sentence.
  if (text[begin] == ':' && text.substr(begin, 2) != "::") ++begin;
  while (end > begin &&
         (text[end - 1] == '.' ||
          (text[end - 1] == ':' && text.substr(begin, end - begin - 1).ends_with(':') == false))) {
    --end;
  }
  const std::string_view address = text.substr(begin, end - begin);
  if (!validators::Ipv6(address)) return false;
  // a::b and dead::beef are C++ or Rust sooner than addresses.
  size_t digits = 0;
  for (char c : address) digits += IsDigit(c) ? 1u : 0u;
  if (digits == 0) return false;
  found = MakeSpan(begin, end);
  return true;
}

}  // namespace aegis::detect
