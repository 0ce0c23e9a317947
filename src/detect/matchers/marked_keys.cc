// Keys that a mark in their middle or at their end tells, and secrets of URLs that their hosts
// tell.
#include <algorithm>

#include "src/detect/matchers/matchers.h"
#include "src/detect/matchers/named_value.h"
#include "src/detect/validators/entropy.h"

namespace aegis::detect {

// Six letters or digits, '_', 29 of them, and _mmk, which is the anchor.
bool MatchMaxmindKey(MatchInput& input, Span& found) {
  constexpr size_t kBody = 6 + 1 + 29;
  const std::string_view text = input.text;
  if (input.anchor.begin < kBody || !IsBoundaryAfter(text, input.anchor.end)) return false;
  const size_t begin = input.anchor.begin - kBody;
  for (size_t i = 0; i < kBody; ++i) {
    if (i == 6 ? text[begin + i] != '_' : !IsAlnum(text[begin + i])) return false;
  }
  found = MakeSpan(begin, input.anchor.end);
  return IsBoundaryBefore(text, begin) &&
         validators::HasEntropy(found.In(text), 3 * validators::kEntropyOne);
}

// 15 to 25 digits, '-', and the letters and digits that are the anchor.
bool MatchTwitterAccessToken(MatchInput& input, Span& found) {
  constexpr size_t kMost = 40;
  const std::string_view text = input.text;
  if (input.anchor.size() > kMost || input.anchor.begin < 16 ||
      text[input.anchor.begin - 1] != '-') {
    return false;
  }
  size_t begin = input.anchor.begin - 1;
  const size_t dash = begin;
  while (begin > 0 && dash - begin <= 25 && IsDigit(text[begin - 1])) --begin;
  if (dash - begin < 15 || dash - begin > 25 || !IsBoundaryBefore(text, begin)) return false;
  found = MakeSpan(begin, input.anchor.end);
  return validators::HasEntropy(input.anchor.In(text), 3 * validators::kEntropyOne);
}

// Eight to ten digits, ":AA", which is the anchor, and 33 characters of base64url.
bool MatchTelegramToken(MatchInput& input, Span& found) {
  constexpr size_t kTail = 33;
  const std::string_view text = input.text;
  size_t begin = input.anchor.begin;
  while (begin > 0 && input.anchor.begin - begin <= 10 && IsDigit(text[begin - 1])) --begin;
  const size_t digits = input.anchor.begin - begin;
  size_t end = input.anchor.end;
  while (end < text.size() && end - input.anchor.end <= kTail &&
         (IsAlnum(text[end]) || text[end] == '-' || text[end] == '_')) {
    ++end;
  }
  input.Charge(end - begin);
  found = MakeSpan(begin, end);
  // Behind a URL's /bot stands one as well.
  return digits >= 8 && digits <= 10 && end - input.anchor.end == kTail &&
         (IsBoundaryBefore(text, begin) || text.substr(0, begin).ends_with("/bot")) &&
         validators::HasEntropy(found.In(text), 7 * validators::kEntropyOne / 2);
}

// The parameter sig of a URL that starts a workflow of Power Automate.
bool MatchTeamsWorkflow(MatchInput& input, Span& found) {
  constexpr size_t kReach = 600;
  constexpr size_t kLength = 43;
  constexpr std::string_view kName = "sig=";
  const std::string_view text = input.text;
  size_t end = input.anchor.end;
  while (end < text.size() && end - input.anchor.end < kReach && !IsSpace(text[end]) &&
         text[end] != '"' && text[end] != '\'' && text[end] != '<') {
    ++end;
  }
  input.Charge(end - input.anchor.end);
  const std::string_view url = text.substr(0, end);
  size_t at = url.find(kName, input.anchor.end);
  if (at == std::string_view::npos || url.find("/workflows/", input.anchor.end) == url.npos)
    return false;
  at += kName.size();
  size_t stop = at;
  while (stop < end && (IsAlnum(text[stop]) || text[stop] == '-' || text[stop] == '_')) ++stop;
  found = MakeSpan(at, stop);
  return found.size() == kLength;
}

// Forty characters and more of base64 in one piece that are neither hexadecimal nor a data URI's.
bool MatchHighEntropyBase64(MatchInput& input, Span& found) {
  constexpr size_t kMin = 24;
  constexpr size_t kMax = 512;
  const std::string_view text = input.text;
  const auto belongs = [](char c) {
    return IsAlnum(c) || c == '+' || c == '/' || c == '-' || c == '_';
  };
  size_t begin = input.anchor.begin;
  size_t end = input.anchor.end;
  while (end < text.size() && end - begin <= kMax && belongs(text[end])) ++end;
  while (begin > 0 && end - begin <= kMax && belongs(text[begin - 1])) --begin;
  while (end < text.size() && text[end] == '=' && end - begin <= kMax) ++end;
  input.Charge(end - begin);
  found = MakeSpan(begin, end);
  if (found.size() < kMin || found.size() > kMax || text.substr(0, begin).ends_with("base64,")) {
    return false;
  }
  return validators::HasEntropy(found.In(text), 9 * validators::kEntropyOne / 2);
}

}  // namespace aegis::detect
