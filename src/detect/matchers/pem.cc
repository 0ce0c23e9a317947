// Private key blocks: from the BEGIN line to its END line. A block that was cut keeps what it has
// of base64: the header alone says what follows, so it is a finding in any case.
#include <algorithm>

#include "src/base/limits.h"
#include "src/detect/matchers/matchers.h"

namespace aegis::detect {
namespace {

// Lines of a block: base64, headers such as "Proc-Type: 4,ENCRYPTED", and written line breaks.
constexpr ByteSet kBody = [] {
  ByteSet set = RangeSet("09AZaz");
  for (char c : std::string_view("+/=\r\n\t \\:,.-")) set.Add(c);
  return set;
}();

}  // namespace

bool MatchPem(MatchInput& input, Span& found) {
  const Span field = input.FieldAt(input.anchor.begin);
  if (!field.Contains(input.anchor)) return false;
  const std::string_view text = input.text.substr(0, field.end);
  const std::string_view header = input.anchor.In(text);
  const size_t word = header.find("BEGIN ");
  const size_t limit = std::min(text.size(), size_t{input.anchor.end} + limits::kMaxConfirmBytes);
  size_t at = input.anchor.end;
  while (at < limit && kBody.Has(text[at])) {
    // The dashes of a line that begins or ends a block.
    if (text[at] == '-' && text.substr(at, word) == header.substr(0, word)) {
      const std::string_view rest = text.substr(at + word);
      if (rest.starts_with("END ") && rest.substr(4).starts_with(header.substr(word + 6))) {
        at += word + 4 + header.size() - word - 6;
      }
      break;
    }
    ++at;
  }
  input.Charge(at - input.anchor.begin);
  // What only separates it from the next thing is not part of it.
  while (at > input.anchor.end &&
         (IsSpace(text[at - 1]) || text[at - 1] == ',' || text[at - 1] == '\\'))
    --at;
  found = MakeSpan(input.anchor.begin, at);
  return true;
}

}  // namespace aegis::detect
