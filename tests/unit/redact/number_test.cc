// Numbers that stay numbers.
#include "src/redact/number.h"

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "src/codec/codec.h"
#include "src/detect/validators/luhn.h"

namespace aegis {
namespace {

using Check = bool (*)(std::string_view) noexcept;

std::shared_ptr<const Keyset> ZeroKey() {
  auto keys = std::make_shared<Keyset>();
  keys->primary = "k1";
  keys->keys["k1"] = {};
  return keys;
}

class SameLength : public testing::Test {
 protected:
  SameLength() : mac_(std::move(*HmacSha256::New({}))) {}

  std::string Of(const Action& action, std::string_view number, Check found_again = nullptr) {
    const auto made = SameLengthNumber(action, number, found_again, mac_.get(), arena_);
    return made ? std::string(*made) : "refused";
  }

  const Action replace_ = ReplaceAction{};
  const Action hmac_ = HmacAction{ZeroKey(), "ids", false, 16};
  std::unique_ptr<HmacSha256> mac_;
  Arena arena_;
};

TEST_F(SameLength, FixedDigitsSayNothing) {
  struct Case {
    std::string_view in;
    std::string_view out;
  };
  const Case cases[] = {
      {"4000555566667775", "1111111111111111"},
      {"-4000555566667775", "-1111111111111111"},
      {"536228817", "111111111"},
      {"7", "1"},
      {"0", "1"},
      {"-0", "-1"},
      // a point, zeros behind it and an exponent stay
      {"4000555566667775.0", "1111111111111111.0"},
      {"-4000555566667775.00", "-1111111111111111.00"},
      {"4.000555566667775E15", "1.111111111111111E15"},
      {"4.000555566667775e+015", "1.111111111111111e+015"},
      {"40005555666677750e-1", "11111111111111110e-1"},
      {"0.004000555566667775E18", "0.001111111111111111E18"},
      {"4.002E15", "1.111E15"},
      {"4e15", "1e15"},
      // no whole number: every digit
      {"52.520008", "11.111111"},
      {"0.25", "1.11"},
      {"-0.0", "-1.1"},
      {"1.05e-7", "1.11e-7"},
      // seven ones have a Luhn sum
      {"5551234", "1111112"},
      {"5551234.0", "1111112.0"},
      // more would be no double any more
      {"0.0001e312", "1.1111e000"},
      {"1.7e308", "1.1e308"},
      {"9.9e307", "1.1e307"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Of(replace_, c.in), c.out) << c.in;
    EXPECT_EQ(Of(MaskAction{}, c.in), c.out) << c.in;
    EXPECT_EQ(Of(MaskAction{}, c.out), c.out) << "twice: " << c.in;
  }
}

TEST_F(SameLength, KeptDigitsStay) {
  const auto mask = [this](uint32_t first, uint32_t last, std::string_view number) {
    return Of(MaskAction{"*", first, last}, number);
  };
  EXPECT_EQ(mask(0, 4, "4000555566667771"), "1111111111117771");
  EXPECT_EQ(mask(6, 4, "4000555566667775"), "4000551111117775");
  // 1111111111117775 has a Luhn sum.
  EXPECT_EQ(mask(0, 4, "4000555566667775"), "1111111111127775");
  EXPECT_EQ(mask(0, 4, "1111111111127775"), "1111111111127775");
  EXPECT_EQ(mask(0, 4, "-4000555566667775.0"), "-1111111111127775.0");
  EXPECT_EQ(mask(0, 4, "4.000555566667775E15"), "1.111111111127775E15");
  EXPECT_EQ(mask(6, 0, "4.000555566667775E15"), "4.000551111111111E15");
  // The last digits of 4002000000000000 are zeros that are not written.
  EXPECT_EQ(mask(0, 4, "4.002E15"), "1.111E15");
  EXPECT_EQ(mask(2, 0, "4.002E15"), "4.011E15");
  // A short value is not let through.
  EXPECT_EQ(mask(0, 4, "1234"), "1111");
  EXPECT_EQ(mask(0, 4, "52.52"), "11.11");
  EXPECT_EQ(mask(1, 1, "52.52"), "51.12");
}

TEST_F(SameLength, TokensAreDigitsOfTheMac) {
  // In Python: '1' + str(int(hmac.digest(bytes(32), b'4000555566667775', 'sha256').hex(),
  // 16))[-15:]
  EXPECT_EQ(Of(hmac_, "4000555566667775"), "1308845237068781");
  EXPECT_EQ(Of(hmac_, "536228817"), "114637270");
  // However it is spelled, the value is one.
  EXPECT_EQ(Of(hmac_, "-4000555566667775"), "-1308845237068781");
  EXPECT_EQ(Of(hmac_, "4000555566667775.0"), "1308845237068781.0");
  EXPECT_EQ(Of(hmac_, "4.000555566667775E15"), "1.308845237068781E15");
  EXPECT_EQ(Of(hmac_, "7"), "1");
  // As many digits as are written.
  EXPECT_EQ(Of(hmac_, "4.002E15").size(), 8U);
  const std::string longer = Of(hmac_, "9" + std::string(199, '8'));
  EXPECT_EQ(longer.size(), 200U);
  EXPECT_NE(longer.substr(20, 60), longer.substr(92, 60));
  EXPECT_FALSE(SameLengthNumber(hmac_, "4000555566667775", nullptr, nullptr, arena_));
}

TEST_F(SameLength, IsNotFoundAgainWhereThatCanBe) {
  // Found again unless it ends with a 5, whose Luhn sum is none for sixteen ones.
  const Check ends_otherwise = [](std::string_view digits) noexcept {
    return !digits.ends_with('5');
  };
  EXPECT_EQ(Of(replace_, "4000555566667775", ends_otherwise), "1111111111111115");
  EXPECT_EQ(Of(replace_, "4000555566667775.0", ends_otherwise), "1111111111111115.0");
  EXPECT_EQ(Of(hmac_, "4000555566667775", ends_otherwise), "1308845237068785");
  EXPECT_EQ(Of(hmac_, "4.000555566667775E15", ends_otherwise), "1.308845237068785E15");
  // Where every number is, it has no Luhn sum at least.
  const Check always = [](std::string_view) noexcept { return true; };
  EXPECT_EQ(Of(replace_, "4000555566667775", always), "1111111111111111");
  EXPECT_EQ(Of(replace_, "5551234", always), "1111112");
}

// What holds of every number and action.
TEST_F(SameLength, HoldsForRandomNumbers) {
  const uint32_t seed = 20'261'121;
  std::mt19937 random(seed);
  const auto below = [&random](uint32_t n) { return static_cast<uint32_t>(random() % n); };
  const auto digits = [&](uint32_t count) {
    std::string out;
    for (uint32_t i = 0; i < count; ++i) out += static_cast<char>('0' + (below(3) ? below(10) : 0));
    return out;
  };
  Codecs codecs;
  Codec& json = codecs.For(Format::kJson);
  const std::vector<Action> actions = {
      replace_, MaskAction{}, MaskAction{"*", 0, 4}, MaskAction{"*", 6, 4}, MaskAction{"*", 2, 0},
      hmac_};
  size_t numbers = 0;
  for (int round = 0; round < 20'000; ++round) {
    arena_.Reset();
    std::string number = below(4) == 0 ? "-" : "";
    number += below(4) == 0 ? "0" : std::to_string(1 + below(9)) + digits(below(20));
    if (below(3) == 0) number += "." + digits(1 + below(below(2) == 0 ? 2 : 20));
    if (below(3) == 0) {
      number += std::array{"e", "E+", "e-", "E"}[below(4)] + digits(below(2)) +
                std::to_string(below(below(2) == 0 ? 20 : 320));
    }
    if (!json.Decode(number, arena_)) continue;  // it overflows
    ++numbers;
    for (const Action& action : actions) {
      SCOPED_TRACE(std::to_string(seed) + "/" + std::to_string(round) + " " + number + " " +
                   std::string(ActionName(action)));
      const std::string made = Of(action, number);
      ASSERT_EQ(made.size(), number.size());
      ASSERT_TRUE(json.Decode(made, arena_)) << made;
      ASSERT_EQ(Of(action, number), made);
      // Signs, points and marks stay where they are.
      for (size_t i = 0; i < made.size(); ++i) {
        const bool digit = made[i] >= '0' && made[i] <= '9';
        ASSERT_EQ(digit, number[i] >= '0' && number[i] <= '9') << made;
        if (!digit) {
          ASSERT_EQ(made[i], number[i]);
        }
      }
      const bool plain = number.find_first_of("-.eE") == std::string::npos;
      if (plain && number.size() > 1) {
        ASSERT_FALSE(validators::HasLuhnSum(made)) << made;
      }
      if (!std::holds_alternative<HmacAction>(action)) {
        ASSERT_EQ(Of(action, made), made);
      }
    }
    // Without ends to keep, what comes out depends on the form alone.
    std::string other = number;
    for (char& c : other) {
      if (c == 'e' || c == 'E') break;
      if (c >= '1' && c <= '9') c = static_cast<char>('1' + below(9));
    }
    if (json.Decode(other, arena_)) {
      ASSERT_EQ(Of(replace_, other), Of(replace_, number)) << number;
    }
  }
  EXPECT_GT(numbers, 15'000U);
}

}  // namespace
}  // namespace aegis
