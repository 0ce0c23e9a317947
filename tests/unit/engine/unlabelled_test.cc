// Formats that are guessed: `format: auto`, keys and headers. An escape hides a value from
// everything but JSON, so what is taken for text must not be JSON.
#include <gtest/gtest.h>

#include <string>

#include "src/pipeline.h"
#include "src/plan/compile.h"

namespace aegis {
namespace {

class Engine {
 public:
  explicit Engine(const std::string& route) {
    auto plan = PlanFromYaml("policies: {p: {detect: [pii]}}\nroutes: [{" + route + "}]\n");
    if (!plan) {
      ADD_FAILURE() << plan.error().message;
      return;
    }
    pipeline_ = std::move(*Pipeline::New(*plan));
  }

  // Key, value and the header's value as they are forwarded, or the error.
  std::string operator()(std::string_view key, std::string_view value, std::string_view header) {
    arena_.Reset();
    const Header headers[] = {{"h", header}};
    const uint16_t routes[] = {0};
    Input input;
    input.record.key = key;
    input.record.value = value;
    input.record.headers = headers;
    input.routes = routes;
    const auto decisions = pipeline_->Process({&input, 1}, arena_);
    if (const auto* refused = std::get_if<Quarantine>(&decisions[0].outcome)) {
      return "!" + std::string(RecordErrorName(refused->error.code));
    }
    const auto& forward = std::get<Forward>(decisions[0].outcome);
    return std::string(forward.key) + "|" + std::string(forward.value) + "|" +
           std::string(forward.headers[0].value);
  }
  std::string Value(std::string_view value) { return (*this)("", value, "none"); }
  std::string OfHeader(std::string_view header) { return (*this)("", "", header); }

 private:
  std::unique_ptr<Pipeline> pipeline_;
  Arena arena_;
};

TEST(Auto, JsonIsSeenBehindWhateverProducersPutInFront) {
  Engine engine("format: auto");
  const std::string object = R"({"m":"mary.shelley\u0040example.net"})";
  EXPECT_EQ(engine.Value(object), R"(|{"m":"[EMAIL_ADDRESS]"}|none)");
  EXPECT_EQ(engine.Value("\xEF\xBB\xBF" + object), "|\xEF\xBB\xBF{\"m\":\"[EMAIL_ADDRESS]\"}|none");
  EXPECT_EQ(engine.Value(R"("mary.shelley\u0040example.net")"), R"(|"[EMAIL_ADDRESS]"|none)");
  EXPECT_EQ(engine.Value(std::string(4, '\0') + "\1" + object), "!invalid_json");
  EXPECT_EQ(engine.Value("\x0b" + object), "!invalid_json");
  EXPECT_EQ(engine.Value("\xEF\xBB\xBF{\"m\":"), "!invalid_json");
}

TEST(Auto, AQuoteMayBeginAText) {
  Engine engine("format: auto");
  EXPECT_EQ(engine.Value("\"Hello\", said mary@example.net"),
            "|\"Hello\", said [EMAIL_ADDRESS]|none");
}

TEST(Headers, EscapesHideNothing) {
  Engine engine("format: json, headers: redact");
  EXPECT_EQ(engine.OfHeader(R"("mary\u0040example.net")"), R"(||"[EMAIL_ADDRESS]")");
  EXPECT_EQ(engine.OfHeader("\xEF\xBB\xBF{\"q\":\"mary\\u0040example.net\"}"),
            "||\xEF\xBB\xBF{\"q\":\"[EMAIL_ADDRESS]\"}");
  EXPECT_EQ(engine.OfHeader(R"({"q":"mary\u0040example.net"} {"z":1})"), "!invalid_json");
  EXPECT_EQ(
      engine.OfHeader(std::string(600, '[') + R"("mary\u0040example.net")" + std::string(600, ']')),
      "!too_deep");
  EXPECT_EQ(engine.OfHeader("{not json, mary@example.net}"), "||{not json, [EMAIL_ADDRESS]}");
}

TEST(Keys, EscapesHideNothing) {
  Engine engine("format: json, key: check");
  EXPECT_EQ(engine(R"("mary\u0040example.net x")", "{}", ""), "!finding_in_key");
  EXPECT_EQ(engine("\xEF\xBB\xBF{\"q\":\"mary\\u0040example.net\"}", "{}", ""), "!finding_in_key");
}

// A long replacement in many places would be gigabytes.
TEST(Replacements, AResultBeyondAnyRecordIsRefused) {
  for (const Format format : {Format::kJson, Format::kText}) {
    for (const std::string& with :
         {std::string(1 << 20, 'x'), std::string(1 << 20, 'x') + "{entity}"}) {
      auto plan = MakePlan({.action = ReplaceAction{with}, .format = format});
      ASSERT_TRUE(plan.has_value());
      auto pipeline = std::move(*Pipeline::New(*plan));
      std::string text = "\"";
      for (int i = 0; i < 400; ++i) text += "mary" + std::to_string(i) + "@example.net ";
      Arena arena;
      const auto seen = pipeline->Inspect(text + "\"", 0, arena);
      ASSERT_FALSE(seen.has_value());
      EXPECT_EQ(seen.error().code, RecordErrorCode::kTooLarge);
    }
  }
}

}  // namespace
}  // namespace aegis
