// Rotatable keys: one primary that writes, older ones that still read. Parsed from JSON bytes;
// reading the file, and refusing one that others may read, is the business of whoever has files.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "src/base/result.h"

namespace aegis {

struct Keyset {
  using Key = std::array<unsigned char, 32>;
  std::string primary;
  std::map<std::string, Key> keys;

  const Key& primary_key() const { return keys.at(primary); }
};

// {"version":1,"primary":"k1","keys":{"k1":"<32 bytes, base64>"}}. Errors never quote the content.
Result<Keyset> ParseKeyset(std::string_view json);

}  // namespace aegis
