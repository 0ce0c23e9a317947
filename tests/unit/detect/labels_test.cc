// Values behind labels: what joins the two, where a value ends, and what is no label.
#include <gmock/gmock.h>

#include "src/plan/rules.h"
#include "tests/unit/detect/detect_testing.h"

namespace aegis {
namespace {

using detect_testing::Bench;
using detect_testing::Found;

constexpr std::string_view kRules = R"(
pack: pii
rules:
  - {id: first_name, entity: PERSON, what: w, reference: r, default: on, matches: ["x <<y>>"],
     find: {labelled: {labels: [first name, given name, vorname, prénom, имя, 氏名, name first], value: name}}}
  - {id: name, entity: PERSON, what: w, reference: r, default: on, matches: ["x <<y>>"],
     find: {labelled: {labels: [full name], alone: [name], except: [product, file], value: name}}}
  - {id: employee, entity: ID, what: w, reference: r, default: on, matches: ["x <<y>>"],
     find: {labelled: {labels: [employee id, employee no], value: code, length: [3, 12]}}}
  - {id: account, entity: ID, what: w, reference: r, default: on, matches: ["x <<y>>"],
     find: {labelled: {labels: [account number, konto-nr], value: digits, length: [4, 20]}}}
  - {id: city, entity: CITY, what: w, reference: r, default: on, matches: ["x <<y>>"],
     find: {labelled: {labels: [city, place of birth], value: words}}}
  - {id: maiden, entity: MAIDEN, what: w, reference: r, default: on, matches: ["x <<y>>"],
     find: {labelled: {labels: [mother's maiden name], value: text}}}
  - {id: gender, entity: GENDER, what: w, reference: r, default: on, matches: ["x <<y>>"],
     find: {labelled: {labels: [gender, sex, geschlecht], one_of: [m, f, male, female, non-binary, männlich]}}}
  - {id: age, entity: AGE, what: w, reference: r, default: on, matches: ["x <<y>>"],
     find: {labelled: {labels: [age], body: "[0-9]{1,3}"}}}
)";

std::vector<Rule> Parse(std::string_view yaml, std::string* problems = nullptr) {
  yaml::Diagnostics diagnostics;
  std::vector<Rule> rules;
  ParseRules(yaml, diagnostics, rules);
  const std::string rendered = diagnostics.empty() ? "" : diagnostics.Render("rules");
  if (problems != nullptr) {
    *problems = rendered;
  } else {
    EXPECT_EQ(rendered, "");
  }
  return rules;
}

Bench& Labelled() {
  static Bench bench{Parse(kRules)};
  return bench;
}

std::vector<std::string> Find(std::string_view text) {
  const Format format = text.starts_with("{") ? Format::kJson : Format::kText;
  std::vector<std::string> all;
  for (const Found& f : Labelled().Find(text, format)) all.push_back(f.rule + " " + f.text);
  return all;
}

struct Row {
  std::string_view text;
  std::string_view found;  // "rule value", empty: nothing
};

void Check(std::span<const Row> rows) {
  for (const Row& row : rows) {
    const auto found = Find(row.text);
    if (row.found.empty()) {
      EXPECT_THAT(found, testing::IsEmpty()) << row.text;
    } else {
      EXPECT_THAT(found, testing::ElementsAre(std::string(row.found))) << row.text;
    }
  }
}

TEST(Labelled, IsFoundInEveryWritingOfTheLabel) {
  const Row rows[] = {
      {"First name: Jane", "first_name Jane"},
      {"first_name=Jane&x=1", "first_name Jane"},
      {"customerFirstName = \"Jane\"", "first_name Jane"},
      {"FIRST_NAME='Jane'", "first_name Jane"},
      {"first-name: Jane", "first_name Jane"},
      {"FIRSTNAME: JANE", "first_name JANE"},
      {"firstname: jane", "first_name jane"},
      {"Given names: Anna Maria", "first_name Anna Maria"},
      {"PRÉNOM : Zoé", "first_name Zoé"},
      {"prenom: Zoé", "first_name Zoé"},
      {"Имя: Анна", "first_name Анна"},
      {"お客様氏名：山田太郎", "first_name 山田太郎"},
      {"customer.first_name_1: Jane", "first_name Jane"},
      {"Given name (as on passport): Jane", "first_name Jane"},
      {"Given name*: Jane", "first_name Jane"},
      {"of a customer in the HTMLFirstName: Jane", "first_name Jane"},
      {"of a customer, GIVEN__NAME: Jane", "first_name Jane"},
      {"of a customer: Given\u00a0name: Jane", "first_name Jane"},
      {"GESCHLECHT: m", "gender m"},
      {"the form says GESCHLECHT: m", "gender m"},
  };
  Check(rows);
}

TEST(Labelled, IsFoundBehindEveryJoint) {
  const Row rows[] = {
      {"<first-name>jane</first-name>", "first_name jane"},
      {"<ns:FirstName>jane</ns:FirstName>", "first_name jane"},
      {"<b>First name:</b> Jane<br>", "first_name Jane"},
      {"<td>First name</td><td class=\"x\">Jane</td>", "first_name Jane"},
      {"**First name:** Jane", "first_name Jane"},
      {"| First name | Jane |\n", "first_name Jane"},
      {"First name\tJane\n", "first_name Jane"},
      {"First name     Jane\n", "first_name Jane"},
      {"signup --first-name Jane --force", "first_name Jane"},
      {"Her first name is Jane.", "first_name Jane"},
      {"Employee ID #E00017 left", "employee E00017"},
      {"employee no. E00017", "employee E00017"},
      {"employee id E00017 left", "employee E00017"},
      {"employee id Jane", ""},
      {"first name Jane", ""},
      {"Employee no.: E00017", "employee E00017"},
      {"his first name is “Jane” now", "first_name Jane"},
      {R"(log: {\"first_name\": \"Jane\"})", "first_name Jane"},
  };
  Check(rows);
}

TEST(Labelled, IsFoundByTheNamesOfJson) {
  const Row rows[] = {
      {R"({"firstName":"jane"})", "first_name jane"},
      {R"({"name":{"first":"Jane"}})", "first_name Jane"},
      {R"({"employee":{"id":"E00017"}})", "employee E00017"},
      {R"({"employees":[{"id":"E00017"}]})", "employee E00017"},
      {R"({"employees":[{"_id":"E00017"}]})", "employee E00017"},
      {R"({"order":{"id":"E00017"}})", ""},
      {R"({"employee_id":400017})", "employee 400017"},
      {R"({"age":42})", "age 42"},
      {R"({"age":"42"})", "age 42"},
      {R"({"age":4200})", ""},
      {R"({"age":"42 days"})", ""},
      {R"({"first_name":null})", ""},
      {R"({"first_name":"null"})", ""},
      {R"({"first_name":""})", ""},
      {R"({"first_name":{"value":"Jane"}})", ""},
      {R"({"note":"First name: Jane"})", "first_name Jane"},
      {R"({"a":"First name:","b":"Jane"})", ""},
      {R"({"first_name":"Jos\u00e9"})", "first_name José"},
      {R"({"name":"Jane Doe"})", "name Jane Doe"},
      {R"({"name":"Doe, Jane"})", "name Doe, Jane"},
      {R"({"name":"nginx"})", ""},
      {R"({"product":{"name":"Blue Widget"}})", ""},
      {R"({"product_name":"Blue Widget"})", ""},
      {R"({"gender":"F"})", "gender F"},
      {R"({"gender":"unknown"})", ""},
  };
  Check(rows);
  EXPECT_THAT(Find(R"({"given_names": ["Jane", "Mary Ann" ], "x": "Bob"})"),
              testing::ElementsAre("first_name Jane", "first_name Mary Ann"));
}

TEST(Labelled, EndsWhereTheValueEnds) {
  const Row rows[] = {
      {"First name: Jane, last seen today", "first_name Jane"},
      {"First name: Jane van der Berg wrote", "first_name Jane van der Berg"},
      {"First name: Jane Age", "first_name Jane Age"},
      {"Her first name is Jane and she", "first_name Jane"},
      {"First name: J. R. Doe.", "first_name J. R. Doe"},
      {"First name: Jane Phone: none", "first_name Jane"},
      {"Employee ID: E-000 17 on leave", "employee E-000 17"},
      {"Account number: 12-34 567.", "account 12-34 567"},
      {"Konto-Nr. 1234567", "account 1234567"},
      {"Konto-Nr.: 1234567", "account 1234567"},
      {"Place of birth: Springfield; x", "city Springfield"},
      {"Mother's maiden name: O'Neil, Phone: 1", "maiden O'Neil"},
      {"Mother’s maiden name: Roe Phone: 5", "maiden Roe"},
      {"Sex: female, 44", "gender female"},
      {"sex=F", "gender F"},
      {"Geschlecht: männlich", "gender männlich"},
      {"gender: non-binary", "gender non-binary"},
  };
  Check(rows);
  EXPECT_THAT(Find("First name: Jane Age: 42"), testing::ElementsAre("first_name Jane", "age 42"));
}

TEST(Labelled, IsNotFoundWithoutItsLabel) {
  const Row rows[] = {
      {"The first name of the list", ""},
      {"first_name_count = 17", ""},
      {"first_name == Jane", ""},
      {"firstName: String", ""},
      {"firstName = getFirstName()", ""},
      {"this.firstName = firstName;", ""},
      {"first name is required", ""},
      {"First name: ${first}", ""},
      {"First name, Last name, Age", ""},
      {"First name | Full name |\n", ""},
      {"File name: Jane Doe", ""},
      {"Name: Jane Doe", "name Jane Doe"},
      {"x; name: Jane Doe", "name Jane Doe"},
      {"name: nginx", ""},
      {"obj.name = Jane Doe", ""},
      {"page: 3", ""},
      {"language: German", ""},
      {"unisex: male", ""},
      {"employee id: none", ""},
      {"Employee ID: 12:30", ""},
      {"Account number: 12345678901234567890123", ""},
      {"scarcity: Berlin", ""},
  };
  Check(rows);
}

TEST(Labelled, IsFoundByTheNameOfAHeader) {
  const auto find = [](std::string_view text, std::string_view hint) {
    return Labelled().Find(text, Format::kText, hint).size();
  };
  EXPECT_EQ(find("Jane", "X-First-Name"), 1u);
  EXPECT_EQ(find("Jane Doe", "X-Name"), 1u);
  EXPECT_EQ(find("Jane Doe", "x-file-name"), 0u);
  EXPECT_EQ(find("E00017", "employee_id"), 1u);
}

TEST(Labelled, CostsABoundedMultipleOfTheText) {
  std::string text;
  while (text.size() < 200'000) text += "first name: first name: ";
  auto found = Labelled().Scan(text, Format::kText);
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->empty());
}

TEST(Labelled, SaysWhatIsWrongAndWhere) {
  const auto problem = [](std::string_view find) {
    std::string problems;
    Parse(
        "pack: pii\nrules:\n  - {id: a, entity: A, what: w, reference: r, default: on, "
        "matches: [\"<<x>>\"],\n     find: {labelled: " +
            std::string(find) + "}}\n",
        &problems);
    return problems;
  };
  EXPECT_THAT(problem("{value: name}"),
              testing::HasSubstr(":4:23: error: `labelled` needs `labels`"));
  EXPECT_THAT(problem("{labels: [a]}"), testing::HasSubstr("needs one of `value`, `body`"));
  EXPECT_THAT(problem("{labels: [a], value: name, body: a}"),
              testing::HasSubstr("needs one of `value`, `body`"));
  EXPECT_THAT(problem("{labels: [a], body: \"[a\"}"),
              testing::HasSubstr("a [ without its ] at character 1"));
  EXPECT_THAT(problem("{labels: [a], value: code, length: [9, 3]}"),
              testing::HasSubstr("`length` is one number, or the least and the most"));
  EXPECT_THAT(problem("{labels: [a], one_of: []}"), testing::HasSubstr("`one_of` is empty"));
}

Rule Token(std::string chars, uint32_t least, uint32_t most) {
  Rule rule;
  rule.id = "token";
  rule.shapes = {TokenShape{std::move(chars), "", least, most}};
  return rule;
}

TEST(WideToken, IsTheWholeRunOfItsAlphabet) {
  struct Case {
    const char* chars;
    uint32_t length;
    const char* text;
    const char* found;
  };
  const Case cases[] = {
      {"A-Za-z0-9_-", 12, "key=ab-D_f1h3j-k, x", "ab-D_f1h3j-k"},
      {"A-Za-z0-9_-", 12, "key=ab-D_f1h3j-k5", ""},
      {"A-Za-z0-9_-", 12, "_ab-D_f1h3j-k", ""},
      {"A-Za-z0-9_-", 12, "see ab-D_f1h3j-k.", "ab-D_f1h3j-k"},
      {"A-Za-z0-9_.-", 12, "see ab-D.f1h3j-k.", "ab-D.f1h3j-k"},
      {"A-Za-z0-9/+=", 12, "Key=ab/D+f1h3j==;", "ab/D+f1h3j=="},
      {"A-Za-z0-9/+=", 12, "Key=ab/D+f1h3j=;", ""},
      {"a-z0-9~", 8, "ab~d1f~h", "ab~d1f~h"},
      {"a-z0-9~", 8, "aB~d1f~h", ""},
      {"A-Za-z0-9-", 12, "abcdefghijkl", ""},
  };
  for (const Case& c : cases) {
    Bench bench{std::vector<Rule>{Token(c.chars, c.length, c.length)}};
    const auto found = bench.Find(c.text);
    ASSERT_EQ(found.size(), *c.found == '\0' ? 0u : 1u) << c.text;
    if (!found.empty()) {
      EXPECT_EQ(found[0].text, c.found);
    }
  }
}

}  // namespace
}  // namespace aegis
