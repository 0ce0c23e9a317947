// Sequences of DNA: fifty and more of A, C, G, T. Led to by ten of their sixty-four triples, which
// upper-case words and base 64 rarely have; of a thousand sequences of fifty bases that are drawn,
// all but one have one of them, and longer ones all.
#include "src/detect/matchers/matchers.h"

namespace aegis::detect {
namespace {

constexpr size_t kMinBases = 50;

bool IsBase(char c) { return c == 'A' || c == 'C' || c == 'G' || c == 'T' || c == 'N'; }

}  // namespace

bool MatchGeneticSequence(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  size_t begin = input.anchor.begin;
  while (begin > 0 && input.anchor.begin - begin < kMinBases && IsBase(text[begin - 1])) --begin;
  input.Charge(input.anchor.begin - begin);
  // The sequence was found from its beginning.
  if (input.anchor.begin - begin == kMinBases || !IsBoundaryBefore(text, begin)) return false;
  size_t end = input.anchor.end;
  bool seen[4] = {};
  while (end < text.size() && IsBase(text[end])) ++end;
  input.Charge(end - begin);
  if (end - begin < kMinBases || !IsBoundaryAfter(text, end)) return false;
  for (size_t at = begin; at < begin + kMinBases; ++at) {
    const size_t base = std::string_view("ACGT").find(text[at]);
    if (base < 4) seen[base] = true;
  }
  found = MakeSpan(begin, end);
  return seen[0] && seen[1] && seen[2] && seen[3];
}

}  // namespace aegis::detect
