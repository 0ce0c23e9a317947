// What is written about a record that was not forwarded: where it stands and why, never what stood
// in it. The key is not copied either. The format is part of docs/operating.md.
#pragma once

#include <string>
#include <string_view>

#include "src/base/record.h"
#include "src/base/result.h"

namespace aegis::topology {

// Replaces *out by one JSON object, for example
// {"version":1,"route":"orders","topic":"orders.raw","partition":3,"offset":42,"timestamp":1700000000000,
//  "error":"invalid_json","error_at":17,"key_size":5,"value_size":120,"headers":1}
// Sizes are null where key or value are absent.
void WriteDeadLetter(const Record& record, std::string_view route, RecordError error,
                     std::string* out);

}  // namespace aegis::topology
