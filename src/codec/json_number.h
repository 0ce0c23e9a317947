// JSON numbers, token by token.
#pragma once

#include <cstddef>

namespace aegis {

// Reads a number by the grammar of RFC 8259 that begins at `token`, in bytes that go on until some
// byte which no number contains. Returns the first byte after it, or null when it is no number or
// overflows a double (1e999), as nlohmann_json refuses it. Small numbers, down to 0, never
// underflow: 1e-999 is a number.
const char* ReadJsonNumber(const char* token);

}  // namespace aegis
