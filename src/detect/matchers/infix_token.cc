// Tokens that a few fixed characters in their middle name: abc8Q~…, ….atlasv1.…. What stands
// before the literal and behind it is of a known alphabet and length, and nothing of that alphabet
// goes on at either end.
#include <array>

#include "src/detect/matchers/matchers.h"
#include "src/detect/validators/entropy.h"
#include "src/detect/validators/placeholder.h"

namespace aegis::detect {
namespace {

constexpr ByteSet With(ByteSet set, std::string_view more) {
  for (char c : more) set.Add(c);
  return set;
}

constexpr ByteSet kDigits = RangeSet("09");
constexpr ByteSet kHex = RangeSet("09af");
constexpr ByteSet kLowerAlnum = RangeSet("09az");
constexpr ByteSet kAlnum = RangeSet("09AZaz");
constexpr ByteSet kBase64 = With(kAlnum, "+/");
constexpr ByteSet kBase64Url = With(kAlnum, "-_");
constexpr ByteSet kPaddedUrl = With(kBase64Url, "=");
constexpr ByteSet kAzureSecret = With(kAlnum, "_~.-");
constexpr ByteSet kDot = ByteSet(".");
constexpr ByteSet kDash = ByteSet("-");
constexpr ByteSet kAToD = RangeSet("AD");
constexpr ByteSet kLastOfTwoBytes = ByteSet("AQgw");
constexpr ByteSet kEquals = ByteSet("=");

struct Run {
  const ByteSet* set = nullptr;
  size_t min = 0;
  size_t max = 0;
};

// Runs before the literal from right to left, and behind it from left to right.
struct Parts {
  std::array<Run, 3> before{};
  std::array<Run, 4> behind{};
};

constexpr uint32_t kEnoughBits = validators::kEntropyOne * 3;

bool MatchParts(MatchInput& input, const Parts& parts, Span& found) {
  const std::string_view text = input.text;
  size_t begin = input.anchor.begin;
  const Run* last = nullptr;
  for (const Run& run : parts.before) {
    if (run.set == nullptr) break;
    last = &run;
    size_t taken = 0;
    while (taken < run.max && begin > 0 && run.set->Has(text[begin - 1])) {
      --begin;
      ++taken;
    }
    input.Charge(taken);
    if (taken < run.min) return false;
  }
  if (begin > 0 && last != nullptr && last->set->Has(text[begin - 1])) return false;
  size_t end = input.anchor.end;
  size_t taken = 0;
  for (const Run& run : parts.behind) {
    if (run.set == nullptr) break;
    last = &run;
    taken = 0;
    while (taken < run.max && end < text.size() && run.set->Has(text[end])) {
      ++end;
      ++taken;
    }
    input.Charge(taken);
    if (taken < run.min) return false;
  }
  // The full stop of a sentence belongs to no token.
  while (text[end - 1] == '.' && taken > last->min) {
    --end;
    --taken;
  }
  const bool stops = end == text.size() || !last->set->Has(text[end]) ||
                     (text[end] == '.' && (end + 1 == text.size() || !IsAlnum(text[end + 1])));
  if (!stops || text[end - 1] == '.') return false;
  found = MakeSpan(begin, end);
  return validators::HasEntropy(found.In(text), kEnoughBits) &&
         !validators::HasPlaceholderWord(found.In(text));
}

}  // namespace

bool MatchAzureAdSecret(MatchInput& input, Span& found) {
  constexpr Parts kParts{{{{&kDigits, 1, 1}, {&kAzureSecret, 3, 3}}}, {{{&kAzureSecret, 31, 34}}}};
  return MatchParts(input, kParts, found);
}

bool MatchTerraformToken(MatchInput& input, Span& found) {
  constexpr Parts kParts{{{{&kAlnum, 14, 14}}}, {{{&kPaddedUrl, 60, 70}}}};
  return MatchParts(input, kParts, found);
}

bool MatchAirtableOauth(MatchInput& input, Span& found) {
  constexpr Parts kParts{{{{&kAlnum, 10, 24}}},
                         {{{&kBase64Url, 20, 1000}, {&kDot, 1, 1}, {&kHex, 32, 128}}}};
  return MatchParts(input, kParts, found);
}

bool MatchGoogleClientId(MatchInput& input, Span& found) {
  constexpr Parts kParts{{{{&kLowerAlnum, 32, 32}, {&kDash, 1, 1}, {&kDigits, 6, 15}}}, {}};
  return MatchParts(input, kParts, found);
}

bool MatchCanvasToken(MatchInput& input, Span& found) {
  constexpr Parts kParts{{{{&kDigits, 4, 5}}}, {{{&kAlnum, 64, 64}}}};
  return MatchParts(input, kParts, found);
}

// Keys of Azure carry the mark of their service near their end.
bool MatchAzureSearchKey(MatchInput& input, Span& found) {
  constexpr Parts kParts{{{{&kAlnum, 42, 42}}}, {{{&kAToD, 1, 1}, {&kAlnum, 5, 5}}}};
  return MatchParts(input, kParts, found);
}

bool MatchAzureFunctionKey(MatchInput& input, Span& found) {
  constexpr Parts kParts{{{{&kBase64Url, 44, 44}}},
                         {{{&kBase64Url, 5, 5}, {&kLastOfTwoBytes, 1, 1}, {&kEquals, 2, 2}}}};
  return MatchParts(input, kParts, found);
}

bool MatchAzureRegistryKey(MatchInput& input, Span& found) {
  constexpr Parts kParts{{{{&kBase64, 42, 42}}}, {{{&kAToD, 1, 1}, {&kAlnum, 5, 5}}}};
  return MatchParts(input, kParts, found);
}

bool MatchAzureBatchKey(MatchInput& input, Span& found) {
  constexpr Parts kParts{{{{&kBase64, 76, 76}}},
                         {{{&kBase64, 5, 5}, {&kLastOfTwoBytes, 1, 1}, {&kEquals, 2, 2}}}};
  return MatchParts(input, kParts, found);
}

bool MatchAzureDevopsToken(MatchInput& input, Span& found) {
  constexpr Parts kParts{{{{&kAlnum, 76, 76}}}, {{{&kAlnum, 4, 4}}}};
  return MatchParts(input, kParts, found);
}

}  // namespace aegis::detect
