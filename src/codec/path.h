// Field paths as people write them: $.order_id, $.items[*].sku, $.items[0], $..email, $["a b"].c
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/result.h"
#include "src/codec/document.h"

namespace aegis {

class PathPattern {
 public:
  // Errors say what is wrong and at which character.
  static Result<PathPattern> Parse(std::string_view text);

  // Does the node, or one of its ancestors, match? (A pattern that names an object covers
  // everything below it.)
  bool Covers(const FieldTable& table, uint32_t node) const;

  const std::string& text() const { return text_; }

 private:
  struct Step {
    enum class Kind : uint8_t { kMember, kIndex, kAnyIndex, kAnyDepth } kind;
    std::string name;
    uint32_t index = 0;
  };
  std::string text_;
  std::vector<Step> steps_;
};

}  // namespace aegis
