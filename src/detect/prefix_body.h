// What follows a literal, as a sequence of classes with counts: "[A-Za-z0-9]{36}",
// "[0-9]{10,13}-[0-9]{10,13}-[A-Za-z0-9]{24}".
//
//   item  = "[" members "]" | "\" character | character      members: characters, ranges a-z,
//   escapes with "\" count = "{n}" | "{n,m}" | "{n,}" | "?"                   none: once
//
// Each item takes as much as it may and gives nothing back, so matching is one walk over at most
// limits::kMaxConfirmBytes.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "src/base/result.h"
#include "src/detect/text_class.h"

namespace aegis::detect {

class PrefixBody {
 public:
  // Errors say what is wrong and at which character.
  static Result<PrefixBody> Parse(std::string_view text);

  static constexpr size_t kNoMatch = ~size_t{0};
  // The end of the body that begins at `at`, or kNoMatch. A body that could go on (the next byte is
  // of the last item's class, which was taken as often as it may) is part of something longer, and
  // none. `read` gets the number of bytes looked at.
  size_t Match(std::string_view text, size_t at, size_t& read) const {
    const size_t end = MatchPart(text, at, read);
    return end != kNoMatch && GoesOn(text, end) ? kNoMatch : end;
  }
  // The same, also of a body that goes on.
  size_t MatchPart(std::string_view text, size_t at, size_t& read) const;

 private:
  struct Item {
    ByteSet set;
    uint32_t min = 1;
    uint32_t max = 1;
  };
  bool GoesOn(std::string_view text, size_t end) const {
    const Item& last = items_.back();
    return end < text.size() && last.max > 1 && last.set.Has(text[end]);
  }

  std::vector<Item> items_;
};

}  // namespace aegis::detect
