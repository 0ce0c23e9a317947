// The JSON codec accepts exactly what nlohmann_json accepts: hand-written cases, then random and
// mutated documents, on every implementation of simdjson that this machine can run.
#include <gtest/gtest.h>
#include <simdjson.h>

#include <cctype>
#include <memory>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/limits.h"
#include "src/codec/codec.h"
#include "tests/unit/codec/random_json.h"

namespace aegis {
namespace {

using namespace std::string_literals;

std::string Show(std::string_view bytes) {
  std::string shown;
  for (unsigned char c : bytes.substr(0, 400)) {
    static constexpr char kHex[] = "0123456789abcdef";
    if (std::isprint(c)) {
      shown += static_cast<char>(c);
    } else {
      shown += "<"s + kHex[c >> 4] + kHex[c & 15] + ">";
    }
  }
  return shown;
}

// Where nlohmann takes a NUL after the value for the end of the input, and this codec does not.
bool OracleAccepts(std::string_view json) {
  if (!nlohmann::json::accept(json.begin(), json.end())) return false;
  // Strings and numbers cannot hold a NUL, so in an accepted document one stands only behind the
  // value.
  return json.find('\0') == std::string_view::npos;
}

class JsonAcceptTest : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    auto implementation = simdjson::get_available_implementations()[GetParam()];
    if (!implementation->supported_by_runtime_system()) {
      GTEST_SKIP() << GetParam() << " needs another processor";
    }
    before_ = simdjson::get_active_implementation();
    simdjson::get_active_implementation() = implementation;
    codecs_ = std::make_unique<Codecs>();
  }
  void TearDown() override {
    if (before_ != nullptr) simdjson::get_active_implementation() = before_;
  }

  RecordResult<Document> Decode(std::string_view json) {
    arena_.Reset();
    return codecs_->For(Format::kJson).Decode(json, arena_);
  }

  void ExpectAsOracle(std::string_view json) {
    bool expected = OracleAccepts(json);
    auto document = Decode(json);
    ASSERT_EQ(document.has_value(), expected) << Show(json);
    (expected ? accepted_ : refused_)++;
    if (!document) {
      ASSERT_LE(document.error().offset, json.size()) << Show(json);
    }
  }

  Arena arena_;
  std::unique_ptr<Codecs> codecs_;
  const simdjson::implementation* before_ = nullptr;
  size_t accepted_ = 0;
  size_t refused_ = 0;
};

TEST_P(JsonAcceptTest, HandWritten) {
  const std::vector<std::string> scalars = {
      // numbers
      "0", "-0", "-", "+1", "00", "01", "-01", "1.", ".1", "-.1", "1.0", "1.e1", "1e", "1e+", "1e-",
      "1E5", "1e+5", "1e05", "0e0", "0e+1", "0e1", "0.", "0.e1", "1.5e", "1eE2", "1e1e1", "1e1.5",
      "--1", "-+1", "1-1", "1+1", "0x1F", "0b1", "1_000", "1,000", "Infinity", "-Infinity", "NaN",
      "nan", "-nan", "inf", "1a", "1 a", "1\x7f", "1\f", "1\v", "1\"a\"", "1[", "1{", "1\\", "1/",
      "１", "1\u00a0", "1e308", "1.7976931348623157e308", "1.7976931348623158e308",
      "1.7976931348623159e308", "1.797693134862315807e308", "1.797693134862315808e308", "1.8e308",
      "-1.8e308", "1e309", "-1e309", "1e999", "1e-999", "0e999", "-0e999",
      "0.0e99999999999999999999", "1e99999999999999999999", "1e-99999999999999999999",
      "17976931348623157e292", "179769313486231580793e289",
      "0.00000000000000000000000000000000000000000000000001e358", "0.0000000001e318",
      "0.0000000001e319", "123456789012345678901234567890", "18446744073709551615",
      "18446744073709551616", "-9223372036854775808", "-9223372036854775809", "4.9e-324", "2e-324",
      "1e-400", "0." + std::string(400, '0') + "1e400", "0." + std::string(400, '0') + "1e709",
      "0." + std::string(400, '0') + "1e710", "0." + std::string(400, '0') + "e999",
      "1" + std::string(307, '0'), "1" + std::string(308, '0'), "1" + std::string(309, '0'),
      "-1" + std::string(309, '0'), "2" + std::string(308, '0'),
      "1" + std::string(400, '0') + "e-200", "1" + std::string(400, '0') + "e-50",
      std::string(5000, '9'), "1." + std::string(5000, '9'),
      // literals
      "true", "false", "null", "True", "tru", "truee", "true1", "true\"", "nul", "nulll", "fals",
      "falsee", "TRUE", "undefined", "true false", "tr\\ue", "\xEF\xBB\xBFtrue",
      // strings
      R"("")", R"("a")", R"(")", R"("a)", R"(a")", R"('a')", R"("a"b)", R"("a""b")", R"("a" "b")",
      R"("\"")", R"("\\")", R"("\")", R"("\\\")", R"("\\\\")", R"("\/")", R"("\b\f\n\r\t")",
      R"("\a")", R"("\v")", R"("\0")", R"("\x41")", R"("\'")", R"("\U0041")", R"("\u0041")",
      R"("\u004")", R"("\u00")", R"("\u")", R"("\u004g")", R"("\u 041")", R"("\u-041")",
      R"("\u0000")", R"("\uFFFF")", R"("\ufffe")", R"("\ud83d\ude00")", R"("\uD83D\uDE00")",
      R"("\ud83d")", R"("\ude00")", R"("\ud83d\ud83d")", R"("\ud83dx")", R"("\ud83d\n")",
      R"("\ud83d\u0041")", R"("\ud83d\u")", R"("\ud83d\")", R"("\ud83d\ude0")",
      R"("\ud83d \ude00")", R"("\ude00\ud83d")", R"("\ud800\udc00")", R"("\udbff\udfff")",
      R"("\udc00")", R"("\udfff")", R"("\ud7ff")", R"("\ue000")", R"("\\u12")", R"("\\\u0041")",
      R"(\"a")", R"(\u0041)", "\"\t\"", "\"\n\"", "\"\x1f\"", "\"\x7f\"", "\"\x01\"", "\"a\0b\""s,
      "\"\0"s, "\"\\\0\""s, "\"\\\n\"",
      // UTF-8
      "\"\xC3\xA9\"", "\"\xC3\"", "\"\xA9\"", "\"\xC0\x80\"", "\"\xC1\xBF\"", "\"\xE0\x80\x80\"",
      "\"\xE0\xA0\x80\"", "\"\xED\x9F\xBF\"", "\"\xED\xA0\x80\"", "\"\xED\xBF\xBF\"",
      "\"\xEE\x80\x80\"", "\"\xF0\x8F\xBF\xBF\"", "\"\xF0\x90\x80\x80\"", "\"\xF4\x8F\xBF\xBF\"",
      "\"\xF4\x90\x80\x80\"", "\"\xF5\x80\x80\x80\"", "\"\xFF\"", "\"\xFE\"", "\"\xE2\x82\"",
      "\"\xF0\x9F\x98\"", "\"\xE2\x82", "\xC3\xA9", "\"\xEF\xBF\xBE\"", "\"\xEF\xBB\xBF\"",
      "\"\xE2\x80\xA8\"", "\"\xF0\x9F\x98\x80\""};
  const std::vector<std::string> documents = {"",
                                              " ",
                                              "\n",
                                              "\0"s,
                                              "\xEF\xBB\xBF",
                                              "\xEF\xBB\xBF ",
                                              "\xEF\xBB",
                                              "\xEF",
                                              "\xEF\xBB\xBF{}",
                                              "\xEF\xBB\xBF\xEF\xBB\xBF{}",
                                              " \xEF\xBB\xBF{}",
                                              "{}\xEF\xBB\xBF",
                                              "\xEF\xBB\xBF 1",
                                              "\xFE\xFF{}",
                                              "\xEF\xBB\xBE{}",
                                              "{",
                                              "}",
                                              "[",
                                              "]",
                                              "{}",
                                              "[]",
                                              "{]",
                                              "[}",
                                              "[]]",
                                              "{}}",
                                              "[[]",
                                              "[]{}",
                                              "{}[]",
                                              "[],",
                                              ",",
                                              ":",
                                              ",[]",
                                              "[,]",
                                              "[1,]",
                                              "[,1]",
                                              "[1,,2]",
                                              "[1 2]",
                                              "[1:2]",
                                              "[1]2",
                                              "[1",
                                              "[1,",
                                              "[\"a\"",
                                              "[\"a",
                                              "[\"",
                                              "[\"a\",\n4\n,1,",
                                              "[[[[]]]",
                                              "[]\f",
                                              "[\f]",
                                              "[\v]",
                                              "[\x1a]",
                                              "[1\x0c"
                                              "2]",
                                              "{\"a\"\x1a"
                                              "1}",
                                              "{\"a\"\x0c\"b\"}",
                                              "[\xC2\xA0]",
                                              "[\xE2\x80\xA8]",
                                              "[\xE2\x81\xA0]",
                                              " [ ] ",
                                              "\t[\r]\n",
                                              "[1]\0"s,
                                              "[1]\0[2]"s,
                                              "[1\0]"s,
                                              "[\0]"s,
                                              "\0[1]"s,
                                              "1\0"s,
                                              "[1] \0"s,
                                              "[]//",
                                              "[]/**/",
                                              "/**/[]",
                                              "[1/*,*/]",
                                              "#\n[]",
                                              "[1]x",
                                              "[1]\"",
                                              "[1]\"a\"",
                                              "[1]\\",
                                              "[\\]",
                                              "\\[]",
                                              "[\\\"a\"]",
                                              "[1\\\"a, b\"]",
                                              "[\"a\"\\\"b\"]",
                                              "[\"a\",\\\"b\"]",
                                              "[\"\\\\\"\\\"x\"]",
                                              "{\"a\":1}",
                                              "{\"a\":1,}",
                                              "{,}",
                                              "{,\"a\":1}",
                                              "{\"a\"}",
                                              "{\"a\":}",
                                              "{:1}",
                                              "{\"a\" 1}",
                                              "{\"a\",1}",
                                              "{\"a\"::1}",
                                              "{\"a\":1:2}",
                                              "{\"a\":1 \"b\":2}",
                                              "{\"a\":1,,\"b\":2}",
                                              "{\"a\":1 , \"b\" : 2}",
                                              "{a:1}",
                                              "{'a':1}",
                                              "{1:1}",
                                              "{null:1}",
                                              "{true:1}",
                                              "{[]:1}",
                                              "{{}:1}",
                                              "{\"a\":1,\"a\":2}",
                                              "{\"\":0}",
                                              "{\"\\u0000\":0}",
                                              "{\"\\ud800\":0}",
                                              "{\"a\":{}",
                                              "{\"a\":1]",
                                              "[\"a\":1]",
                                              "{\"a\"",
                                              "{\"a\":",
                                              "{\"a\":\"b",
                                              "{\"a\":\"b\"",
                                              "{\"a\"\"b\"}",
                                              "{\"a\"\"b\":1}",
                                              "{\"a\":1 b}",
                                              "{\"a\":/*x*/1}",
                                              "{\"a\":1}#",
                                              "{\"a\":1}}",
                                              "{\"a\":[1,{\"b\":null}]}",
                                              "{\"a\":tru}",
                                              "{\"a\":true\"b\":1}",
                                              "[\"a\",]",
                                              "[\"\",\"\"]",
                                              "[\"a\"1]",
                                              "[1\"a\"]",
                                              "[true\"a\"]",
                                              "[truefalse]",
                                              "[-]",
                                              "[- 1]",
                                              "[1 .5]",
                                              "[1. 5]",
                                              "[1 e5]",
                                              "[\"x\", truth]",
                                              "[1]\n\n\n",
                                              "[2]\r\n",
                                              "[\"a\nb\"]",
                                              "[\"a\tb\"]",
                                              "<null>",
                                              "[<null>]",
                                              "*",
                                              "[*]",
                                              "{\"*\":*}",
                                              "[1}",
                                              "\"\"\"",
                                              "[\"\\u00A\"]",
                                              "[\"\\ud834\\uDd\"]",
                                              "[\"\\uD800\\u1\"]",
                                              "[\"\\uD800\\u1x\"]",
                                              "[\"\\uD888\\u1234\"]",
                                              "[\"\\u\xE5\"]",
                                              "[\"\\\xE5\"]",
                                              "{\"\xB9\":\"0\",}",
                                              "[\xFF]",
                                              "[1\xE5]",
                                              "[1e1\xE5]",
                                              "[a\xE5]",
                                              "[0\xE5]",
                                              "[\xE5]",
                                              "aé",
                                              "[a"};
  for (const std::string& scalar : scalars) {
    for (const std::string& json :
         {scalar, "[" + scalar + "]", "[" + scalar, " " + scalar + " ", "[1," + scalar + ",2]",
          "{\"k\":" + scalar + "}", "{\"k\":[" + scalar + "],\"l\":0}", "{" + scalar + ":1}",
          "[" + scalar + "\t]", scalar + "\n", scalar + "x"}) {
      ASSERT_NO_FATAL_FAILURE(ExpectAsOracle(json));
    }
  }
  for (const std::string& json : documents) {
    ASSERT_NO_FATAL_FAILURE(ExpectAsOracle(json));
    ASSERT_NO_FATAL_FAILURE(ExpectAsOracle("[" + json + "]"));
    ASSERT_NO_FATAL_FAILURE(ExpectAsOracle("{\"a\":" + json + "}"));
    // Over the edges of simdjson's blocks.
    for (size_t pad : {1, 31, 32, 33, 55, 60, 61, 62, 63, 64, 65, 127, 128}) {
      ASSERT_NO_FATAL_FAILURE(ExpectAsOracle(std::string(pad, ' ') + json));
      ASSERT_NO_FATAL_FAILURE(ExpectAsOracle("[\"" + std::string(pad, 'x') + "\"," + json + "]"));
    }
  }
  EXPECT_GT(accepted_, 300u);
  EXPECT_GT(refused_, 1000u);
}

// What the two need not agree on is written out.
TEST_P(JsonAcceptTest, NulAfterTheValueIsATrailingByte) {
  EXPECT_TRUE(nlohmann::json::accept("[1]\0x"s));
  auto document = Decode("[1]\0x"s);
  ASSERT_FALSE(document.has_value());
  EXPECT_EQ(document.error(), (RecordError{RecordErrorCode::kInvalidJson, 3}));
}

TEST_P(JsonAcceptTest, RandomAndMutatedDocuments) {
  constexpr uint64_t kSeed = 20240917;
  RecordProperty("seed", std::to_string(kSeed));
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  RandomJson random(kSeed);
  for (int i = 0; i < 8000; ++i) {
    std::string json = random.Document();
    ASSERT_TRUE(nlohmann::json::accept(json)) << Show(json);
    ASSERT_NO_FATAL_FAILURE(ExpectAsOracle(json));
    for (int j = 0; j < 4; ++j) {
      ASSERT_NO_FATAL_FAILURE(ExpectAsOracle(random.Mutated(json)));
    }
  }
  for (int i = 0; i < 20000; ++i) {
    ASSERT_NO_FATAL_FAILURE(ExpectAsOracle(random.Soup()));
  }
  for (int i = 0; i < 20000; ++i) {
    ASSERT_NO_FATAL_FAILURE(ExpectAsOracle(random.AlmostNumber()));
  }
  EXPECT_GT(accepted_, 10000u);
  EXPECT_GT(refused_, 10000u);
}

TEST_P(JsonAcceptTest, Depth) {
  for (std::string_view open : {"[", "{\"a\":"}) {
    auto nested = [&](size_t depth) {
      std::string json;
      for (size_t i = 0; i < depth; ++i) json += open;
      json += "1";
      for (size_t i = 0; i < depth; ++i) json += open == "[" ? "]" : "}";
      return json;
    };
    EXPECT_TRUE(Decode(nested(limits::kMaxJsonDepth)).has_value());
    auto refused = Decode(nested(limits::kMaxJsonDepth + 1));
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error(),
              (RecordError{RecordErrorCode::kTooDeep,
                           static_cast<uint32_t>(open.size() * limits::kMaxJsonDepth)}));
    EXPECT_EQ(Decode(nested(100'000)).error().code, RecordErrorCode::kTooDeep);
  }
}

TEST_P(JsonAcceptTest, FieldCount) {
  // Every element counts, and the array itself.
  auto array = [](size_t elements, std::string_view element) {
    std::string json = "[";
    for (size_t i = 0; i < elements; ++i) {
      json += element;
      json += ',';
    }
    json.back() = ']';
    return json;
  };
  for (std::string_view element : {"1", "\"\"", "[]", "{}"}) {
    EXPECT_TRUE(Decode(array(limits::kMaxFields - 1, element)).has_value()) << element;
    auto refused = Decode(array(limits::kMaxFields, element));
    ASSERT_FALSE(refused.has_value()) << element;
    EXPECT_EQ(refused.error().code, RecordErrorCode::kTooManyFields);
  }
  // After a large record, small ones work as before.
  EXPECT_TRUE(Decode("{\"a\":[1,2]}").has_value());
}

TEST_P(JsonAcceptTest, ErrorsSayWhere) {
  struct Case {
    std::string json;
    RecordError error;
  };
  using Code = RecordErrorCode;
  for (const Case& c : std::vector<Case>{{"", {Code::kInvalidJson, 0}},
                                         {"[1,x]", {Code::kInvalidJson, 3}},
                                         {"\xEF\xBB\xBF[1,x]", {Code::kInvalidJson, 6}},
                                         {"[1,2", {Code::kInvalidJson, 4}},
                                         {"{\"a\":1e999}", {Code::kInvalidJson, 5}},
                                         {"[\"ab\\q\"]", {Code::kInvalidJson, 4}},
                                         {"[\"ab\", \"c]", {Code::kInvalidJson, 7}},
                                         {"[\"\\\"b\tc\"]", {Code::kInvalidJson, 5}},
                                         {"[\"ab\xC3\"]", {Code::kInvalidUtf8, 4}},
                                         {"\xEF\xBB\xBF[\"ab\xC3\"]", {Code::kInvalidUtf8, 7}},
                                         {"[1] 2", {Code::kInvalidJson, 4}}}) {
    auto document = Decode(c.json);
    ASSERT_FALSE(document.has_value()) << Show(c.json);
    EXPECT_EQ(document.error(), c.error) << Show(c.json) << " at " << document.error().offset;
  }
}

TEST_P(JsonAcceptTest, ViewWithoutAddressIsRefused) {
  EXPECT_EQ(Decode(std::string_view()).error().code, RecordErrorCode::kInvalidJson);
}

INSTANTIATE_TEST_SUITE_P(Simdjson, JsonAcceptTest,
                         testing::Values("icelake", "haswell", "westmere", "fallback"),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace aegis
