// What to do with a finding: a closed sum. One file an action; redact.h turns findings into edits.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>

#include "src/redact/keyset.h"

namespace aegis {

struct MaskAction {  // every character but the kept ones becomes `with`; separators stay
  std::string with = "*";
  uint32_t keep_first = 0;
  uint32_t keep_last = 0;
};
struct ReplaceAction {  // {entity} becomes the entity's name, {{ and }} a brace
  std::string with = "[{entity}]";
};
struct HmacAction {  // a stable token: <ENTITY>_<key id>_<hex of HMAC-SHA256>; keep_domain: the
                     // part after @ stays
  std::shared_ptr<const Keyset> key;
  std::string key_name;
  bool keep_domain = false;
  uint32_t bytes = 16;
};
struct DropFieldAction {};  // the whole field goes
struct NoAction {};         // found and counted, left as it is

using Action = std::variant<MaskAction, ReplaceAction, HmacAction, DropFieldAction, NoAction>;

// What a JSON number becomes that any of them changes.
enum class NumberForm : uint8_t {
  kString,  // a JSON string with what the action makes of its digits
  kNull,    // null
  kNumber,  // a number of the same length: see number.h
};

// "mask", "replace", "hmac", "drop", "none": the label in metrics and receipts.
std::string_view ActionName(const Action& action);
std::string_view ActionName(size_t index);  // of the alternative with this index

}  // namespace aegis
