// IBANs, compact or in groups joined by single blanks or dashes. The registry knows the length of
// each country, so the candidate ends where a group ends and the whole is an IBAN; the longest such
// end wins.
#include "src/detect/validators/iban.h"

#include "src/detect/matchers/grouped_code.h"
#include "src/detect/matchers/matchers.h"

namespace aegis::detect {

bool MatchIban(MatchInput& input, Span& found) {
  constexpr GroupedCode kIban = {15, 34, 0, validators::Iban};
  const std::string_view text = input.text;
  const size_t begin = input.anchor.begin;
  if (!IsBoundaryBefore(text, begin)) return false;
  if (input.anchor.size() > kIban.max_length || !IsAlpha(text[begin]) ||
      !IsAlpha(text[begin + 1]) || !IsDigit(text[begin + 2]) || !IsDigit(text[begin + 3])) {
    return false;
  }
  return MatchGroupedCode(input, kIban, found);
}

}  // namespace aegis::detect
