// Dates with a four-digit year: 1984-03-12, 12/03/1984, 12.3.1984, "12 March 1984", "March 12,
// 1984", "12 de marzo de 1984". Where the number of the year stands is known; the rest is read from
// there, and the validator says whether it is a day.
#include "src/detect/matchers/matchers.h"
#include "src/detect/validators/calendar_date.h"

namespace aegis::detect {
namespace {

// "12 de septiembre de 1984" and the like.
constexpr size_t kMaxWritten = 32;

size_t DigitsFrom(std::string_view text, size_t at) {
  size_t end = at;
  while (end < text.size() && end - at < 3 && IsDigit(text[end])) ++end;
  return end;
}

size_t DigitsBefore(std::string_view text, size_t end) {
  size_t begin = end;
  while (begin > 0 && end - begin < 3 && IsDigit(text[begin - 1])) --begin;
  return begin;
}

// A character of CJK text or its punctuation, which needs no blank before a number or word.
bool IsWideBefore(std::string_view text, size_t at) {
  return at >= 3 && static_cast<unsigned char>(text[at - 3]) >= 0xe2 &&
         static_cast<unsigned char>(text[at - 3]) < 0xf0;
}

// 1984年5月12日: counted from the year on.
bool IsCounted(std::string_view text, size_t year, size_t end, Span& found) {
  size_t at = end;
  for (int part = 0; part < 3; ++part) {
    if (at + 3 > text.size() || !IsNonAscii(text[at])) return false;
    at += 3;
    if (part == 2) break;
    if (at < text.size() && text[at] == ' ') ++at;
    const size_t digits = DigitsFrom(text, at);
    if (digits == at) return false;
    at = digits;
  }
  found = MakeSpan(year, at);
  return IsBoundaryBefore(text, year) && validators::CalendarDate(found.In(text));
}

bool IsDate(std::string_view text, size_t begin, size_t end, Span& found) {
  if (!IsBoundaryBefore(text, begin) || !IsBoundaryAfter(text, end)) return false;
  found = MakeSpan(begin, end);
  return validators::CalendarDate(found.In(text));
}

}  // namespace

bool MatchDate(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  const size_t year = input.anchor.begin;
  const size_t end = input.anchor.end;
  if (end < text.size() && (text[end] == '-' || text[end] == '/' || text[end] == '.')) {
    const size_t month = DigitsFrom(text, end + 1);
    if (month > end + 1 && month < text.size() && text[month] == text[end]) {
      const size_t day = DigitsFrom(text, month + 1);
      // A time may follow.
      if (day > month + 1) {
        found = MakeSpan(year, day);
        if (IsBoundaryBefore(text, year) && (IsBoundaryAfter(text, day) || text[day] == 'T') &&
            validators::CalendarDate(found.In(text))) {
          return true;
        }
      }
    }
  }
  if (end < text.size() && IsNonAscii(text[end])) {
    input.Charge(kMaxWritten);
    if (IsCounted(text, year, end, found)) return true;
  }
  if (year == 0 || !IsBoundaryAfter(text, end)) return false;
  const char before = text[year - 1];
  // 12. 5. 1984
  if (before == ' ' && year >= 6 && (text[year - 2] == '.' || text[year - 2] == '/') &&
      IsDigit(text[year - 3])) {
    const char separator = text[year - 2];
    const size_t month = DigitsBefore(text, year - 2);
    size_t day_end = month;
    if (day_end > 0 && text[day_end - 1] == ' ') --day_end;
    if (day_end > 1 && text[day_end - 1] == separator) {
      if (separator == '/' && text[day_end - 2] == ' ') --day_end;
      const size_t day = DigitsBefore(text, day_end - 1);
      if (day < day_end - 1 && IsDate(text, day, end, found)) return true;
    }
  }
  if (before == '-' && year >= 2 && IsAlpha(text[year - 2])) {
    // 12-Mar-1984
    size_t month = year - 1;
    while (month > 0 && year - month < 12 && IsAlpha(text[month - 1])) --month;
    if (month < 2 || text[month - 1] != '-') return false;
    const size_t day = DigitsBefore(text, month - 1);
    return day < month - 1 && IsDate(text, day, end, found);
  }
  if (before == '-' || before == '/' || before == '.') {
    const size_t second = DigitsBefore(text, year - 1);
    if (second == year - 1 || second == 0 || text[second - 1] != before) {
      // "12. März 1984" has a blank before the year, so this is no date.
      return false;
    }
    const size_t first = DigitsBefore(text, second - 1);
    return first < second - 1 && IsDate(text, first, end, found);
  }
  if (before != ' ' && before != ',') return false;
  // With the month as a word: try every beginning of a word or number in reach, the nearest first.
  const size_t reach = year > kMaxWritten ? year - kMaxWritten : 0;
  bool has_letter = false;
  for (size_t at = year - 1; at > reach;) {
    --at;
    const char c = text[at];
    if (!IsAlnum(c) && !IsNonAscii(c) && c != ' ' && c != ',' && c != '.') break;
    has_letter = has_letter || IsAlpha(c) || IsNonAscii(c);
    const bool starts = (IsAlnum(c) || static_cast<unsigned char>(c) >= 0xc0) &&
                        (at == 0 || (!IsAlnum(text[at - 1]) && !IsNonAscii(text[at - 1])) ||
                         (!IsNonAscii(c) && IsWideBefore(text, at)));
    if (has_letter && starts && IsDate(text, at, end, found)) {
      input.Charge(year - at);
      return true;
    }
  }
  input.Charge(kMaxWritten);
  return false;
}

}  // namespace aegis::detect
