#include "src/detect/validators/mrz.h"

#include <initializer_list>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {
namespace {

struct Part {
  std::size_t begin;
  std::size_t end;
};

bool IsMrzCharacter(char c) { return IsUpperAlnum(c) || c == '<'; }

/// Weights 7 3 1 over the parts as one text; < counts nothing.
bool Checks(std::string_view text, std::initializer_list<Part> parts, std::size_t digit,
            bool may_be_empty = false) {
  constexpr int kWeights[] = {7, 3, 1};
  int sum = 0;
  std::size_t i = 0;
  for (const Part& part : parts) {
    for (std::size_t at = part.begin; at < part.end; ++at, ++i) {
      sum += (text[at] == '<' ? 0 : Value36(text[at])) * kWeights[i % 3];
    }
  }
  if (text[digit] == '<') return may_be_empty;
  return IsDigit(text[digit]) && sum % 10 == Digit(text[digit]);
}

bool Begins(std::string_view text, std::string_view kinds, std::size_t length) {
  return text.size() == length && Contains(kinds, text[0]) && All(text, IsMrzCharacter) &&
         !IsDigit(text[1]) && IsUpper(text[2]);
}

/// The names of a holder: letters, and a filler.
bool IsNames(std::string_view text) {
  return IsUpper(text[0]) && All(text, [](char c) { return IsUpper(c) || c == '<'; }) &&
         text.find('<') != std::string_view::npos;
}

/// Document number, birth and expiry of a second line of TD2, TD3 and visas that begins at `at`.
bool ChecksSecondLine(std::string_view text, std::size_t at, bool long_number) {
  return Checks(text, {{at, at + 9}}, at + 9, long_number) &&
         Checks(text, {{at + 13, at + 19}}, at + 19) &&
         Checks(text, {{at + 21, at + 27}}, at + 27) && Contains("MFX<", text[at + 20]);
}

}  // namespace

bool MrzTd1(std::string_view text) noexcept {
  return Begins(text, "ACI", 90) && IsNames(text.substr(60)) && Checks(text, {{5, 14}}, 14, true) &&
         Checks(text, {{30, 36}}, 36) && Checks(text, {{38, 44}}, 44) &&
         Contains("MFX<", text[37]) && Checks(text, {{5, 30}, {30, 37}, {38, 45}, {48, 59}}, 59);
}

bool MrzTd2(std::string_view text) noexcept {
  return Begins(text, "ACI", 72) && IsNames(text.substr(5, 31)) &&
         ChecksSecondLine(text, 36, true) && Checks(text, {{36, 46}, {49, 56}, {57, 71}}, 71);
}

bool MrzTd3(std::string_view text) noexcept {
  return Begins(text, "P", 88) && IsNames(text.substr(5, 39)) &&
         ChecksSecondLine(text, 44, false) && Checks(text, {{72, 86}}, 86, true) &&
         Checks(text, {{44, 54}, {57, 64}, {65, 87}}, 87);
}

bool MrzVisa(std::string_view text) noexcept {
  const std::size_t line = text.size() / 2;
  return (line == 44 || line == 36) && Begins(text, "V", 2 * line) &&
         IsNames(text.substr(5, line - 5)) && ChecksSecondLine(text, line, false);
}

}  // namespace aegis::validators
