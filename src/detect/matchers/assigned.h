// What stands between a name and its value: `name = v`, `name: v`, "name": "v", <name>v</name>,
// `--name v`, and "name is v" in several languages.
#pragma once

#include <cstddef>
#include <string_view>

#include "src/detect/text_class.h"

namespace aegis::detect {

constexpr bool IsNameByte(char c) { return IsAlnum(c) || c == '_' || c == '-' || c == '.'; }

// What joins a name to its value in a sentence. Before the value stands a blank, except in scripts
// that have none.
struct JointVerb {
  std::string_view text;
  bool spaced;
};
inline constexpr JointVerb kJointVerbs[] = {
    {"is ", true},         {"ist ", true},     {"est ", true},     {"es ", true},
    {"è ", true},          {"é ", true},       {"is: ", true},     {"ist: ", true},
    {"to ", true},         {"lautet ", true},  {"lautet: ", true}, {"jest ", true},
    {"to: ", true},        {"er ", true},      {"är ", true},      {"是", false},
    {"为", false},         {"為", false},      {"は、", false},    {"は", false},
    {"는 ", false},        {"will be ", true}, {"was ", true},     {"set to ", true},
    {"changed to ", true}, {"-> ", true},      {"→ ", true},
};

// Quotes that need more than a byte, and what closes them.
struct Quotes {
  std::string_view open;
  std::string_view close;
  std::string_view other_close;
};

struct Joint {
  size_t value = 0;  // where the value begins, behind its opening quote
  char quote = '\0';
  bool escaped = false;            // the quote has a backslash in front
  const Quotes* quotes = nullptr;  // or one of these opened it
  bool element = false;            // <name>value
  bool tight = false;              // "=" with no blank around it
  bool loose = false;              // "name: value", as prose also writes
  bool sentence = false;           // "name is value", or the argument of an option
  bool bare = false;               // nothing between the name and a quoted value

  bool IsQuoted() const { return quote != '\0' || quotes != nullptr; }
};

// Past blanks and tabs, a few of them.
size_t SkipBlanks(std::string_view text, size_t at);

// Does the name that ends at or behind `at` begin as an option of a command does? --db-password.
bool IsOption(std::string_view text, size_t at);

// Does a joint follow the name that ends at `at`? `name` is where it begins, or its last word.
// Sentences and values that are only quoted are joints when `with_is`. The value may be empty.
bool ReadJoint(std::string_view text, size_t name, size_t at, bool with_is, Joint& joint);

// The end of a quoted value, at most `limit`. False: its quote is not closed where it must be.
bool ReadQuoted(std::string_view text, const Joint& joint, size_t limit, size_t& end);

}  // namespace aegis::detect
