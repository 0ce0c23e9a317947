#include "src/detect/validators/calendar_date.h"

#include <array>
#include <cstddef>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {
namespace {

constexpr std::size_t kLongest = 48;
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2030;

struct MonthName {
  std::string_view name;
  int month;
};

constexpr MonthName kMonths[] = {
    {"enero", 1},
    {"gennaio", 1},
    {"janeiro", 1},
    {"januar", 1},
    {"januari", 1},
    {"january", 1},
    {"janvier", 1},
    {"j\xc3\xa4nner", 1},
    {"stycznia", 1},
    {"febbraio", 2},
    {"feber", 2},
    {"febrero", 2},
    {"februar", 2},
    {"februari", 2},
    {"february", 2},
    {"fevereiro", 2},
    {"fevrier", 2},
    {"f\xc3\xa9vrier", 2},
    {"lutego", 2},
    {"maart", 3},
    {"marca", 3},
    {"march", 3},
    {"mars", 3},
    {"marts", 3},
    {"marzo", 3},
    {"mar\xc3\xa7o", 3},
    {"m\xc3\xa4rz", 3},
    {"abril", 4},
    {"april", 4},
    {"aprile", 4},
    {"avril", 4},
    {"kwietnia", 4},
    {"maggio", 5},
    {"mai", 5},
    {"maio", 5},
    {"maj", 5},
    {"maja", 5},
    {"may", 5},
    {"mayo", 5},
    {"mei", 5},
    {"czerwca", 6},
    {"giugno", 6},
    {"juin", 6},
    {"june", 6},
    {"junho", 6},
    {"juni", 6},
    {"junio", 6},
    {"juillet", 7},
    {"julho", 7},
    {"juli", 7},
    {"julio", 7},
    {"july", 7},
    {"lipca", 7},
    {"luglio", 7},
    {"agosto", 8},
    {"aout", 8},
    {"ao\xc3\xbbt", 8},
    {"august", 8},
    {"augusti", 8},
    {"augustus", 8},
    {"sierpnia", 8},
    {"september", 9},
    {"septembre", 9},
    {"septiembre", 9},
    {"setembro", 9},
    {"settembre", 9},
    {"wrze\xc5\x9bnia", 9},
    {"october", 10},
    {"octobre", 10},
    {"octubre", 10},
    {"oktober", 10},
    {"ottobre", 10},
    {"outubro", 10},
    {"pa\xc5\xba"
     "dziernika",
     10},
    {"listopada", 11},
    {"november", 11},
    {"novembre", 11},
    {"novembro", 11},
    {"noviembre", 11},
    {"december", 12},
    {"decembre", 12},
    {"dezember", 12},
    {"dezembro", 12},
    {"dicembre", 12},
    {"diciembre", 12},
    {"d\xc3\xa9"
     "cembre",
     12},
    {"grudnia", 12},
    // Turkish, Russian, Ukrainian, Czech and Finnish, as they stand behind the day.
    {"ocak", 1},
    {"şubat", 2},
    {"mart", 3},
    {"nisan", 4},
    {"mayıs", 5},
    {"haziran", 6},
    {"temmuz", 7},
    {"ağustos", 8},
    {"eylül", 9},
    {"ekim", 10},
    {"kasım", 11},
    {"aralık", 12},
    {"января", 1},
    {"февраля", 2},
    {"марта", 3},
    {"апреля", 4},
    {"мая", 5},
    {"июня", 6},
    {"июля", 7},
    {"августа", 8},
    {"сентября", 9},
    {"октября", 10},
    {"ноября", 11},
    {"декабря", 12},
    {"січня", 1},
    {"лютого", 2},
    {"березня", 3},
    {"квітня", 4},
    {"травня", 5},
    {"червня", 6},
    {"липня", 7},
    {"серпня", 8},
    {"вересня", 9},
    {"жовтня", 10},
    {"листопада", 11},
    {"грудня", 12},
    {"ledna", 1},
    {"února", 2},
    {"března", 3},
    {"dubna", 4},
    {"května", 5},
    {"června", 6},
    {"července", 7},
    {"srpna", 8},
    {"září", 9},
    {"října", 10},
    {"listopadu", 11},
    {"prosince", 12},
    {"tammikuuta", 1},
    {"helmikuuta", 2},
    {"maaliskuuta", 3},
    {"huhtikuuta", 4},
    {"toukokuuta", 5},
    {"kesäkuuta", 6},
    {"heinäkuuta", 7},
    {"elokuuta", 8},
    {"syyskuuta", 9},
    {"lokakuuta", 10},
    {"marraskuuta", 11},
    {"joulukuuta", 12},
};

constexpr std::string_view kFillers[] = {"de", "del", "of", "the", "le", "den"};
constexpr std::string_view kOrdinals[] = {"st", "nd", "rd", "th", "er"};

constexpr bool IsNonAscii(char c) { return static_cast<unsigned char>(c) >= 0x80; }

/// A lower-case copy of a word of at most 16 bytes; accented Latin letters are folded too.
struct Word {
  std::array<char, 16> bytes{};
  std::size_t size = 0;
  std::string_view view() const { return {bytes.data(), size}; }
};

bool Fold(std::string_view text, Word& word) {
  if (text.size() > word.bytes.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool latin_capital =
        i > 0 && static_cast<unsigned char>(text[i - 1]) == 0xC3 && byte >= 0x80 && byte <= 0x9E;
    word.bytes[i] = latin_capital ? static_cast<char>(byte + 0x20) : ToLower(text[i]);
  }
  word.size = text.size();
  return true;
}

template <std::size_t N>
bool IsOneOf(std::string_view word, const std::string_view (&list)[N]) {
  for (const auto entry : list) {
    if (word == entry) return true;
  }
  return false;
}

/// 0 when the word names no month.
int MonthOf(std::string_view word) {
  if (word.size() < 3) return 0;
  for (const MonthName& entry : kMonths) {
    if (entry.name[0] == word[0] && entry.name.starts_with(word)) return entry.month;
  }
  return 0;
}

struct Part {
  int value = 0;
  std::size_t digits = 0;
};

/// The numbers, the month's name if any, and the separators between numbers.
struct Parsed {
  std::array<Part, 3> numbers{};
  std::size_t count = 0;
  int month = 0;
  bool one_separator = true;
  char separator = 0;
  std::size_t numbers_before_month = 0;
};

/// 1984年5月12日, 1984년 5월 12일.
bool IsCountedDate(std::string_view text) {
  constexpr std::string_view kUnits[][3] = {{"年", "月", "日"}, {"년", "월", "일"}};
  for (const auto& units : kUnits) {
    int numbers[3] = {};
    std::size_t at = 0;
    bool matches = true;
    for (std::size_t i = 0; i < 3 && matches; ++i) {
      if (i > 0 && at < text.size() && text[at] == ' ') ++at;
      std::size_t digits = 0;
      while (at < text.size() && IsDigit(text[at]) && digits < 5) {
        numbers[i] = numbers[i] * 10 + Digit(text[at++]);
        ++digits;
      }
      matches = (i == 0 ? digits == 4 : digits == 1 || digits == 2) &&
                text.substr(at).starts_with(units[i]);
      at += units[i].size();
    }
    if (matches && at == text.size()) {
      return numbers[0] >= kFirstYear && numbers[0] <= kLastYear &&
             IsDate(numbers[0], numbers[1], numbers[2]);
    }
  }
  return false;
}

bool Parse(std::string_view text, Parsed& out) {
  std::size_t i = 0;
  bool after_number = false;
  std::size_t gap = 0;
  while (i < text.size()) {
    const char c = text[i];
    if (IsDigit(c)) {
      // "12 12" without anything between would have been one number.
      if (out.count == out.numbers.size()) return false;
      Part& part = out.numbers[out.count++];
      while (i < text.size() && IsDigit(text[i])) {
        if (++part.digits > 8) return false;
        part.value = part.value * 10 + Digit(text[i++]);
      }
      after_number = true;
      gap = 0;
      continue;
    }
    if (IsAlpha(c) || IsNonAscii(c)) {
      std::size_t end = i;
      while (end < text.size() && (IsAlpha(text[end]) || IsNonAscii(text[end]))) ++end;
      Word word;
      if (!Fold(text.substr(i, end - i), word)) return false;
      const bool ordinal = after_number && gap == 0 && IsOneOf(word.view(), kOrdinals);
      if (!ordinal && !IsOneOf(word.view(), kFillers)) {
        const int month = MonthOf(word.view());
        if (month == 0 || out.month != 0) return false;
        out.month = month;
        out.numbers_before_month = out.count;
      }
      i = end;
      after_number = false;
      gap = 0;
      continue;
    }
    if (!Contains(" .,/-", c) || ++gap > 2 ||
        out.count + static_cast<std::size_t>(out.month) == 0) {
      return false;
    }
    if (c != ' ') {
      if (out.separator != 0 && c != out.separator) out.one_separator = false;
      out.separator = c;
    }
    ++i;
  }
  return gap == 0 || (gap == 1 && text.back() == '.');
}

bool IsYear(const Part& part) {
  return part.digits == 4 && part.value >= kFirstYear && part.value <= kLastYear;
}
bool IsShort(const Part& part) { return part.digits == 1 || part.digits == 2; }

bool IsDay(const Part& year, int month, const Part& day) {
  if (!IsShort(day)) return false;
  if (year.digits == 2) return IsDateInSomeCentury(year.value, month, day.value);
  return IsYear(year) && IsDate(year.value, month, day.value);
}

bool IsNumeric(const Parsed& p) {
  const auto& [a, b, c] = p.numbers;
  if (p.count == 1) {
    const int year = a.value / 10000;
    return a.digits == 8 && year >= kFirstYear && year <= kLastYear &&
           IsDate(year, a.value / 100 % 100, a.value % 100);
  }
  if (p.count != 3 || !p.one_separator || !IsShort(b)) return false;
  if (a.digits == 4) return IsDay(a, b.value, c);
  if (!IsShort(a)) return false;
  return IsDay(c, b.value, a) || IsDay(c, a.value, b);
}

}  // namespace

bool CalendarDate(std::string_view text) noexcept {
  if (text.size() > 4 && text.size() <= kLongest && IsNonAscii(text.back())) {
    return IsCountedDate(text);
  }
  Parsed p;
  if (text.size() < 6 || text.size() > kLongest || !Parse(text, p)) return false;
  if (p.month == 0) return IsNumeric(p);
  if (p.count != 2 || p.numbers_before_month == 2) return false;
  const auto& [first, second, unused] = p.numbers;
  return IsDay(second, p.month, first) || (first.digits == 4 && IsDay(first, p.month, second));
}

}  // namespace aegis::validators
