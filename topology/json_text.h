// JSON written piece by piece into a string that is kept: dead letters and receipts are made in the
// record path.
#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace aegis::topology {

// The text in quotes, escaped.
inline void AppendJsonString(std::string_view text, std::string* out) {
  out->push_back('"');
  for (char c : text) {
    if (c == '"' || c == '\\') {
      out->push_back('\\');
      out->push_back(c);
    } else if (static_cast<unsigned char>(c) < 0x20) {
      static constexpr char kHex[] = "0123456789abcdef";
      out->append("\\u00");
      out->push_back(kHex[static_cast<unsigned char>(c) >> 4]);
      out->push_back(kHex[static_cast<unsigned char>(c) & 15]);
    } else {
      out->push_back(c);
    }
  }
  out->push_back('"');
}

inline void AppendNumber(int64_t number, std::string* out) {
  char digits[24];
  auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out->append(digits, end);
}

}  // namespace aegis::topology
