// Records as JSON lines, one a line:
//   {"topic":"orders","partition":0,"timestamp":1700000000000,"key":"k","value":"v","headers":[["name","value"]]}
// Only `value` is needed to read one (null: a tombstone); topic and partition are not read: a file
// is one partition. Bytes that are no UTF-8 are {"base64":"…"} in place of a string.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/io.h"
#include "src/base/result.h"

namespace aegis::file {

struct Line {
  int64_t timestamp_ms = -1;
  std::optional<std::string> key;
  std::optional<std::string> value;
  std::vector<std::pair<std::string, std::optional<std::string>>> headers;
};

// The error says what is wrong, never what stands there.
Result<Line> ParseLine(std::string_view text);
// With the line break.
std::string WriteLine(std::string_view topic, const io::OutputRecord& record);

}  // namespace aegis::file
