// The pipeline with the rules that users have: what was planted is gone, a second pass changes
// nothing.
#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "src/pipeline.h"
#include "src/plan/compile.h"

namespace aegis {
namespace {

std::unique_ptr<Pipeline> PipelineFor(const SimplePlan& simple) {
  auto plan = MakePlan(simple);
  if (!plan) {
    ADD_FAILURE() << plan.error().message;
    return nullptr;
  }
  auto pipeline = Pipeline::New(*plan);
  return pipeline ? std::move(*pipeline) : nullptr;
}

class TextMaker {
 public:
  explicit TextMaker(uint32_t seed) : random_(seed) {}

  // Words with planted values between them; `planted` gets what must not come out.
  std::string Make() {
    planted.clear();
    std::string text;
    for (uint32_t i = 0, n = 3 + Below(12); i < n; ++i) {
      if (i != 0) text += Below(6) == 0 ? "\n" : " ";
      text += Below(4) == 0 ? Planted() : Word();
    }
    return text;
  }
  std::vector<std::string> planted;

 private:
  uint32_t Below(uint32_t n) { return static_cast<uint32_t>(random_() % n); }
  std::string Word() {
    static constexpr const char* kWords[] = {"parcel", "für",  "the",  "card", "12",    "1.2,",
                                             "a-b",    "漢字", "(see", "no.",  "2024,", "=>"};
    return kWords[Below(12)];
  }
  std::string Planted() {
    const std::string value = [this] {
      switch (Below(4)) {
        case 0:
          return Card();
        case 1:
          return "user" + std::to_string(Below(100'000)) + "@example.com";
        case 2:
          return "10." + std::to_string(Below(256)) + '.' + std::to_string(Below(256)) + '.' +
                 std::to_string(1 + Below(250));
        default:
          return std::string("DE89 3704 0044 0532 0130 00");
      }
    }();
    planted.push_back(value);
    return value;
  }
  std::string Card() {
    std::string digits = "4";
    for (int i = 0; i < 14; ++i) digits += static_cast<char>('0' + Below(10));
    uint32_t sum = 0;
    for (size_t i = 0; i < digits.size(); ++i) {
      auto digit = static_cast<uint32_t>(digits[i] - '0');
      if (i % 2 == 0) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
      sum += digit;
    }
    digits += static_cast<char>('0' + (10 - sum % 10) % 10);
    if (Below(2) == 0) return digits;
    return digits.substr(0, 4) + ' ' + digits.substr(4, 4) + ' ' + digits.substr(8, 4) + ' ' +
           digits.substr(12);
  }

  std::mt19937 random_;
};

TEST(BuiltinRules, WhatIsPlantedIsGoneAndASecondPassChangesNothing) {
  for (const Action& action : {Action(ReplaceAction{}), Action(MaskAction{}),
                               Action(MaskAction{"*", 0, 4}), Action(DropFieldAction{})}) {
    SimplePlan simple;
    simple.action = action;
    auto pipeline = PipelineFor(simple);
    ASSERT_NE(pipeline, nullptr);
    Arena arena;
    const uint32_t seed = 4711;
    TextMaker maker(seed);
    for (int round = 0; round < 500; ++round) {
      arena.Reset();
      const std::string text = maker.Make();
      const auto once = pipeline->Inspect(text, 0, arena);
      ASSERT_TRUE(once) << seed << '/' << round;
      for (const std::string& value : maker.planted) {
        ASSERT_EQ(once->redacted.find(value), std::string_view::npos)
            << ActionName(action) << ' ' << seed << '/' << round << '\n'
            << text << '\n'
            << once->redacted;
      }
      // Bytes outside the spans are those of the input.
      size_t outside = text.size();
      for (const Finding& finding : once->findings) outside -= finding.text.size();
      if (std::holds_alternative<DropFieldAction>(action)) {
        ASSERT_EQ(once->redacted.size(), outside);
        continue;  // what then stands side by side may be a new finding
      }
      const auto twice = pipeline->Inspect(once->redacted, 0, arena);
      ASSERT_TRUE(twice);
      ASSERT_EQ(twice->redacted, once->redacted)
          << ActionName(action) << ' ' << seed << '/' << round << '\n'
          << text;
    }
  }
}

TEST(BuiltinRules, TheDefaultReplacementOfEveryEntityIsNoFinding) {
  SimplePlan simple;
  simple.detect = {"all"};
  auto pipeline = PipelineFor(simple);
  ASSERT_NE(pipeline, nullptr);
  const RuleSet& rules = pipeline->plan().rules;
  EXPECT_GE(rules.entity_count(), 30U);
  Arena arena;
  for (uint16_t entity = 0; entity < rules.entity_count(); ++entity) {
    for (const char* before : {"", "password = ", "\"api_key\": \"", "token: ", "user:"}) {
      const std::string text = before + ("[" + rules.EntityName(entity) + "]");
      const auto inspection = pipeline->Inspect(text, 0, arena);
      ASSERT_TRUE(inspection);
      EXPECT_EQ(inspection->redacted, text);
    }
  }
}

}  // namespace
}  // namespace aegis
