// A half-open range of bytes. Which bytes (the original or the document's text) is said where it is
// used.
#pragma once

#include <cstdint>
#include <string_view>

namespace aegis {

struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;

  constexpr uint32_t size() const { return end - begin; }
  constexpr bool empty() const { return begin == end; }
  constexpr bool Contains(Span other) const { return begin <= other.begin && other.end <= end; }
  constexpr bool Overlaps(Span other) const { return begin < other.end && other.begin < end; }
  constexpr std::string_view In(std::string_view bytes) const {
    return bytes.substr(begin, end - begin);
  }
  friend constexpr bool operator==(Span, Span) = default;
};

}  // namespace aegis
