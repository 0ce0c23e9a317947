#include "src/detect/validators/drawn_key.h"

#include <cstdint>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/entropy.h"
#include "src/detect/validators/letter_pairs.h"

namespace aegis::validators {
namespace {

constexpr std::uint32_t kLeastEntropy = kEntropyOne * 398 / 100;
constexpr int kMostWordiness = 18;

/// How much two neighbours speak for words.
int Wordiness(char a, char b) {
  if (IsAlpha(a) && IsAlpha(b)) {
    const bool common = IsCommonPair(ToLower(a), ToLower(b));
    if (IsUpper(a) == IsUpper(b)) return common ? 2 : -1;
    // A capital and how its word goes on.
    return IsUpper(a) && common ? 0 : -1;
  }
  return (IsAlpha(a) && IsDigit(b)) || (IsDigit(a) && IsAlpha(b)) ? -2 : 0;
}

}  // namespace

bool DrawnKey(std::string_view text) noexcept {
  if (text.size() != kDrawnKeyLength || !HasEntropy(text, kLeastEntropy)) return false;
  int wordiness = 0;
  for (std::size_t i = 1; i < text.size(); ++i) wordiness += Wordiness(text[i - 1], text[i]);
  return wordiness <= kMostWordiness;
}

}  // namespace aegis::validators
