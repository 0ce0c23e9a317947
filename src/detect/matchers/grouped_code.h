// Codes of letters and digits that are written compact or in groups, and that a check ends.
#pragma once

#include "src/detect/matchers/matcher.h"

namespace aegis::detect {

struct GroupedCode {
  size_t min_length;  // without what separates the groups
  size_t max_length;  // at most 35
  size_t group;       // the length of every group but the last; 0: any
  bool (*check)(std::string_view compact) noexcept;  // upper case
};

// The code that begins at the anchor, to the longest end of a group at which the check holds. The
// groups are joined by single blanks or dashes, one of which may be a line break.
bool MatchGroupedCode(MatchInput& input, const GroupedCode& code, Span& found);

}  // namespace aegis::detect
