// JSON numbers, with the rules that users have: what is found in them, and that each form leaves a
// valid document of which nothing else has changed.
#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "src/pipeline.h"
#include "src/plan/compile.h"

namespace aegis {
namespace {

std::shared_ptr<const Keyset> TestKeyset() {
  auto keyset = std::make_shared<Keyset>();
  keyset->primary = "k1";
  keyset->keys["k1"].fill(7);
  return keyset;
}

class Redacting {
 public:
  explicit Redacting(NumberForm numbers, Action action = ReplaceAction{}) {
    SimplePlan simple;
    simple.format = Format::kJson;
    simple.action = std::move(action);
    simple.numbers = numbers;
    auto plan = MakePlan(simple);
    if (!plan) {
      ADD_FAILURE() << plan.error().message;
      return;
    }
    auto pipeline = Pipeline::New(*plan);
    if (pipeline) pipeline_ = std::move(*pipeline);
  }

  Inspection Inspect(std::string_view json) {
    arena_.Reset();
    const auto inspection = pipeline_->Inspect(json, 0, arena_);
    if (inspection) return *inspection;
    ADD_FAILURE() << json;
    return {};
  }
  std::string operator()(std::string_view json) { return std::string(Inspect(json).redacted); }

 private:
  Arena arena_;
  std::unique_ptr<Pipeline> pipeline_;
};

TEST(Numbers, HaveTheFormOfThePolicy) {
  const std::string_view json =
      R"({"card" : 4000555566667775, "of": -4.000555566667775E15 ,"n":1.50,"t":"4000555566667775"})";
  EXPECT_EQ(Redacting(NumberForm::kString)(json),
            R"({"card" : "[CREDIT_CARD]", "of": "-[CREDIT_CARD]" ,"n":1.50,"t":"[CREDIT_CARD]"})");
  EXPECT_EQ(Redacting(NumberForm::kNull)(json),
            R"({"card" : null, "of": null ,"n":1.50,"t":"[CREDIT_CARD]"})");
  EXPECT_EQ(
      Redacting(NumberForm::kNumber)(json),
      R"({"card" : 1111111111111111, "of": -1.111111111111111E15 ,"n":1.50,"t":"[CREDIT_CARD]"})");
  EXPECT_EQ(
      Redacting(NumberForm::kNumber, MaskAction{"*", 6, 4})(json),
      R"({"card" : 4000551111117775, "of": -4.000551111117775E15 ,"n":1.50,"t":"400055******7775"})");
  EXPECT_EQ(Redacting(NumberForm::kNumber, DropFieldAction{})(json), R"({  "n":1.50})");
  EXPECT_EQ(Redacting(NumberForm::kNull, NoAction{})(json), json);
  EXPECT_EQ(Redacting(NumberForm::kNull)(" 4000555566667775 "), " null ");
  EXPECT_EQ(Redacting(NumberForm::kNumber)("[4000555566667775]"), "[1111111111111111]");
}

TEST(Numbers, AreFoundHoweverTheyAreSpelled) {
  Redacting redact(NumberForm::kNull);
  for (std::string_view number :
       {"4000555566667775", "-4000555566667775", "4000555566667775.0", "4000555566667775.00",
        "4000555566667775.000000", "4.000555566667775E15", "4.000555566667775e+15",
        "-4.000555566667775E+15", "4.000555566667775e0015", "4000555566667775e0",
        "4000555566667775E-0", "40005555666677750e-1", "4000555566667775.0e0",
        "0.4000555566667775E16", "400055556.6667775e7", "4.093E15", "4093e12"}) {
    for (std::string_view around :
         {"{\"value\":#}", "[#]", " # ", "[1,\n# ,2]", "{\"a\":[#,\"e\"]}"}) {
      std::string json(around);
      json.replace(json.find('#'), 1, number);
      std::string expected(around);
      expected.replace(expected.find('#'), 1, "null");
      EXPECT_EQ(redact(json), expected) << json;
    }
  }
  // With what their field says of them.
  EXPECT_EQ(redact(R"({"ssn":536228817})"), R"({"ssn":null})");
  EXPECT_EQ(redact(R"({"ssn":536228817.0})"), R"({"ssn":null})");
  EXPECT_EQ(redact(R"({"ssn":5.36228817E8})"), R"({"ssn":null})");
  EXPECT_EQ(redact(R"({"customer":{"socialSecurityNumber":5.36228817e+8}})"),
            R"({"customer":{"socialSecurityNumber":null}})");
}

TEST(Numbers, OthersAreLeft) {
  Redacting redact(NumberForm::kNull);
  for (std::string_view number :
       {"4000555566667776", "4000555566667775.5", "4000555566667775.01", "4.000555566667775E14",
        "4.000555566667776E15", "4.000555566667775E16", "0.000555566667775E15", "4.1E15", "1e5",
        "1.50E+2", "4e300", "4E-15", "4000555566667775e1", "1234567890.50", "99.95E2"}) {
    const std::string json = "{\"value\":" + std::string(number) + "}";
    EXPECT_EQ(redact(json), json);
  }
  // Of texts the forms with an exponent mean nothing.
  for (std::string_view json : {R"({"value":"4.000555566667775E15"})", R"({"value":"40e1"})",
                                R"({"4.000555566667775E15":1})"}) {
    EXPECT_EQ(redact(json), json);
  }
}

TEST(Numbers, TokensJoin) {
  Redacting redact(NumberForm::kNumber, HmacAction{TestKeyset(), "ids", false, 16});
  const auto value = [&redact](std::string_view number) {
    return nlohmann::json::parse(redact("[" + std::string(number) + "]"))[0].get<double>();
  };
  const double token = value("4000555566667775");
  EXPECT_NE(token, 4000555566667775);
  EXPECT_GE(token, 1e15);
  EXPECT_LT(token, 2e15);
  EXPECT_EQ(value("4000555566667775.0"), token);
  EXPECT_EQ(value("4.000555566667775E15"), token);
  EXPECT_NE(value("4000555566667783"), token);
}

// --- properties

// A random document in which whole numbers with a Luhn sum, cards all of them, are spelled in many
// ways. Its other numbers are none of anything.
class DocumentMaker {
 public:
  explicit DocumentMaker(uint32_t seed) : random_(seed) {}

  std::string Make() {
    cards.clear();
    return Space() + Value(4) + Space();
  }
  std::vector<std::string> cards;  // their digits

 private:
  uint32_t Below(uint32_t n) { return static_cast<uint32_t>(random_() % n); }
  std::string Space() {
    static constexpr const char* kSpaces[] = {"", "", " ", "\n", "\t ", "\r\n"};
    return kSpaces[Below(6)];
  }
  std::string Text() {
    static constexpr const char* kTexts[] = {"\"\"",   "\"a b\"", "\"\\u00e9\\n\"",     "\"x\\\\\"",
                                             "\"漢\"", "\"1e5\"", "\"\\ud83d\\ude00\"", "\"[1]\"",
                                             "\"{\""};
    return kTexts[Below(9)];
  }
  std::string Card() {
    std::string digits = "4539";
    for (int i = 0; i < 11; ++i) digits += static_cast<char>('0' + Below(10));
    digits += '0';
    for (int sum = 0;; ++digits.back()) {
      sum = 0;
      for (size_t i = 0; i < digits.size(); ++i) {
        const int doubled = (digits[digits.size() - 1 - i] - '0') * (i % 2 == 0 ? 1 : 2);
        sum += doubled > 9 ? doubled - 9 : doubled;
      }
      if (sum % 10 == 0) break;
    }
    cards.push_back(digits);
    const std::string sign = Below(4) == 0 ? "-" : "";
    switch (Below(6)) {
      case 0:
        return sign + digits + ".0";
      case 1:
        return sign + digits.substr(0, 1) + "." + digits.substr(1) + "E15";
      case 2:
        return sign + digits.substr(0, 9) + "." + digits.substr(9) + "e+07";
      case 3:
        return sign + digits + "0e-1";
      default:
        return sign + digits;
    }
  }
  std::string Value(int depth) {
    static constexpr const char* kScalars[] = {"1",    "-0.0", "1e5",   "1.50E+2", "12345678.5",
                                               "true", "null", "false", "0.10",    "17"};
    const uint32_t kind = Below(depth > 0 ? 9 : 4);
    if (kind == 0) return Text();
    if (kind < 3) return Card();
    if (kind < 4) return kScalars[Below(10)];
    const bool object = kind < 7;
    std::string out = object ? "{" : "[";
    for (uint32_t i = 0, n = Below(5); i < n; ++i) {
      if (i != 0) out += "," + Space();
      if (object) out += Space() + Text() + Space() + ":" + Space();
      out += Value(depth - 1) + Space();
    }
    return out + Space() + (object ? "}" : "]");
  }

  std::mt19937 random_;
};

// The digits of a number, as they are written.
std::string DigitsOf(std::string_view token) {
  std::string out;
  for (const char c : token.substr(0, token.find_first_of("eE"))) {
    if (c >= '0' && c <= '9') out += c;
  }
  return out;
}

TEST(NumbersProperty, DocumentsStayValidAndAllElseStays) {
  const std::vector<Action> actions = {ReplaceAction{}, MaskAction{}, MaskAction{"*", 6, 4},
                                       HmacAction{TestKeyset(), "ids", false, 16}};
  for (const NumberForm form : {NumberForm::kString, NumberForm::kNull, NumberForm::kNumber}) {
    for (const Action& action : actions) {
      Redacting redact(form, action);
      const uint32_t seed = 86'420;
      DocumentMaker maker(seed);
      size_t found = 0;
      for (int round = 0; round < 700; ++round) {
        const std::string json = maker.Make();
        SCOPED_TRACE(std::to_string(static_cast<int>(form)) + " " +
                     std::string(ActionName(action)) + " " + std::to_string(seed) + "/" +
                     std::to_string(round) + "\n" + json);
        ASSERT_TRUE(nlohmann::json::accept(json));
        const Inspection inspection = redact.Inspect(json);
        ASSERT_EQ(inspection.findings.size(), maker.cards.size());
        const std::string redacted(inspection.redacted);
        ASSERT_TRUE(nlohmann::json::accept(redacted)) << redacted;
        for (const std::string& card : maker.cards) {
          ASSERT_EQ(redacted.find(card), std::string::npos) << redacted;
        }
        // What stands between the numbers is there, in its order, and nothing more.
        std::string_view rest = redacted;
        size_t from = 0;
        for (const Finding& finding : inspection.findings) {
          const bool signed_number = finding.text.begin > 0 && json[finding.text.begin - 1] == '-';
          const size_t begin = finding.text.begin - (signed_number ? 1 : 0);
          const std::string kept = json.substr(from, begin - from);
          ASSERT_TRUE(rest.starts_with(kept)) << rest;
          rest.remove_prefix(kept.size());
          const std::string_view token(json.data() + begin, finding.text.end - begin);
          const std::string_view put(
              rest.data(),
              std::min(rest.find_first_of(" \t\r\n,]}", rest[0] == '"' ? rest.find('"', 1) : 0),
                       rest.size()));
          switch (form) {
            case NumberForm::kString:
              ASSERT_TRUE(put.size() > 2 && put.front() == '"' && put.back() == '"') << put;
              break;
            case NumberForm::kNull:
              ASSERT_EQ(put, "null");
              break;
            case NumberForm::kNumber:
              ASSERT_EQ(put.size(), token.size()) << put;
              ASSERT_TRUE(nlohmann::json::parse(put).is_number());
              ASSERT_NE(DigitsOf(put), DigitsOf(token));
              break;
          }
          rest.remove_prefix(put.size());
          from = finding.text.end;
        }
        ASSERT_EQ(rest, json.substr(from));
        ASSERT_EQ(redact(redacted), redacted) << "a second pass";
        found += maker.cards.size();
      }
      EXPECT_GT(found, 1000U);
    }
  }
}

}  // namespace
}  // namespace aegis
