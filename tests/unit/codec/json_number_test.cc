// The whole number that a JSON number stands for.
#include "src/codec/json_number.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>

namespace aegis {
namespace {

std::string Digits(std::string_view number) {
  std::array<char, 20> room;
  return std::string(WholeNumberDigits(number, room));
}

TEST(WholeNumber, IsReadThroughFractionAndExponent) {
  struct Case {
    std::string_view number;
    std::string_view digits;
  };
  const Case cases[] = {
      {"4.1E15", "4100000000000000"},
      {"4.1e+15", "4100000000000000"},
      {"4000555566667775.0", "4000555566667775"},
      {"4000555566667775.000", "4000555566667775"},
      {"4.000555566667775E15", "4000555566667775"},
      {"4000555566667775e0", "4000555566667775"},
      {"4000555566667775E-0", "4000555566667775"},
      {"40005555666677750e-1", "4000555566667775"},
      {"4000555566667775000.00e-03", "4000555566667775"},
      {"0.4000555566667775e16", "4000555566667775"},
      {"0.004000555566667775E+0018", "4000555566667775"},
      {"1.0", "1"},
      {"0.1e1", "1"},
      {"1e19", "10000000000000000000"},
      // none
      {"4000555566667775", ""},
      {"4000555566667775.1", ""},
      {"4.000555566667775E14", ""},
      {"0.1", ""},
      {"0.05e1", ""},
      {"0.0", ""},
      {"0e5", ""},
      {"0.0e99", ""},
      {"15e-1", ""},
      // longer than there is room for
      {"1e20", ""},
      {"123456789012345678901.0", ""},
      {"1e99999999999999999999", ""},
      {"1e1099511627777", ""},
      {"0.1e9223372036854775807", ""},
      {"1e-9223372036854775808", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(Digits(c.number), c.digits) << c.number;
}

TEST(WholeNumber, AgreesWithFloatingPoint) {
  const uint32_t seed = 515;
  std::mt19937 random(seed);
  const auto below = [&random](uint32_t n) { return static_cast<uint32_t>(random() % n); };
  const auto digits = [&](uint32_t count) {
    std::string out;
    for (uint32_t i = 0; i < count; ++i) out += static_cast<char>('0' + (below(2) ? below(10) : 0));
    return out;
  };
  size_t whole = 0;
  for (int round = 0; round < 200'000; ++round) {
    std::string number = below(3) == 0 ? "0" : std::to_string(1 + below(9)) + digits(below(7));
    const bool fraction = below(3) != 0;
    if (fraction) number += "." + digits(1 + below(6));
    const bool exponent = !fraction || below(2) == 0;
    if (exponent) {
      number += below(2) == 0 ? "e" : "E";
      number += std::array{"", "+", "-"}[below(3)] + digits(below(2)) + std::to_string(below(10));
    }
    const double value = std::strtod(number.c_str(), nullptr);
    if (value >= 9e15) continue;  // beyond what a double tells apart
    const bool is_whole = value >= 1 && value == std::floor(value);
    const std::string expected = is_whole ? std::to_string(static_cast<int64_t>(value)) : "";
    ASSERT_EQ(Digits(number), expected) << seed << '/' << round << ' ' << number;
    whole += is_whole ? 1 : 0;
  }
  EXPECT_GT(whole, 20'000U);
}

}  // namespace
}  // namespace aegis
