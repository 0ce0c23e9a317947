// Redacting what is hidden: nothing of it is left, and a second time changes nothing more.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "src/pipeline.h"
#include "src/plan/compile.h"

namespace aegis {
namespace {

class EvasionRedacted : public testing::TestWithParam<Format> {
 protected:
  void SetUp() override {
    auto plan = MakePlan({.format = GetParam()});
    ASSERT_TRUE(plan.has_value());
    auto pipeline = Pipeline::New(*plan);
    ASSERT_TRUE(pipeline.has_value());
    pipeline_ = std::move(*pipeline);
  }

  std::string Redact(std::string_view raw) {
    Arena arena;
    auto seen = pipeline_->Inspect(raw, 0, arena);
    EXPECT_TRUE(seen) << raw;
    return seen ? std::string(seen->redacted) : std::string();
  }

  std::unique_ptr<Pipeline> pipeline_;
};

struct Case {
  std::string raw;
  std::string redacted;
};

TEST_P(EvasionRedacted, OnlyTheBytesOfTheValueGo) {
  const Case cases[] = {
      {"\"ssn \u0665\u0663\u0666-22-8726.\"", "\"ssn [US_SSN].\""},
      {"\"ssn 5\u200b36-22-8\u00ad726\u200b.\"", "\"ssn [US_SSN]\u200b.\""},
      {"\"?ssn=%35%33%36%2D22%2D8726&x=%20\"", "\"?ssn=[US_SSN]&x=%20\""},
      {"\"<b>&#53;36-22-8726</b>\"", "\"<b>[US_SSN]</b>\""},
      {"\"a NTM2LTIyLTg3MjY= b\"", "\"a [US_SSN] b\""},
      {"\"jo (at) example (dot) org, ok\"", "\"[EMAIL_ADDRESS], ok\""},
      {"\"3533362d32322d38373236\"", "\"[US_SSN]\""},
  };
  for (const Case& c : cases) {
    const std::string once = Redact(c.raw);
    EXPECT_EQ(once, c.redacted);
    EXPECT_EQ(Redact(once), once);
    EXPECT_EQ(once.find("8726"), std::string::npos) << once;
  }
}

TEST_P(EvasionRedacted, NestedEscapesOfJson) {
  const std::string once =
      Redact(R"({"a":"{\"mail\":\"jo\\u0040example.org\",\"b\":[1,\"\\u0031\"]}"})");
  EXPECT_EQ(once, R"({"a":"{\"mail\":\"[EMAIL_ADDRESS]\",\"b\":[1,\"\\u0031\"]}"})");
  EXPECT_EQ(Redact(once), once);
}

INSTANTIATE_TEST_SUITE_P(Formats, EvasionRedacted, testing::Values(Format::kJson, Format::kText));

}  // namespace
}  // namespace aegis
