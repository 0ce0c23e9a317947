// What the JSON codec shows of a record: text, escape units, fields and paths.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/record.h"
#include "src/codec/codec.h"
#include "src/codec/path.h"
#include "tests/unit/codec/random_json.h"

namespace aegis {
namespace {

using testing::ElementsAre;

class JsonDocumentTest : public testing::Test {
 protected:
  // `json` must outlive the test body's use of the document.
  Document Decode(std::string_view json) {
    auto document = codecs_.For(Format::kJson).Decode(json, arena_);
    EXPECT_TRUE(document.has_value()) << json;
    return document.value_or(Document());
  }

  // "path kind content" of every field.
  std::vector<std::string> Fields(std::string_view json) {
    Document document = Decode(json);
    const FieldTable& table = document.Fields();
    std::vector<std::string> shown;
    for (const Field& field : table.fields()) {
      static constexpr const char* kKinds[] = {"string", "key", "number", "literal", "text"};
      shown.push_back(table.PathOf(field) + " " + kKinds[static_cast<size_t>(field.kind)] + " " +
                      std::string(field.text.In(document.text())));
    }
    return shown;
  }

  Codecs codecs_;
  Arena arena_;
};

TEST_F(JsonDocumentTest, WithoutEscapesTextIsTheRecordItself) {
  std::string json = R"({"a":"é"})";
  Document document = Decode(json);
  EXPECT_EQ(document.text().data(), json.data());
  EXPECT_EQ(document.raw().data(), json.data());
  EXPECT_TRUE(document.identical());
  EXPECT_EQ(document.ToRaw({3, 7}), (Span{3, 7}));
}

TEST_F(JsonDocumentTest, EveryEscapeIsDecodedInValuesAndKeys) {
  std::string json = R"({"k\u0065y":"\"\\\/\b\f\n\r\t\u0000\u001f\u00e9\u6F22\ud83d\uDE00."})";
  Document document = Decode(json);
  using namespace std::string_literals;
  EXPECT_EQ(document.text(), "{\"key\":\"\"\\/\b\f\n\r\t\0\x1fé漢😀.\"}"s);
  EXPECT_EQ(document.raw(), json);
  ASSERT_EQ(document.units().size(), 14u);
  for (const EscapeUnit& unit : document.units()) {
    std::string_view raw = document.raw().substr(unit.raw_begin, unit.raw_end - unit.raw_begin);
    std::string_view text =
        document.text().substr(unit.text_begin, unit.text_end - unit.text_begin);
    EXPECT_EQ(nlohmann::json::parse("\"" + std::string(raw) + "\"").get<std::string>(), text)
        << raw;
  }
}

TEST_F(JsonDocumentTest, ToRawTakesWholeEscapeSequences) {
  //                   0         1         2
  //                   0123456789012345678901234567
  std::string json = R"(["a\nb\ud83d\ude00c\u00e9"])";
  Document document = Decode(json);  // ["a<LF>b😀cé"]
  EXPECT_EQ(document.ToRaw({0, 2}), (Span{0, 2}));
  EXPECT_EQ(document.ToRaw({2, 3}), (Span{2, 3}));   // a
  EXPECT_EQ(document.ToRaw({3, 4}), (Span{3, 5}));   // \n
  EXPECT_EQ(document.ToRaw({2, 4}), (Span{2, 5}));   // a\n
  EXPECT_EQ(document.ToRaw({4, 5}), (Span{5, 6}));   // b
  EXPECT_EQ(document.ToRaw({3, 5}), (Span{3, 6}));   // \nb
  EXPECT_EQ(document.ToRaw({5, 9}), (Span{6, 18}));  // the pair
  EXPECT_EQ(document.ToRaw({5, 6}), (Span{6, 18}));  // a part of it
  EXPECT_EQ(document.ToRaw({7, 8}), (Span{6, 18}));
  EXPECT_EQ(document.ToRaw({8, 10}), (Span{6, 19}));
  EXPECT_EQ(document.ToRaw({9, 10}), (Span{18, 19}));   // c
  EXPECT_EQ(document.ToRaw({10, 12}), (Span{19, 25}));  // é
  EXPECT_EQ(document.ToRaw({11, 12}), (Span{19, 25}));
  EXPECT_EQ(document.ToRaw({12, 14}), (Span{25, 27}));  // "]
  EXPECT_EQ(document.ToRaw({0, 14}), (Span{0, 27}));
  EXPECT_EQ(document.ToRaw({5, 5}), (Span{6, 6}));    // nothing, before the pair
  EXPECT_EQ(document.ToRaw({9, 9}), (Span{18, 18}));  // nothing, after it
  EXPECT_EQ(document.ToRaw({14, 14}), (Span{27, 27}));
}

TEST_F(JsonDocumentTest, FieldsAreAllScalarsAndKeysInOrder) {
  EXPECT_THAT(
      Fields(R"( {"a": "x", "b" :[1, {"c d": true}, [ ], [null,-2.5e3]], "a":"" ,"e\n\"":{}} )"),
      ElementsAre("$.a key a", "$.a string x", "$.b key b", "$.b[0] number 1",
                  "$.b[1][\"c d\"] key c d", "$.b[1][\"c d\"] literal true",
                  "$.b[3][0] literal null", "$.b[3][1] number -2.5e3", "$.a key a", "$.a string ",
                  "$[\"e\n\\\"\"] key e\n\""));
  EXPECT_THAT(Fields("\"x\""), ElementsAre("$ string x"));
  EXPECT_THAT(Fields(" 12 "), ElementsAre("$ number 12"));
  EXPECT_THAT(Fields("\xEF\xBB\xBFtrue"), ElementsAre("$ literal true"));
  EXPECT_THAT(Fields("[]"), ElementsAre());
  EXPECT_THAT(Fields(R"({"":[{"":1}]})"),
              ElementsAre("$[\"\"] key ", "$[\"\"][0][\"\"] key ", "$[\"\"][0][\"\"] number 1"));
}

TEST_F(JsonDocumentTest, NodesSpanWholeValuesAndMembers) {
  std::string json = R"( {"a" : "x\ny", "b": [10, {"c":1}] } )";
  Document document = Decode(json);
  std::span<const PathNode> nodes = document.Fields().nodes();
  auto raw = [&](size_t node) { return nodes[node].raw.In(json); };
  auto member = [&](size_t node) { return nodes[node].member.In(json); };
  ASSERT_EQ(nodes.size(), 6u);
  EXPECT_EQ(raw(0), R"({"a" : "x\ny", "b": [10, {"c":1}] })");
  EXPECT_EQ(member(0), raw(0));
  EXPECT_TRUE(IsNull(nodes[0].name));
  EXPECT_EQ(raw(1), R"("x\ny")");
  EXPECT_EQ(member(1), R"("a" : "x\ny")");
  EXPECT_EQ(nodes[1].name, "a");
  EXPECT_EQ(raw(2), R"([10, {"c":1}])");
  EXPECT_EQ(member(2), R"("b": [10, {"c":1}])");
  EXPECT_EQ(raw(3), "10");
  EXPECT_EQ(member(3), "10");
  EXPECT_EQ(nodes[3].index, 0u);
  EXPECT_TRUE(IsNull(nodes[3].name));
  EXPECT_EQ(raw(4), R"({"c":1})");
  EXPECT_EQ(nodes[4].index, 1u);
  EXPECT_EQ(nodes[4].parent, 2u);
  EXPECT_EQ(member(5), R"("c":1)");
  EXPECT_EQ(nodes[5].parent, 4u);
}

TEST_F(JsonDocumentTest, AtFindsTheFieldOfEveryByte) {
  std::string json = R"({"a\n":"\u00e9x","":"","n":[17,null]})";
  Document document = Decode(json);
  const FieldTable& table = document.Fields();
  for (uint32_t i = 0; i < document.text().size() + 3; ++i) {
    const Field* expected = nullptr;
    for (const Field& field : table.fields()) {
      if (field.text.begin <= i && i < field.text.end) expected = &field;
    }
    EXPECT_EQ(table.At(i), expected) << i;
  }
}

TEST_F(JsonDocumentTest, FieldsAreBuiltOnce) {
  std::string json = "[1]";
  Document document = Decode(json);
  EXPECT_EQ(&document.Fields(), &document.Fields());
  EXPECT_TRUE(Document().Fields().fields().empty());
}

// What is found without the table is what the table says, for every byte.
TEST_F(JsonDocumentTest, PlacesAreThoseOfTheTable) {
  constexpr uint64_t kSeed = 7103;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  RandomJson random(kSeed);
  size_t located = 0;
  for (int round = 0; round < 1500; ++round) {
    arena_.Reset();
    std::string json = random.Document();
    Document document = Decode(json);
    const Codec& codec = codecs_.For(Format::kJson);
    const auto size = static_cast<uint32_t>(document.text().size());
    for (uint32_t at = 0; at < size; ++at) {
      Place found;
      const bool in_field = document.Locate(at, found);
      Place expected;  // as the table has it
      ASSERT_EQ(in_field, codec.Codec::Locate(document, at, expected)) << json << " " << at;
      if (!in_field) continue;
      ++located;
      ASSERT_EQ(found.text, expected.text) << json << " " << at;
      ASSERT_EQ(found.kind, expected.kind) << json << " " << at;
      ASSERT_EQ(found.name_count, expected.name_count) << json << " " << at;
      for (uint32_t i = 0; i < found.name_count; ++i) {
        ASSERT_EQ(found.names[i], expected.names[i]) << json << " " << at;
      }
    }
  }
  EXPECT_GT(located, 10'000u);
}

TEST_F(JsonDocumentTest, MembersBesideAValueCallItSomething) {
  struct Case {
    std::string json;  // the value is V
    std::vector<std::string_view> titles;
  };
  std::string far = R"({"type": "ssn", )";
  for (int i = 0; i < 20; ++i) far += R"("a)" + std::to_string(i) + R"(": 1, )";
  const std::vector<Case> cases = {
      {R"({"type": "ssn", "value": "V"})", {"ssn"}},
      {R"({"value": "V", "type": "ssn"})", {"ssn"}},
      {R"({"Name": "tax id", "unit": [1, {"type": "x"}], "Value": "V", "kind": "id"})",
       {"tax id", "id"}},
      {R"({"kind": "a", "type": "b", "name": "c", "value": "V"})", {"c", "b"}},
      {R"({"key": "ssn", "values": ["a", "V"]})", {"ssn"}},
      {R"({"type": "s\u0073n", "value": "V"})", {"ssn"}},
      // Of names that say what they hold nothing is asked.
      {R"({"type": "ssn", "order": "V"})", {}},
      {R"({"type": "ssn", "value": {"order": "V"}})", {}},
      {R"([{"type": "ssn"}, {"value": "V"}])", {}},
      {R"({"type": 7, "name": "", "label": {"type": "x"}, "value": "V"})", {}},
      {R"({"status": "ssn", "value": "V"})", {}},
      {R"({"type": ")" + std::string(65, 'x') + R"(", "value": "V"})", {}},
      {far + R"("value": "V"})", {}},
  };
  for (const Case& c : cases) {
    arena_.Reset();
    std::string json = c.json;
    Document document = Decode(json);
    Place place;
    ASSERT_TRUE(document.Locate(static_cast<uint32_t>(document.text().find("\"V\"") + 1), place));
    const std::vector<std::string_view> titles(place.titles.begin(),
                                               place.titles.begin() + place.title_count);
    EXPECT_EQ(titles, c.titles) << c.json;
  }
}

// Everything the tables say, checked against the document and, for content and paths, against
// nlohmann's own reading.
TEST_F(JsonDocumentTest, RandomDocuments) {
  constexpr uint64_t kSeed = 7102;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  RandomJson random(kSeed);
  for (int round = 0; round < 3000; ++round) {
    arena_.Reset();
    std::string json = random.Document();
    Document document = Decode(json);
    const FieldTable& table = document.Fields();

    // The events of nlohmann's parser, in order of appearance; object keys too.
    struct Events : nlohmann::json_sax<nlohmann::json> {
      std::vector<std::pair<FieldKind, std::string>> seen;
      bool null() override { return Add(FieldKind::kLiteral, "null"); }
      bool boolean(bool value) override {
        return Add(FieldKind::kLiteral, value ? "true" : "false");
      }
      bool number_integer(number_integer_t) override { return Add(FieldKind::kNumber, ""); }
      bool number_unsigned(number_unsigned_t) override { return Add(FieldKind::kNumber, ""); }
      bool number_float(number_float_t, const string_t&) override {
        return Add(FieldKind::kNumber, "");
      }
      bool string(string_t& value) override { return Add(FieldKind::kString, value); }
      bool binary(binary_t&) override { return false; }
      bool start_object(size_t) override { return true; }
      bool key(string_t& value) override { return Add(FieldKind::kKey, value); }
      bool end_object() override { return true; }
      bool start_array(size_t) override { return true; }
      bool end_array() override { return true; }
      bool parse_error(size_t, const std::string&, const nlohmann::detail::exception&) override {
        return false;
      }
      bool Add(FieldKind kind, std::string value) {
        seen.emplace_back(kind, std::move(value));
        return true;
      }
    } events;
    ASSERT_TRUE(nlohmann::json::sax_parse(json, &events));
    ASSERT_EQ(table.fields().size(), events.seen.size()) << json;
    for (size_t i = 0; i < events.seen.size(); ++i) {
      const Field& field = table.fields()[i];
      ASSERT_EQ(field.kind, events.seen[i].first) << json;
      std::string_view text = field.text.In(document.text());
      if (field.kind != FieldKind::kNumber) {
        ASSERT_EQ(text, events.seen[i].second) << json;
      }
      // The whole content maps onto the whole content.
      ASSERT_EQ(document.ToRaw(field.text), field.raw) << json;
      // A path, written and read again, covers what it came from.
      std::string path = table.PathOf(field);
      auto pattern = PathPattern::Parse(path);
      ASSERT_TRUE(pattern.has_value()) << pattern.error().message;
      ASSERT_TRUE(pattern->Covers(table, field.path)) << path;
      const PathNode& node = table.nodes()[field.path];
      if (field.kind == FieldKind::kKey) {
        ASSERT_EQ(node.member.begin + 1, field.raw.begin);
        ASSERT_EQ(node.name, text);
      } else {
        uint32_t quote = field.kind == FieldKind::kString ? 1 : 0;
        ASSERT_EQ(node.raw, (Span{field.raw.begin - quote, field.raw.end + quote}));
      }
      ASSERT_TRUE(nlohmann::json::accept(node.raw.In(json)));
    }
    for (size_t i = 1; i < table.nodes().size(); ++i) {
      const PathNode& node = table.nodes()[i];
      ASSERT_LT(node.parent, i);
      ASSERT_TRUE(table.nodes()[node.parent].raw.Contains(node.member));
      ASSERT_TRUE(node.member.Contains(node.raw));
      ASSERT_TRUE(nlohmann::json::accept(node.raw.In(json)));
    }
    // Every text span maps to the smallest raw span: its bytes outside escape sequences are the
    // same ones.
    for (uint32_t i = 0; i < document.text().size(); ++i) {
      Span raw = document.ToRaw({i, i + 1});
      ASSERT_FALSE(raw.empty());
      if (raw.size() == 1) {
        ASSERT_EQ(json[raw.begin], document.text()[i]);
      } else {
        ASSERT_EQ(json[raw.begin], '\\');
      }
      if (i != 0) {
        ASSERT_LE(document.ToRaw({i - 1, i}).begin, raw.begin);
      }
    }
  }
}

}  // namespace
}  // namespace aegis
