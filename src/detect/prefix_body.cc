#include "src/detect/prefix_body.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "src/base/limits.h"

namespace aegis::detect {
namespace {

tl::unexpected<Error> Wrong(std::string_view what, size_t at) {
  return Fail(ErrorCode::kInvalidArgument,
              std::string(what) + " at character " + std::to_string(at + 1));
}

}  // namespace

Result<PrefixBody> PrefixBody::Parse(std::string_view text) {
  PrefixBody body;
  size_t at = 0;
  while (at < text.size()) {
    Item item;
    if (text[at] == '[') {
      const size_t open = at++;
      bool any = false;
      while (at < text.size() && text[at] != ']') {
        if (text[at] == '\\' && ++at == text.size()) break;
        const char first = text[at++];
        char last = first;
        if (at + 1 < text.size() && text[at] == '-' && text[at + 1] != ']') {
          ++at;
          if (text[at] == '\\' && ++at == text.size()) break;
          last = text[at++];
        }
        if (static_cast<unsigned char>(last) < static_cast<unsigned char>(first)) {
          return Wrong("a range that runs backwards", at - 1);
        }
        item.set.AddRange(first, last);
        any = true;
      }
      if (at >= text.size()) return Wrong("a [ without its ]", open);
      if (!any) return Wrong("an empty class", open);
      ++at;
    } else if (text[at] == '{' || text[at] == '?') {
      return Wrong("a count without an item", at);
    } else {
      if (text[at] == '\\' && ++at == text.size())
        return Wrong("a \\ without its character", at - 1);
      item.set.Add(text[at++]);
    }
    if (at < text.size() && text[at] == '?') {
      item.min = 0;
      ++at;
    } else if (at < text.size() && text[at] == '{') {
      const size_t open = at;
      const size_t close = text.find('}', at);
      if (close == std::string_view::npos) return Wrong("a { without its }", open);
      const char* p = text.data() + open + 1;
      const char* end = text.data() + close;
      auto low = std::from_chars(p, end, item.min);
      if (low.ec != std::errc()) return Wrong("a count that is no number", open);
      item.max = item.min;
      p = low.ptr;
      if (p != end && *p == ',') {
        ++p;
        item.max = limits::kMaxConfirmBytes;
        if (p != end) {
          auto high = std::from_chars(p, end, item.max);
          if (high.ec != std::errc()) return Wrong("a count that is no number", open);
          p = high.ptr;
        }
      }
      if (p != end || item.max < item.min || item.max == 0 || item.max > limits::kMaxConfirmBytes) {
        return Wrong("a count that cannot be", open);
      }
      at = close + 1;
    }
    body.items_.push_back(item);
  }
  if (body.items_.empty()) return Wrong("an empty body", 0);
  return body;
}

size_t PrefixBody::MatchPart(std::string_view text, size_t at, size_t& read) const {
  const size_t begin = at;
  const size_t limit = std::min(text.size(), at + limits::kMaxConfirmBytes);
  for (const Item& item : items_) {
    uint32_t taken = 0;
    while (taken < item.max && at < limit && item.set.Has(text[at])) {
      ++taken;
      ++at;
    }
    read = at - begin + 1;
    if (taken < item.min) return kNoMatch;
  }
  return at;
}

}  // namespace aegis::detect
