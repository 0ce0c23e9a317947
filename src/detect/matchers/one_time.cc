// Codes and seeds of second factors: otpauth:// URIs, one-time codes in messages, recovery codes.
#include <algorithm>

#include "src/detect/matchers/matchers.h"
#include "src/detect/matchers/named_value.h"
#include "src/detect/validators/base32.h"

namespace aegis::detect {
namespace {

bool IsCodeByte(char c) { return IsAlnum(c); }

}  // namespace

// otpauth://totp/Label?secret=…&issuer=…
bool MatchTotpSeed(MatchInput& input, Span& found) {
  constexpr size_t kReach = 400;
  constexpr size_t kMin = 16;
  constexpr std::string_view kName = "secret=";
  const std::string_view text = input.text;
  size_t end = input.anchor.end;
  while (end < text.size() && end - input.anchor.end < kReach && !IsSpace(text[end]) &&
         text[end] != '"' && text[end] != '<') {
    ++end;
  }
  input.Charge(end - input.anchor.end);
  const size_t at = FindFolded(text.substr(0, end), kName, input.anchor.end);
  if (at == std::string_view::npos) return false;
  const size_t begin = at + kName.size();
  size_t stop = begin;
  while (stop < end && validators::Base32Value(ToUpper(text[stop])) >= 0) ++stop;
  found = MakeSpan(begin, stop);
  return found.size() >= kMin;
}

// "Your verification code is 123456", "OTP: 4711", "123-456 is your code". The anchor is the label.
bool MatchOneTimeCode(MatchInput& input, Span& found) {
  constexpr size_t kNear = 32;
  constexpr size_t kMin = 4;
  constexpr size_t kMax = 8;
  const std::string_view text = input.text;
  if (!IsBoundaryBefore(text, input.anchor.begin) || !IsBoundaryAfter(text, input.anchor.end)) {
    return false;
  }
  // Digits, alone or as 123-456 or 123 456.
  const auto read = [&](size_t at) {
    size_t end = at;
    size_t digits = 0;
    while (end < text.size() && digits <= kMax) {
      if (IsDigit(text[end])) {
        ++digits;
      } else if (digits == 3 && end + 3 < text.size() && (text[end] == '-' || text[end] == ' ') &&
                 IsDigit(text[end + 1]) && IsDigit(text[end + 2]) && IsDigit(text[end + 3]) &&
                 IsBoundaryAfter(text, end + 4)) {
        // The second half.
      } else {
        break;
      }
      ++end;
    }
    found = MakeSpan(at, end);
    const bool bounded =
        IsBoundaryBefore(text, at) && IsBoundaryAfter(text, end) &&
        !(end + 1 < text.size() &&
          (text[end] == '.' || text[end] == '-' || text[end] == ':' || text[end] == '/') &&
          IsDigit(text[end + 1])) &&
        !(at > 1 &&
          (text[at - 1] == '.' || text[at - 1] == '-' || text[at - 1] == '/' ||
           text[at - 1] == '+') &&
          IsAlnum(text[at - 2]));
    return bounded && digits >= kMin && digits <= kMax;
  };
  // Behind it, with a few words and no other digits between.
  const size_t limit = std::min(text.size(), size_t{input.anchor.end} + kNear);
  size_t at = input.anchor.end;
  while (at < limit && !IsDigit(text[at]) && text[at] != '\n' && text[at] != '.' &&
         text[at] != ';' && text[at] != '?') {
    ++at;
  }
  input.Charge(kNear);
  if (at < limit && IsDigit(text[at]) && read(at)) return true;
  // In front of it: "123456 is your …".
  constexpr std::string_view kMiddles[] = {" is your ", " is the ", " ist ihr ", " ist dein ",
                                           " as your ", " - your ", " is "};
  for (std::string_view middle : kMiddles) {
    if (input.anchor.begin < middle.size() ||
        !EqualsFolded(text.substr(input.anchor.begin - middle.size(), middle.size()), middle)) {
      continue;
    }
    const size_t end = input.anchor.begin - middle.size();
    size_t begin = end;
    while (begin > 0 && end - begin <= kMax &&
           (IsDigit(text[begin - 1]) || text[begin - 1] == '-')) {
      --begin;
    }
    while (begin < end && text[begin] == '-') ++begin;
    if (begin < end && read(begin) && found.end == end) return true;
  }
  return false;
}

// Several codes of 4 to 10 letters and digits in a row, or one in groups, behind their label.
bool MatchRecoveryCodes(MatchInput& input, Span& found) {
  constexpr size_t kJoint = 24;
  constexpr size_t kMostCodes = 20;
  const std::string_view text = input.text;
  size_t at = input.anchor.end;
  while (at < text.size() && at - input.anchor.end < kJoint &&
         !(IsDigit(text[at]) || (IsAlpha(text[at]) && at > 0 && !IsAlpha(text[at - 1])))) {
    ++at;
  }
  // "recovery codes are: …"
  for (std::string_view word : {"is", "are", "your", "sind", "lauten"}) {
    if (EqualsFolded(text.substr(at, word.size()), word) &&
        IsBoundaryAfter(text, at + word.size())) {
      at += word.size();
      while (at < text.size() && (text[at] == ' ' || text[at] == ':')) ++at;
    }
  }
  size_t end = at;
  const size_t begin = at;
  size_t codes = 0;
  bool grouped = false;
  while (codes < kMostCodes) {
    // One code: groups joined by dashes.
    size_t stop = at;
    size_t digits = 0;
    size_t groups = 1;
    while (stop < text.size() && stop - at <= 40 &&
           (IsCodeByte(text[stop]) || (text[stop] == '-' && stop > at && stop + 1 < text.size() &&
                                       IsCodeByte(text[stop + 1])))) {
      digits += IsDigit(text[stop]) ? 1u : 0u;
      groups += text[stop] == '-' ? 1u : 0u;
      ++stop;
    }
    const size_t length = stop - at;
    if (digits == 0 || length < 4 * groups || length > 11 * groups) break;
    ++codes;
    grouped = grouped || (groups > 1 && length >= 8);
    end = stop;
    at = stop;
    while (at < text.size() && at - stop < 6 &&
           (IsSpace(text[at]) || text[at] == ',' || text[at] == ';' || text[at] == '|')) {
      ++at;
    }
    if (at == stop) break;
  }
  input.Charge(end - input.anchor.end);
  found = MakeSpan(begin, end);
  return codes >= 2 || (codes == 1 && (grouped || found.size() >= 8));
}

}  // namespace aegis::detect
