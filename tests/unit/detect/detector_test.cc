// What a scan promises beyond its rules: fields, numbers, scores, characters, budgets, linear cost.
#include "src/detect/detector.h"

#include <gmock/gmock.h>

#include <ctime>
#include <random>

#include "src/base/limits.h"
#include "src/plan/rules.h"
#include "tests/unit/detect/detect_testing.h"

namespace aegis {
namespace {

using detect_testing::Bench;
using detect_testing::Found;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

Bench& Builtin() {
  static Bench bench{*LoadBuiltinRules()};
  return bench;
}

Rule Digits(std::string id, std::vector<uint8_t> lengths, std::vector<std::string> groups = {},
            std::string separators = "") {
  Rule rule;
  rule.id = std::move(id);
  rule.entity = "TEST";
  rule.pack = "pii";
  rule.shapes = {DigitShape{.lengths = std::move(lengths),
                            .groups = std::move(groups),
                            .separators = std::move(separators),
                            .plus = false,
                            .starts = {},
                            .as_written = false}};
  return rule;
}

std::vector<std::string> Texts(const std::vector<Found>& found) {
  std::vector<std::string> texts;
  for (const Found& f : found) texts.push_back(f.text);
  return texts;
}

TEST(Detector, FindsEverythingInASentenceToTheByte) {
  const std::string text =
      "My SSN is 078-05-1123 and card 4111 1111 1111 1111, mail jane.doe@example.co.uk, "
      "call +44 20 7946 0958 or (212) 555-0142";
  EXPECT_THAT(Builtin().Settled(text),
              ElementsAre("US_SSN 078-05-1123", "CREDIT_CARD 4111 1111 1111 1111",
                          "EMAIL_ADDRESS jane.doe@example.co.uk", "PHONE_NUMBER +44 20 7946 0958",
                          "PHONE_NUMBER (212) 555-0142"));
}

TEST(Detector, FindsNothingInOrdinaryText) {
  for (const char* text :
       {"", "a", "The quick brown fox jumps over the lazy dog.",
        "Order 12345 shipped on 2024-01-02T03:04:05Z, total 1,234.56 EUR (3 items).",
        "id 123e4567-e89b-12d3-a456-426614174000 sha 9fceb02d0ae598e95dc970b74767f19372d61af8",
        "v1.2.3-rc4 build 20240102.7 at 10:20:30 ratio 16:9 range 10-20 page 3/4",
        "std::vector<int> a::b; x = y ? 1 : 2; i++; a[0] = 1e10; 0xdeadbeef; 3.14159265358979"}) {
    EXPECT_THAT(Builtin().Settled(text), IsEmpty()) << text;
  }
}

// --- digits and their separators

TEST(Detector, NoughtsAreNobodysNumber) {
  EXPECT_THAT(Builtin().Settled("cédula 000000, cc no 000.000.000, account number 00000000"),
              IsEmpty());
  EXPECT_THAT(Builtin().Settled("cédula 000001"), Not(IsEmpty()));
  EXPECT_THAT(Builtin().Settled("PIN: 0000"), Not(IsEmpty()));
}

TEST(Detector, ChecksumsOfFilesAreNoSecrets) {
  const std::string digest = "3f1c9a60b7d24e58a91c0d6e7f8b2a43";
  for (const std::string mark : {"  ", " *"}) {
    EXPECT_THAT(
        Builtin().Settled("x\n" + digest + mark + "usr/share/icons/facebook-app-secret.svg\n" +
                          digest + mark + "usr/lib/zoom/client_secret\n"),
        IsEmpty());
  }
  EXPECT_THAT(Builtin().Settled("facebook app_secret " + digest + "  # rotate it"),
              ElementsAre("SECRET_FACEBOOK_APP_SECRET " + digest));
}

TEST(Detector, SeparatorsJoinGroupsAndNeverMakeALongerRun) {
  Bench bench{std::vector<Rule>{Digits("r", {9}, {"3-2-4", ""}, " -")}};
  EXPECT_THAT(Texts(bench.Find("123-45-6789")), ElementsAre("123-45-6789"));
  EXPECT_THAT(Texts(bench.Find("1 123-45-6789 1")), ElementsAre("123-45-6789"));
  EXPECT_THAT(Texts(bench.Find("99-123-45-6789-99")), ElementsAre("123-45-6789"));
  EXPECT_THAT(Texts(bench.Find("123\u00a045\u20116789")), ElementsAre("123\u00a045\u20116789"));
  EXPECT_THAT(Texts(bench.Find("123-45\n6789")), ElementsAre("123-45\n6789"));
  EXPECT_THAT(Texts(bench.Find("123\n45\n6789")), IsEmpty()) << "a column of numbers";
  EXPECT_THAT(Texts(bench.Find("123  45 - 6789")), ElementsAre("123  45 - 6789"));
  EXPECT_THAT(Texts(bench.Find("123   45 6789")), IsEmpty()) << "columns of a table";
  EXPECT_THAT(Texts(bench.Find("123\t\t45 6789")), IsEmpty()) << "an empty column";
  EXPECT_THAT(Texts(bench.Find("123 -45-6789")), IsEmpty()) << "a minus sign";
  EXPECT_THAT(Texts(bench.Find("123.45.6789")), IsEmpty()) << "not of this rule's separators";
  EXPECT_THAT(Texts(bench.Find("1123-45-6789")), IsEmpty());
  EXPECT_THAT(Texts(bench.Find("123-45-67890")), IsEmpty());
  EXPECT_THAT(Texts(bench.Find("x123456789")), IsEmpty());
  EXPECT_THAT(Texts(bench.Find("123456789x")), IsEmpty());
  EXPECT_THAT(Texts(bench.Find("_123456789_")), ElementsAre("123456789"));
  EXPECT_THAT(Texts(bench.Find("号123456789号")), ElementsAre("123456789"));
  EXPECT_THAT(Texts(bench.Find("a\\n123456789")), ElementsAre("123456789"))
      << "a written line break";
}

TEST(Detector, DecimalsAreOneNumber) {
  Bench bench{std::vector<Rule>{Digits("r", {6})}};
  EXPECT_THAT(Texts(bench.Find("12.345678")), IsEmpty());
  EXPECT_THAT(Texts(bench.Find("345678.12")), IsEmpty());
  EXPECT_THAT(Texts(bench.Find("345678.")), ElementsAre("345678"));
  EXPECT_THAT(Texts(bench.Find("345678e3")), IsEmpty());
  EXPECT_THAT(Texts(bench.Find(R"({"n":345678})", Format::kJson)), ElementsAre("345678"));
  EXPECT_THAT(Texts(bench.Find(R"({"n":-345678})", Format::kJson)), ElementsAre("345678"));
  EXPECT_THAT(Texts(bench.Find(R"({"n":345678.5})", Format::kJson)), IsEmpty());
  EXPECT_THAT(Texts(bench.Find(R"({"n":345678.0})", Format::kJson)), ElementsAre("345678.0"));
  EXPECT_THAT(Texts(bench.Find(R"({"n":-345678.0})", Format::kJson)), ElementsAre("345678.0"));
  EXPECT_THAT(Texts(bench.Find(R"({"n":345678.00})", Format::kJson)), IsEmpty());
  EXPECT_THAT(Texts(bench.Find("345678.0,7")), ElementsAre("345678"));
  EXPECT_THAT(Texts(bench.Find("345678.0.1")), IsEmpty());
  EXPECT_THAT(Texts(bench.Find(R"({"n":345678e5})", Format::kJson)), IsEmpty());
  EXPECT_THAT(Texts(bench.Find(R"({"n":0.345678})", Format::kJson)), IsEmpty());
}

TEST(Detector, NumbersWithAnExponentAreWhatTheyStandFor) {
  Bench bench{std::vector<Rule>{Digits("r", {6})}};
  const auto found = [&](std::string_view json) { return Texts(bench.Find(json, Format::kJson)); };
  for (const char* number :
       {"3.45678E5", "3.45678e5", "3.45678E+5", "345678e0", "345678E-0", "3456780e-1", "3.4E5",
        "3e5", "34567.8e01", "0.345678e6", "0.00345678E+8", "345678.0e0"}) {
    EXPECT_THAT(found("{\"n\":" + std::string(number) + "}"), ElementsAre(number));
    EXPECT_THAT(found("[-" + std::string(number) + "]"), ElementsAre(number));
    EXPECT_THAT(found(number), ElementsAre(number));
    EXPECT_THAT(Texts(bench.Find(number)), IsEmpty()) << "in a text";
    EXPECT_THAT(found("[\"" + std::string(number) + "\"]"), IsEmpty()) << "in a string";
  }
  EXPECT_THAT(found("[3.45678E4,3.45678E6,3.45678E-5,0.345678e5,34e5,0e5,3.456781E5]"), IsEmpty());
  // However long, it costs no more.
  EXPECT_THAT(found("[3.45678" + std::string(70, '0') + "E5]"), IsEmpty());

  Rule rule = Digits("r", {6});
  rule.numbers = false;
  Bench strings_only{std::vector<Rule>{rule}};
  EXPECT_THAT(Texts(strings_only.Find("[3.45678E5]", Format::kJson)), IsEmpty());
}

TEST(Detector, ManyDigitsMayHaveMoreZerosBehindThePoint) {
  Bench bench{std::vector<Rule>{Digits("r", {12, 13})}};
  const auto found = [&](std::string_view json) { return Texts(bench.Find(json, Format::kJson)); };
  EXPECT_THAT(found("[3456781234567.00]"), ElementsAre("3456781234567.00"));
  EXPECT_THAT(found("[-3456781234567.000000]"), ElementsAre("3456781234567.000000"));
  EXPECT_THAT(found("[3456781234567.0001]"), IsEmpty());
  EXPECT_THAT(found("[345678123456.00]"), IsEmpty()) << "an amount";
  EXPECT_THAT(Texts(bench.Find("3456781234567.00 x")), ElementsAre("3456781234567"));
}

TEST(Detector, LooksIntoNumbersOnlyWhenTheRuleDoes) {
  Rule rule = Digits("r", {6});
  rule.numbers = false;
  Bench bench{std::vector<Rule>{rule}};
  EXPECT_THAT(Texts(bench.Find(R"({"n":345678,"s":"345678"})", Format::kJson)),
              ElementsAre("345678"));
}

TEST(Detector, StartsOfDigitsAreRanges) {
  Rule rule = Digits("r", {6});
  std::get<DigitShape>(rule.shapes[0]).starts = {"4", "51-55", "2221-2720"};
  Bench bench{std::vector<Rule>{rule}};
  for (const char* yes : {"400000", "510000", "559999", "222100", "272099"}) {
    EXPECT_THAT(Texts(bench.Find(yes)), ElementsAre(yes));
  }
  for (const char* no : {"300000", "500000", "560000", "222099", "272100"}) {
    EXPECT_THAT(Texts(bench.Find(no)), IsEmpty()) << no;
  }
}

// --- fields

TEST(Detector, NoFindingCrossesFields) {
  Bench bench{std::vector<Rule>{Digits("r", {9}, {"3-2-4"}, " -/.")}};
  EXPECT_THAT(Texts(bench.Find(R"(["123","45","6789"])", Format::kJson)), IsEmpty());
  EXPECT_THAT(Texts(bench.Find("[123\n,45,6789]", Format::kJson)), IsEmpty());
  EXPECT_THAT(Texts(bench.Find(R"(["123 45 6789"])", Format::kJson)), ElementsAre("123 45 6789"));
}

TEST(Detector, LooksIntoKeysAndDecodedStrings) {
  const std::string json =
      R"({"jane@example.com":1,"m":"jane\u0040example.com","t":"x\n078-05-1123"})";
  std::vector<std::string> found;
  for (const Found& f : Builtin().Find(json, Format::kJson)) found.push_back(f.rule + " " + f.text);
  EXPECT_THAT(found, ElementsAre("email_address jane@example.com", "email_address jane@example.com",
                                 "us_ssn 078-05-1123"));
}

TEST(Detector, NamesOfFieldsAndOfWhatHoldsThemAreContext) {
  const auto rules = [&](std::string_view json, std::string_view hint = {}) {
    std::vector<std::string> found;
    for (const Found& f : Builtin().Find(json, Format::kJson, hint)) found.push_back(f.rule);
    return found;
  };
  using testing::Contains;
  EXPECT_THAT(rules(R"({"ssn":"219099999"})"), Contains("us_ssn_undivided"));
  EXPECT_THAT(rules(R"({"customerSSN":219099999})"), Contains("us_ssn_undivided"));
  EXPECT_THAT(rules(R"({"ssn":{"value":["219099999"]}})"), Contains("us_ssn_undivided"));
  EXPECT_THAT(rules(R"({"id":"219099999"})"), testing::Not(Contains("us_ssn_undivided")));
  EXPECT_THAT(rules(R"({"a":"ssn","b":"219099999"})"), IsEmpty()) << "another field's text";
  EXPECT_THAT(rules(R"("219099999")", "ssn"), Contains("us_ssn_undivided")) << "a header's name";
}

TEST(Detector, ContextIsNearOnly) {
  const std::string far(200, 'x');
  const auto count = [](std::string text) { return Builtin().Find(text).size(); };
  EXPECT_EQ(count("SSN 219099999"), 1u);
  EXPECT_EQ(count("219099999 is the SSN"), 1u);
  EXPECT_EQ(count("SSN " + far + " 219099999"), 0u);
  EXPECT_EQ(count("lessn 219099999"), 0u);
}

TEST(Detector, ScoresFollowContext) {
  Rule on = Digits("on", {6});
  on.score = 0.7f;
  on.context = {"yes"};
  on.context_against = {"no"};
  Rule needs = Digits("needs", {7});
  needs.by_default = RuleDefault::kContext;
  needs.score = 0.9f;
  needs.context = {"yes"};
  Bench bench{std::vector<Rule>{on, needs}};
  const auto score = [&](std::string_view text) {
    const auto found = bench.Find(text, Format::kText, {}, 0.f);
    EXPECT_EQ(found.size(), 1u) << text;
    return found.empty() ? -1.f : found[0].score;
  };
  EXPECT_FLOAT_EQ(score("123456"), 0.7f);
  EXPECT_GT(score("yes 123456"), 0.8f);
  EXPECT_LT(score("no 123456"), 0.5f);
  EXPECT_LT(score("no: \"123456\""), 0.5f);
  EXPECT_FLOAT_EQ(score("no 5 from 123456"), 0.7f) << "another word's";
  EXPECT_FLOAT_EQ(score("123456 no"), 0.7f);
  EXPECT_GT(score("no, yes 123456"), 0.8f);
  EXPECT_FLOAT_EQ(score("yes 1234567"), 0.9f);
  EXPECT_LT(score("1234567"), 0.5f);
  EXPECT_GT(score("1234567"), 0.f);
}

// --- promises on any input

std::string RandomText(std::mt19937& random) {
  static const std::vector<std::string> pieces = {"4111 1111 1111 1111",
                                                  "078-05-1120",
                                                  "jane@example.com",
                                                  "é",
                                                  "日本",
                                                  "\U0001F600",
                                                  "\u00a0",
                                                  "\u2011",
                                                  "eyJ",
                                                  "sk_live_",
                                                  "password=",
                                                  "AKIA",
                                                  "+44 20 7946 0958",
                                                  "192.0.2.1",
                                                  "2001:db8::1",
                                                  "::",
                                                  "@",
                                                  ".",
                                                  "-",
                                                  " ",
                                                  "\n",
                                                  "0",
                                                  "12",
                                                  "345",
                                                  "6789",
                                                  "a",
                                                  "Z9",
                                                  "token: ",
                                                  "\"",
                                                  "{",
                                                  "}",
                                                  "://user:pw@h",
                                                  "DE89",
                                                  " 3704 0044"};
  std::string text;
  const size_t count = random() % 40;
  for (size_t i = 0; i < count; ++i) text += pieces[random() % pieces.size()];
  return text;
}

TEST(Detector, FindingsAreWholeCharactersInOrderAndInside) {
  const uint32_t seed = 99;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 2000; ++round) {
    const std::string text = RandomText(random);
    const auto findings = Builtin().Scan(text, Format::kText);
    ASSERT_TRUE(findings);
    Span last;
    RuleIndex last_rule = 0;
    for (const Finding& f : *findings) {
      ASSERT_LT(f.text.begin, f.text.end);
      ASSERT_LE(f.text.end, text.size());
      const auto continues = [&](uint32_t at) {
        return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80;
      };
      ASSERT_FALSE(continues(f.text.begin) || continues(f.text.end)) << text;
      ASSERT_TRUE(std::tuple(last.begin, last.end, last_rule) <=
                  std::tuple(f.text.begin, f.text.end, f.rule));
      ASSERT_TRUE(f.score > 0 && f.score <= 1);
      last = f.text;
      last_rule = f.rule;
    }
  }
}

TEST(Detector, SameTextSameFindings) {
  Bench other{Builtin().rules()};
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    const std::string text = RandomText(random);
    const auto a = Builtin().Scan(text, Format::kText);
    const auto b = other.Scan(text, Format::kText);
    ASSERT_TRUE(a && b);
    ASSERT_EQ(a->size(), b->size());
    for (size_t i = 0; i < a->size(); ++i) {
      ASSERT_EQ((*a)[i].text, (*b)[i].text);
      ASSERT_EQ((*a)[i].rule, (*b)[i].rule);
      ASSERT_EQ((*a)[i].score, (*b)[i].score);
    }
  }
}

TEST(Detector, AppendsToWhatIsThere) {
  auto detector = Detector::Compile(std::vector<Rule>{Digits("r", {6})});
  ASSERT_TRUE(detector);
  auto scratch = (*detector)->NewScratch();
  Codecs codecs;
  Arena arena;
  ArenaVector<Finding> findings(arena);
  for (int i = 0; i < 2; ++i) {
    auto document = codecs.For(Format::kText).Decode("123456 654321", arena);
    ASSERT_TRUE((*detector)->Scan(*document, {}, **scratch, findings));
  }
  EXPECT_EQ(findings.size(), 4u);
}

TEST(Detector, TooManyFindingsAreRefused) {
  Bench bench{std::vector<Rule>{Digits("r", {6})}};
  std::string text;
  for (uint32_t i = 0; i <= limits::kMaxFindings; ++i) text += "123456 ";
  const auto findings = bench.Scan(text, Format::kText);
  ASSERT_FALSE(findings);
  EXPECT_EQ(findings.error().code, RecordErrorCode::kTooManyFindings);
}

TEST(Detector, PagesOfNumbersAreOrdinaryRecords) {
  // Lists of ids, years, times, prices and tables must not exhaust the budget.
  Bench bench{Builtin().rules(), 0.5f};
  for (const char* piece :
       {"219099999,", "12345678901, ", "1234 5678 ", "1984 ", "12 34 56 ", "1.5 2.25 ", "10:20:30 ",
        "2024-01-02T03:04:05Z ", "AB12 CD34 ", "192.168.0.1 ", "a1b2c3d4 ",
        "123e4567-e89b-12d3-a456-426614174000 ", "token password secret "}) {
    std::string text;
    while (text.size() < 100'000) text += piece;
    const auto findings = bench.Scan(text, Format::kText);
    EXPECT_TRUE(findings) << piece << ": " << RecordErrorName(findings.error().code);
  }
}

TEST(Detector, ReportsFromTheLeastScoreOn) {
  Rule needs = Digits("needs", {7});
  needs.by_default = RuleDefault::kContext;
  needs.context = {"yes"};
  auto detector = Detector::Compile(std::vector<Rule>{needs}, 0.5f);
  ASSERT_TRUE(detector);
  auto scratch = (*detector)->NewScratch();
  Codecs codecs;
  Arena arena;
  ArenaVector<Finding> findings(arena);
  auto without = codecs.For(Format::kText).Decode("1234567", arena);
  ASSERT_TRUE((*detector)->Scan(*without, {}, **scratch, findings));
  EXPECT_EQ(findings.size(), 0u);
  auto with = codecs.For(Format::kText).Decode("yes 1234567", arena);
  ASSERT_TRUE((*detector)->Scan(*with, {}, **scratch, findings));
  EXPECT_EQ(findings.size(), 1u);
}

// A long text of anything is scanned or refused in a time that grows with its length.
TEST(Detector, HostileTextsCostNoMoreThanTheirLength) {
  const auto repeat = [](std::string_view piece, size_t bytes) {
    std::string text;
    text.reserve(bytes + piece.size());
    while (text.size() < bytes) text += piece;
    return text;
  };
  const auto seconds = [](const std::string& text) {
    double best = 1e9;
    for (int i = 0; i < 2; ++i) {
      const std::clock_t begin = std::clock();  // of the CPU: the machine may be busy
      const auto findings = Builtin().Scan(text, Format::kText);
      if (!findings) {
        EXPECT_NE(findings.error().code, RecordErrorCode::kScanFailed);
      }
      best = std::min(best, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
    }
    return best;
  };
  for (const char* piece :
       {"@",
        "a@",
        "a@b.",
        "1",
        "1 ",
        "12 ",
        "1234 ",
        "1234-",
        "a.a.",
        "1.",
        "eyJ",
        ".eyJ",
        "-eyJ",
        "eyJ.",
        ":",
        "::",
        "a:",
        "1:",
        "-",
        "://",
        "a://a:",
        "x://u:p@",
        "password=",
        "password: \"",
        "token=a1b2c3d4e5",
        "a1",
        "A1 ",
        "AB12 ",
        "DE89 3704 ",
        "+1 ",
        "+44",
        "(212)",
        "sk-",
        "sk_live_",
        "xoxb-",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\nMII",
        "AKIA",
        "ghp_",
        "ya29.",
        "ya29.a-",
        "1984 ",
        "12 March 1984 ",
        "12/12/",
        "0x",
        "bc1",
        "4111 1111 1111 1111 ",
        "ssn 219099999 ",
        "\xe3\x80\x80",
        "\xff",
        "aws 1a/",
        "\"",
        "{",
        "0.0.0.0.",
        "00-00-00-00-00-",
        "0000.0000.",
        "bearer ",
        "Authorization: Bearer A1b2C3d4",
        "basic QWxhZGRpbjpv",
        " -p",
        " -pabcd1",
        "curl -u a:bcdef ",
        "--user a:b",
        "redis-cli -a ",
        "sshpass -p a1b2c3",
        "?token=",
        "&key=a1b2c3d4e5",
        "session=a1",
        "password is ",
        "--password a1",
        "password “",
        "api_key_",
        "(495) ",
        "(495) 12 ",
        "1984年",
        "12. 5. 1984 ",
        "12-Mar-1984",
        "version 1.2.3.4 ",
        "0044 20 ",
        "1 - ",
        "12  ",
        "4111111111111111-",
        "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsK\n"}) {
    const std::string half = repeat(piece, 30'000);
    const std::string whole = repeat(piece, 60'000);
    // Twice the text: twice the time, and room for a busy machine, whose neighbours empty its
    // caches. A square would be four times, however often it is measured.
    constexpr int kTries = 8;
    double small = 0;
    double large = 0;
    for (int tries = 0; tries < kTries; ++tries) {
      small = seconds(half);
      large = seconds(whole);
      if (large < 3.2 * small + 0.01) break;
    }
    EXPECT_LT(large, 3.2 * small + 0.01) << piece;
    EXPECT_LT(large, 2.0) << piece;
  }
}

TEST(Detector, RefusesRulesThatCannotBe) {
  const auto message = [](Shape shape) {
    Rule rule;
    rule.id = "bad";
    rule.entity = "X";
    rule.shapes = {std::move(shape)};
    auto compiled = Detector::Compile(std::vector<Rule>{rule});
    return compiled ? std::string() : compiled.error().message;
  };
  EXPECT_EQ(message(DigitShape{}), "rule bad: digits need lengths or groups");
  EXPECT_EQ(message(DigitShape{.lengths = {60},
                               .groups = {},
                               .separators = "",
                               .plus = false,
                               .starts = {},
                               .as_written = false}),
            "rule bad: digits must number 1 to 40");
  EXPECT_EQ(message(DigitShape{.lengths = {9},
                               .groups = {"3-3-4"},
                               .separators = " ",
                               .plus = false,
                               .starts = {},
                               .as_written = false}),
            "rule bad: groups that make none of the lengths: 3-3-4");
  EXPECT_EQ(message(DigitShape{.lengths = {},
                               .groups = {"3-x"},
                               .separators = " ",
                               .plus = false,
                               .starts = {},
                               .as_written = false}),
            "rule bad: groups are lengths joined by '-': 3-x");
  EXPECT_EQ(message(WordShape{{"LLL"}, "", false}),
            "rule bad: layout LLL: a word without a digit is not looked for");
  EXPECT_EQ(message(NamedMatcher{"nothing"}), "rule bad: no matcher is called nothing");
  EXPECT_EQ(message(PrefixShape{{"a"}, "[0-9]{3}", true, false}),
            "rule bad: a prefix has 2 to 64 bytes: a");
  EXPECT_EQ(message(PrefixShape{{"ab"}, "[0-9", true, false}),
            "rule bad: body: a [ without its ] at character 1");
  EXPECT_EQ(message(TokenShape{"a-z", "", 0, 4}), "rule bad: a token needs lengths of 2 to 128");
  Rule rule = Digits("bad", {6});
  rule.validator = "nobody";
  EXPECT_EQ(Detector::Compile(std::vector<Rule>{rule}).error().message,
            "rule bad: no validator is called nobody");
}

}  // namespace
}  // namespace aegis
