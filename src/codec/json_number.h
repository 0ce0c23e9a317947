// JSON numbers, token by token.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace aegis {

// Reads a number by the grammar of RFC 8259 that begins at `token`, in bytes that go on until some
// byte which no number contains. Returns the first byte after it, or null when it is no number or
// overflows a double (1e999), as nlohmann_json refuses it. Small numbers, down to 0, never
// underflow: 1e-999 is a number.
const char* ReadJsonNumber(const char* token);

// The digits of the whole number above zero that a number of that grammar, without its sign, stands
// for although it has a fraction or an exponent: 4.1E3, 4100.0 and 41000e-1 are 4100. Nothing when
// it is none, is written in digits alone, or has more digits than `room` has. They are in `room`.
std::string_view WholeNumberDigits(std::string_view number, std::span<char> room);

}  // namespace aegis
