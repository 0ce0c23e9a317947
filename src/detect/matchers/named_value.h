// name=value, "name": "value", name: 'value', name => value: what stands behind a name that is
// known to carry a secret. assignment.cc reads the names of natural language, with much more care.
#pragma once

#include <string_view>

#include "src/detect/matchers/matcher.h"

namespace aegis::detect {

struct NamedValue {
  Span span;
  bool quoted = false;
};

// The value that a sign joins to the name that ends at `at`; quotes and brackets that close the
// name may stand between, or the name may end with its sign. Unquoted, it ends at a blank or at one
// of `, ; & " ' < > ) } ] \` and backquote. False when there is none, or more than `most` bytes of
// it.
bool ReadNamedValue(MatchInput& input, size_t at, size_t most, NamedValue& value);

// An argument that stands at `at`: in quotes, or to the next blank.
bool ReadArgument(MatchInput& input, size_t at, size_t most, Span& found);

// `word` is in lower case.
bool EqualsFolded(std::string_view text, std::string_view word);
size_t FindFolded(std::string_view text, std::string_view word, size_t from = 0);
inline bool HasFolded(std::string_view text, std::string_view word) {
  return FindFolded(text, word) != std::string_view::npos;
}

// Does a line begin at `at`, blanks, a list's dash and `export ` aside? Written line breaks count.
bool BeginsLine(std::string_view text, size_t at);

// What no name or number is: letters and digits, and enough of both.
bool LooksDrawn(std::string_view value, size_t least);

}  // namespace aegis::detect
