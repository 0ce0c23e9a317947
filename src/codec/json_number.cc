#include "src/codec/json_number.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace aegis {
namespace {

bool IsDigit(char c) { return static_cast<unsigned char>(c - '0') < 10; }

// Is a well-formed number too large for a double? `magnitude` is such that the value lies in
// [10^(magnitude-1), 10^magnitude).
bool Overflows(const char* begin, const char* end, int64_t magnitude) {
  // The largest double is 1.797...e308: only for numbers of that very magnitude does the rounding
  // decide.
  if (magnitude <= 308) return false;
  if (magnitude > 309) return true;
  double value = 0;
  return std::from_chars(begin, end, value).ec == std::errc::result_out_of_range;
}

}  // namespace

const char* ReadJsonNumber(const char* token) {
  const char* p = token;
  if (*p == '-') ++p;

  const char* whole = p;
  if (*p == '0') {
    ++p;
  } else {
    if (!IsDigit(*p)) return nullptr;
    while (IsDigit(*p)) ++p;
  }
  const char* whole_end = p;

  const char* fraction = p;
  if (*p == '.') {
    fraction = ++p;
    if (!IsDigit(*p)) return nullptr;
    while (IsDigit(*p)) ++p;
  }
  const char* fraction_end = p;

  bool has_exponent = *p == 'e' || *p == 'E';
  // Without an exponent and with few digits there is nothing to overflow: nearly every number there
  // is.
  if (!has_exponent && whole_end - whole <= 308) return p;

  int64_t exponent = 0;
  if (has_exponent) {
    ++p;
    bool negative = *p == '-';
    if (*p == '-' || *p == '+') ++p;
    if (!IsDigit(*p)) return nullptr;
    // Far beyond any number of digits that a record can hold, more digits change nothing.
    constexpr int64_t kEnough = int64_t{1} << 40;
    for (; IsDigit(*p); ++p) {
      if (exponent < kEnough) exponent = exponent * 10 + (*p - '0');
    }
    if (negative) exponent = -exponent;
  }

  int64_t magnitude = 0;
  if (*whole != '0') {
    magnitude = whole_end - whole;
  } else {
    const char* significant = fraction;
    while (significant < fraction_end && *significant == '0') ++significant;
    if (significant >= fraction_end) return p;  // zero, whatever its exponent
    magnitude = fraction - significant;
  }
  return Overflows(token, p, magnitude + exponent) ? nullptr : p;
}

std::string_view WholeNumberDigits(std::string_view number, std::span<char> room) {
  const size_t mark = number.find_first_of("eE");
  const std::string_view mantissa = number.substr(0, mark);
  const size_t point = std::min(mantissa.find('.'), mantissa.size());
  if (mark == std::string_view::npos && point == mantissa.size()) return {};
  int64_t exponent = 0;
  if (mark != std::string_view::npos) {
    const char* begin = number.data() + mark + 1;
    const char* end = number.data() + number.size();
    if (begin != end && *begin == '+') ++begin;
    const auto [read, error] = std::from_chars(begin, end, exponent);
    // An exponent of so many digits is none of a number that fits.
    if (error != std::errc() || read != end) return {};
    constexpr int64_t kFarAway = int64_t{1} << 40;
    if (exponent > kFarAway || exponent < -kFarAway) return {};
  }
  // How many digits the number has behind those that are zero, until its last before the point.
  int64_t digits = static_cast<int64_t>(point) + exponent;
  size_t size = 0;
  for (const char c : mantissa) {
    if (c == '.') continue;
    if (size == 0 && c == '0') {
      --digits;
      continue;
    }
    if (static_cast<int64_t>(size) < digits && size < room.size()) {
      room[size++] = c;
    } else if (c != '0' || size == 0) {
      return {};  // a fraction, or too long
    }
  }
  if (size == 0 || digits > static_cast<int64_t>(room.size())) return {};
  std::fill(room.begin() + static_cast<ptrdiff_t>(size), room.begin() + digits, '0');
  return {room.data(), static_cast<size_t>(digits)};
}

}  // namespace aegis
