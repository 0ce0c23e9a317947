// Where the text of a finding stands elsewhere in the same document: a value that is reported must
// not be left over where nothing around it says what it is, or where it is glued to other text.
#pragma once

#include <string_view>

#include "src/base/arena.h"
#include "src/base/record.h"
#include "src/base/result.h"
#include "src/detect/finding.h"

namespace aegis {

// Appends to `repeats`, for each place in `text` of the text of a finding of which this is not the
// place itself, that finding with the place as its span; in no order, some places twice, and not
// those of texts so short, or words so common, that they repeat by chance. kBudgetExhausted where
// that would cost much more than reading the text.
RecordStatus FindRepeats(std::string_view text, const ArenaVector<Finding>& findings,
                         ArenaVector<Finding>& repeats);

}  // namespace aegis
