// What names a payment or who collects it, besides an account: creditor references (ISO 11649) and
// SEPA creditor identifiers, compact or in groups of four.
#include "src/detect/matchers/grouped_code.h"
#include "src/detect/matchers/matchers.h"
#include "src/detect/validators/iso11649.h"
#include "src/detect/validators/sepa_creditor_id.h"

namespace aegis::detect {

bool MatchCreditorReference(MatchInput& input, Span& found) {
  constexpr GroupedCode kReference = {5, 25, 4, validators::Iso11649};
  const size_t begin = input.anchor.begin;
  return IsBoundaryBefore(input.text, begin) && begin + 4 < input.text.size() &&
         IsDigit(input.text[begin + 2]) && IsDigit(input.text[begin + 3]) &&
         MatchGroupedCode(input, kReference, found);
}

bool MatchSepaCreditor(MatchInput& input, Span& found) {
  constexpr GroupedCode kCreditor = {12, 35, 4, validators::SepaCreditorId};
  const std::string_view text = input.text;
  const size_t begin = input.anchor.begin;
  if (!IsBoundaryBefore(text, begin)) return false;
  if (input.anchor.size() > kCreditor.max_length || !IsAlpha(text[begin]) ||
      !IsAlpha(text[begin + 1]) || !IsDigit(text[begin + 2]) || !IsDigit(text[begin + 3])) {
    return false;
  }
  return MatchGroupedCode(input, kCreditor, found);
}

}  // namespace aegis::detect
