// Where somebody is: pairs of decimal degrees (48.1234, -2.1234), angles with their signs
// (48°12'34"N 2°12'34"W, 48.1234° N), and one decimal alone for a field that is called latitude.
#include <initializer_list>

#include "src/detect/matchers/matchers.h"

namespace aegis::detect {
namespace {

constexpr unsigned kMaxLatitude = 90;
constexpr unsigned kMaxLongitude = 180;

struct Angle {
  size_t begin = 0;
  size_t end = 0;
  unsigned degrees = 0;
  bool rest = false;       // something behind the degrees that is not zero
  size_t fraction = 0;     // digits behind the point of the degrees
  bool minutes = false;    // are written
  char hemisphere = '\0';  // N or E for either of theirs

  bool Within(unsigned most) const { return degrees < most || (degrees == most && !rest); }
};

// Which two may be latitude and longitude, in either order.
bool Fit(const Angle& a, const Angle& b) {
  return (a.Within(kMaxLatitude) && b.Within(kMaxLongitude)) ||
         (a.Within(kMaxLongitude) && b.Within(kMaxLatitude));
}

size_t SkipBlanks(std::string_view text, size_t at, size_t most) {
  for (size_t i = 0; i < most && at < text.size(); ++i) {
    if (text[at] == ' ' || text[at] == '\t') {
      ++at;
    } else if (text.substr(at, 2) == "\xc2\xa0") {
      at += 2;
    } else {
      break;
    }
  }
  return at;
}

// Digits, at most `most` of them, and a fraction. npos when there is none.
constexpr size_t kNone = std::string_view::npos;
size_t ReadNumber(std::string_view text, size_t at, size_t most, unsigned& whole, size_t& fraction,
                  bool& rest) {
  const size_t begin = at;
  whole = 0;
  fraction = 0;
  while (at < text.size() && IsDigit(text[at]) && at - begin <= most) {
    whole = whole * 10 + static_cast<unsigned>(text[at++] - '0');
  }
  if (at == begin || at - begin > most) return kNone;
  if (at + 1 < text.size() && text[at] == '.' && IsDigit(text[at + 1])) {
    constexpr size_t kMaxFraction = 17;
    ++at;
    while (at < text.size() && IsDigit(text[at]) && fraction <= kMaxFraction) {
      rest = rest || text[at] != '0';
      ++fraction;
      ++at;
    }
    if (fraction > kMaxFraction) return kNone;
  }
  return at;
}

size_t ReadSign(std::string_view text, size_t at) {
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) return at + 1;
  return text.substr(at, 3) == "\xe2\x88\x92" ? at + 3 : at;  // U+2212
}

// The sign in front of a number, when nothing stands in front of that which makes it a dash.
size_t BeforeSign(std::string_view text, size_t at) {
  size_t sign = at;
  if (at > 0 && (text[at - 1] == '-' || text[at - 1] == '+')) sign = at - 1;
  if (at >= 3 && text.substr(at - 3, 3) == "\xe2\x88\x92") sign = at - 3;
  return sign == 0 || !IsAlnum(text[sign - 1]) ? sign : at;
}

bool IsPartOfNumber(std::string_view text, size_t begin, size_t end) {
  if (!IsBoundaryBefore(text, begin) || !IsBoundaryAfter(text, end)) return true;
  return (begin >= 2 && text[begin - 1] == '.' && IsDigit(text[begin - 2])) ||
         (end + 1 < text.size() && text[end] == '.' && IsDigit(text[end + 1]));
}

bool ReadDecimal(std::string_view text, size_t at, Angle& angle) {
  angle = {};
  angle.begin = at;
  angle.end = ReadNumber(text, ReadSign(text, at), 3, angle.degrees, angle.fraction, angle.rest);
  return angle.end != kNone;
}

// What may stand between two decimals: a comma or semicolon with blanks, or one or two blanks.
size_t ReadJoint(std::string_view text, size_t at) {
  const size_t begin = at;
  at = SkipBlanks(text, at, 2);
  if (at < text.size() && (text[at] == ',' || text[at] == ';' || text[at] == '/')) {
    return SkipBlanks(text, at + 1, 2);
  }
  if (text.substr(at, 3) == "%2C" || text.substr(at, 3) == "%2c") return at + 3;
  return at == begin ? kNone : at;
}

constexpr size_t kMinFraction = 3;

bool ReadPair(std::string_view text, size_t digits, Angle& first, Angle& second) {
  if (!ReadDecimal(text, BeforeSign(text, digits), first) || first.fraction < kMinFraction)
    return false;
  const size_t next = ReadJoint(text, first.end);
  return next != kNone && ReadDecimal(text, next, second) && second.fraction >= kMinFraction;
}

constexpr std::string_view kDegree = "\xc2\xb0";
constexpr std::string_view kOrdinal = "\xc2\xba";

size_t ReadAny(std::string_view text, size_t at, std::initializer_list<std::string_view> marks) {
  for (const std::string_view mark : marks) {
    if (text.substr(at).starts_with(mark)) return at + mark.size();
  }
  return kNone;
}

char ReadHemisphere(std::string_view text, size_t at) {
  if (at >= text.size() || !IsBoundaryAfter(text, at + 1)) return '\0';
  switch (ToUpper(text[at])) {
    case 'N':
    case 'S':
      return 'N';
    case 'E':
    case 'W':
    case 'O':  // Ost, ouest, oeste
      return 'E';
    default:
      return '\0';
  }
}

// An angle with its degree sign: 48°12'34.5"N, N 48° 12.345', 48.1234°.
bool ReadAngle(std::string_view text, size_t at, Angle& angle) {
  angle = {};
  angle.begin = at;
  if (IsBoundaryBefore(text, at)) angle.hemisphere = ReadHemisphere(text, at);
  if (angle.hemisphere == '\0' && at + 1 < text.size() && IsDigit(text[at + 1]) &&
      (text[at] == 'N' || text[at] == 'S' || text[at] == 'E' || text[at] == 'W')) {
    angle.hemisphere = text[at] == 'N' || text[at] == 'S' ? 'N' : 'E';
  }
  const bool in_front = angle.hemisphere != '\0';
  if (in_front) at = SkipBlanks(text, at + 1, 1);
  at = ReadNumber(text, ReadSign(text, at), 3, angle.degrees, angle.fraction, angle.rest);
  if (at == kNone) return false;
  at = ReadAny(text, SkipBlanks(text, at, 1), {kDegree, kOrdinal});
  if (at == kNone) return false;
  angle.end = at;
  unsigned part = 0;
  size_t fraction = 0;
  size_t next = ReadNumber(text, SkipBlanks(text, at, 1), 2, part, fraction, angle.rest);
  if (next != kNone && part < 60) {
    next = ReadAny(text, SkipBlanks(text, next, 1),
                   {"'", "\\'", "\xe2\x80\xb2", "\xe2\x80\x99", "\xc2\xb4"});
    if (next == kNone) return false;
    angle.minutes = true;
    angle.rest = angle.rest || part != 0;
    angle.end = next;
    next = ReadNumber(text, SkipBlanks(text, next, 1), 2, part, fraction, angle.rest);
    if (next != kNone) {
      next =
          ReadAny(text, SkipBlanks(text, next, 1),
                  {"\"", "\\\"", "\xe2\x80\xb3", "\xe2\x80\x9d", "''", "\xe2\x80\xb2\xe2\x80\xb2"});
      if (next != kNone && part >= 60) return false;
      if (next != kNone) {
        angle.rest = angle.rest || part != 0;
        angle.end = next;
      }
    }
  } else if (next != kNone) {
    return false;
  }
  if (!in_front) {
    const size_t letter = SkipBlanks(text, angle.end, 1);
    angle.hemisphere = ReadHemisphere(text, letter);
    if (angle.hemisphere != '\0') angle.end = letter + 1;
  }
  return true;
}

}  // namespace

bool MatchCoordinates(MatchInput& input, Span& found) {
  Angle first;
  Angle second;
  if (!ReadPair(input.text, input.anchor.begin, first, second) || !Fit(first, second)) return false;
  input.Charge(second.end - first.begin);
  found = MakeSpan(first.begin, second.end);
  return !IsPartOfNumber(input.text, first.begin, first.end) &&
         !IsPartOfNumber(input.text, second.begin, second.end);
}

bool MatchCoordinate(MatchInput& input, Span& found) {
  constexpr size_t kMinAlone = 4;
  const std::string_view text = input.text;
  Angle angle;
  if (!ReadDecimal(text, BeforeSign(text, input.anchor.begin), angle)) return false;
  if (angle.fraction < kMinAlone || !angle.Within(kMaxLongitude)) return false;
  found = MakeSpan(angle.begin, angle.end);
  if (IsPartOfNumber(text, angle.begin, angle.end)) return false;
  // One of a pair that is no place is none, either.
  Angle other;
  const size_t next = ReadJoint(text, angle.end);
  if (next != kNone && ReadDecimal(text, next, other) && other.fraction >= kMinFraction)
    return Fit(angle, other);
  size_t before = angle.begin;
  constexpr size_t kMaxJoint = 4;
  while (before > 0 && angle.begin - before < kMaxJoint &&
         std::string_view(" \t,;/").find(text[before - 1]) != std::string_view::npos) {
    --before;
  }
  constexpr size_t kMaxNumber = 22;
  size_t digits = before;
  while (digits > 0 && before - digits < kMaxNumber &&
         (IsDigit(text[digits - 1]) || text[digits - 1] == '.')) {
    --digits;
  }
  input.Charge(angle.begin - digits);
  Angle second;
  if (digits < before && before < angle.begin && ReadPair(text, digits, other, second) &&
      second.begin == angle.begin) {
    return Fit(other, angle);
  }
  return true;
}

bool MatchCoordinatesDms(MatchInput& input, Span& found) {
  constexpr size_t kReach = 28;  // -179.123456789012345 and a letter in front of the degree sign
  const std::string_view text = input.text;
  size_t begin = input.anchor.begin;
  if (begin > 0 && text[begin - 1] == ' ') --begin;
  while (begin > 0 && input.anchor.begin - begin < kReach &&
         (IsDigit(text[begin - 1]) || text[begin - 1] == '.')) {
    --begin;
  }
  if (begin == input.anchor.begin || !IsDigit(text[begin])) return false;
  begin = BeforeSign(text, begin);
  // A letter in front: N 48°, N48°.
  const size_t letter = begin > 0 && text[begin - 1] == ' ' ? begin - 1 : begin;
  if (letter > 0 && IsBoundaryBefore(text, letter - 1) &&
      std::string_view("NSEWO").find(text[letter - 1]) != std::string_view::npos) {
    begin = letter - 1;
  }
  Angle first;
  Angle second;
  if (!ReadAngle(text, begin, first)) return false;
  size_t next = SkipBlanks(text, first.end, 2);
  if (next < text.size() && (text[next] == ',' || text[next] == ';' || text[next] == '/'))
    next = SkipBlanks(text, next + 1, 2);
  if (!ReadAngle(text, next, second)) return false;
  input.Charge(second.end - begin);
  // Two temperatures are no place: minutes, letters or a fraction say what it is.
  const auto precise = [](const Angle& a) {
    return a.minutes || a.hemisphere != '\0' || a.fraction >= kMinFraction;
  };
  if (!precise(first) || !precise(second) || !IsBoundaryBefore(text, begin)) return false;
  if (first.hemisphere == second.hemisphere && first.hemisphere != '\0') return false;
  const bool fit = first.hemisphere == 'N' || second.hemisphere == 'E'
                       ? first.Within(kMaxLatitude) && second.Within(kMaxLongitude)
                   : first.hemisphere == 'E' || second.hemisphere == 'N'
                       ? first.Within(kMaxLongitude) && second.Within(kMaxLatitude)
                       : Fit(first, second);
  found = MakeSpan(begin, second.end);
  return fit;
}

}  // namespace aegis::detect
