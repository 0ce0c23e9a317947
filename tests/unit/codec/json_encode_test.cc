// What Encode makes of edits in a JSON document.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "src/codec/codec.h"
#include "src/codec/splice.h"
#include "tests/unit/codec/random_json.h"

namespace aegis {
namespace {

using enum Edit::Kind;

class JsonEncodeTest : public testing::Test {
 protected:
  RecordResult<std::string_view> Encode(std::string_view json, const std::vector<Edit>& edits) {
    auto document = codec_.Decode(json, arena_);
    EXPECT_TRUE(document.has_value()) << json;
    if (!document) return tl::unexpected(document.error());
    return Encode(*document, edits);
  }

  // And what it tells of its splices makes the same again.
  RecordResult<std::string_view> Encode(Document& document, const std::vector<Edit>& edits) {
    ArenaVector<Splice> splices(arena_);
    auto encoded = codec_.Encode(document, edits, arena_, &splices);
    if (!encoded) return encoded;
    uint32_t end = 0;
    for (const Splice& splice : splices) {
      EXPECT_TRUE(end <= splice.raw.begin && splice.raw.begin <= splice.raw.end);
      end = splice.raw.end;
    }
    EXPECT_EQ(SpliceAgain(document.raw(), splices.span(), arena_), *encoded);
    return encoded;
  }

  // The edits are given in the document itself: «text» is replaced by `with`, and in ‹text› the
  // field is removed.
  std::string Edited(std::string_view marked, std::string_view with = "X") {
    std::string json;
    std::vector<Edit> edits;
    for (size_t i = 0; i < marked.size();) {
      if (marked.substr(i).starts_with("«") || marked.substr(i).starts_with("‹")) {
        bool replace = marked.substr(i).starts_with("«");
        edits.push_back(
            {{static_cast<uint32_t>(json.size()), 0}, with, replace ? kReplace : kRemoveField});
        i += replace ? 2 : 3;
      } else if (marked.substr(i).starts_with("»") || marked.substr(i).starts_with("›")) {
        i += marked.substr(i).starts_with("»") ? 2 : 3;
        edits.back().raw.end = static_cast<uint32_t>(json.size());
      } else {
        json += marked[i++];
      }
    }
    kept_.push_back(std::move(json));
    auto encoded = Encode(kept_.back(), edits);
    if (!encoded) return std::string(RecordErrorName(encoded.error().code));
    EXPECT_TRUE(nlohmann::json::accept(*encoded)) << *encoded;
    EXPECT_TRUE(codec_.Decode(*encoded, arena_).has_value());
    return std::string(*encoded);
  }

  Codecs codecs_;
  Codec& codec_ = codecs_.For(Format::kJson);
  Arena arena_;
  std::vector<std::string> kept_;
};

TEST_F(JsonEncodeTest, NoEditsGiveTheRecordItself) {
  std::string json = R"({"a" : 1.50})";
  EXPECT_EQ(Encode(json, {})->data(), json.data());
}

TEST_F(JsonEncodeTest, ReplacesInStringsAndKeys) {
  EXPECT_EQ(Edited(R"({"a":"one «two» three"})"), R"({"a":"one X three"})");
  EXPECT_EQ(Edited(R"({"a":"«one»"})"), R"({"a":"X"})");
  EXPECT_EQ(Edited(R"({"a":"«one» «two»«three»"})"), R"({"a":"X XX"})");
  EXPECT_EQ(Edited(R"({"«a»":"b", "c«d»e" : 1.0e0 })"), R"({"X":"b", "cXe" : 1.0e0 })");
  EXPECT_EQ(Edited("\xEF\xBB\xBF \"«é»\" "), "\xEF\xBB\xBF \"X\" ");
  EXPECT_EQ(Edited(R"(["a«\ud83d\ude00»\u00E9"])"), R"(["aX\u00E9"])");
  EXPECT_EQ(Edited(R"(["a«b»c"])", ""), R"(["ac"])");
  EXPECT_EQ(Edited(R"(["a«»c", "«»"])"), R"(["aXc", "X"])");
}

TEST_F(JsonEncodeTest, EscapesWhatItPutsIn) {
  using namespace std::string_literals;
  std::string with = "\"\\/\b\f\n\r\t\0\x1f\x7fé😀"s;
  EXPECT_EQ(Edited(R"(["«a»"])", with), "[\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\x7fé😀\"]");
  EXPECT_EQ(Edited(R"([«1»])", with), "[\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\x7fé😀\"]");
}

TEST_F(JsonEncodeTest, NumbersAndLiteralsBecomeStringsOnce) {
  EXPECT_EQ(Edited(R"({"a":«4111»,"b":2})"), R"({"a":"X","b":2})");
  EXPECT_EQ(Edited("«12»"), "\"X\"");
  EXPECT_EQ(Edited(" «12» "), " \"X\" ");
  EXPECT_EQ(Edited("[-«12».5]"), "[\"-X.5\"]");
  EXPECT_EQ(Edited("[«12»34«56»]"), "[\"X34X\"]");
  EXPECT_EQ(Edited("[«12»«34»,«5»6,7]"), "[\"XX\",\"X6\",7]");
  EXPECT_EQ(Edited("[«true», f«als»e,null]"), "[\"X\", \"fXe\",null]");
  EXPECT_EQ(Edited(R"([«12», "«a»", «3»])"), R"(["X", "X", "X"])");
}

TEST_F(JsonEncodeTest, ANumberMayBecomeANumberOrNull) {
  const auto encoded = [&](std::string_view json, const std::vector<Edit>& edits) {
    const auto result = Encode(json, edits);
    return result ? std::string(*result) : std::string(RecordErrorName(result.error().code));
  };
  constexpr std::string_view kRefused = "redaction_failed";
  EXPECT_EQ(encoded("[12, -3.50e1]", {{{1, 3}, "99", kReplaceNumber}}), "[99, -3.50e1]");
  EXPECT_EQ(encoded("[12, -3.50e1]", {{{5, 12}, "null", kReplaceNumber}}), "[12, null]");
  EXPECT_EQ(encoded(" 12 ", {{{1, 3}, "-0.0E+7", kReplaceNumber}}), " -0.0E+7 ");
  EXPECT_EQ(encoded(R"(["x",12,"y",13])", {{{2, 3}, "a", kReplace},
                                           {{5, 7}, "null", kReplaceNumber},
                                           {{9, 10}, "b", kReplace},
                                           {{12, 14}, "c", kReplace}}),
            R"(["a",null,"b","c"])");
  EXPECT_EQ(
      encoded(R"({"a":12,"b":3})", {{{2, 3}, {}, kRemoveField}, {{5, 7}, "9", kReplaceNumber}}),
      R"({"b":3})");
  // Not the whole number, or no number at all.
  EXPECT_EQ(encoded("[12]", {{{1, 2}, "9", kReplaceNumber}}), kRefused);
  EXPECT_EQ(encoded("[-12]", {{{2, 4}, "9", kReplaceNumber}}), kRefused);
  EXPECT_EQ(encoded(R"(["12"])", {{{2, 4}, "99", kReplaceNumber}}), kRefused);
  EXPECT_EQ(encoded("[true]", {{{1, 5}, "null", kReplaceNumber}}), kRefused);
  // Two edits of one number.
  EXPECT_EQ(encoded("[12]", {{{1, 1}, "x", kReplace}, {{1, 3}, "9", kReplaceNumber}}), kRefused);
  EXPECT_EQ(encoded("[12]", {{{1, 3}, "9", kReplaceNumber}, {{3, 3}, "x", kReplace}}), kRefused);
  // What would be put in is neither.
  for (std::string_view with :
       {"", "x", "09", "1.", "1e999", "1 ", " 1", "1,2", "\"1\"", "true", "nul", "null ", "+1"}) {
    EXPECT_EQ(encoded("[12]", {{{1, 3}, with, kReplaceNumber}}), kRefused) << with;
  }
  using namespace std::string_view_literals;
  EXPECT_EQ(encoded("[12]", {{{1, 3}, "1\0"sv, kReplaceNumber}}), kRefused);
}

TEST_F(JsonEncodeTest, NumbersThatStayNumbersLeaveAllElse) {
  constexpr uint64_t kSeed = 60601;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  RandomJson random(kSeed);
  size_t replaced = 0;
  for (int round = 0; round < 6000; ++round) {
    arena_.Reset();
    const std::string json = random.Document();
    Document document = *codec_.Decode(json, arena_);
    std::vector<Edit> edits;
    std::string expected;
    uint32_t from = 0;
    for (const Field& field : document.Fields().fields()) {
      if (field.kind != FieldKind::kNumber || random.OneIn(3)) continue;
      const std::string_view with = random.OneIn(2) ? "null" : random.OneIn(2) ? "-1.0E+3" : "0";
      edits.push_back({field.raw, with, kReplaceNumber});
      expected += json.substr(from, field.raw.begin - from);
      expected += with;
      from = field.raw.end;
    }
    expected += json.substr(from);
    const auto encoded = Encode(document, edits);
    ASSERT_TRUE(encoded.has_value()) << json;
    ASSERT_EQ(*encoded, expected) << json;
    ASSERT_TRUE(nlohmann::json::accept(*encoded)) << *encoded;
    replaced += edits.size();
  }
  EXPECT_GT(replaced, 3000u);
}

TEST_F(JsonEncodeTest, RemovesMembersWithOneComma) {
  EXPECT_EQ(Edited(R"({"a":‹1›,"b":2,"c":3})"), R"({"b":2,"c":3})");
  EXPECT_EQ(Edited(R"({"a":1,"b":‹2›,"c":3})"), R"({"a":1,"c":3})");
  EXPECT_EQ(Edited(R"({"a":1,"b":2,"c":‹3›})"), R"({"a":1,"b":2})");
  EXPECT_EQ(Edited(R"({"a":"x‹y›z"})"), R"({})");
  EXPECT_EQ(Edited(R"({"a":‹1›,"b":‹2›,"c":3})"), R"({"c":3})");
  EXPECT_EQ(Edited(R"({"a":‹1›,"b":2,"c":‹3›})"), R"({"b":2})");
  EXPECT_EQ(Edited(R"({"a":1,"b":‹2›,"c":‹3›})"), R"({"a":1})");
  EXPECT_EQ(Edited(R"({"a":‹1›,"b":‹2›,"c":‹3›})"), R"({})");
  EXPECT_EQ(Edited(R"({"a":1,"b":‹2›,"c":‹3›,"d":4,"e":‹5›,"f":‹6›})"), R"({"a":1,"d":4})");
  EXPECT_EQ(Edited(R"({"a":"‹›","b":2})"), R"({"b":2})");
}

TEST_F(JsonEncodeTest, RemovalLeavesWhiteSpace) {
  EXPECT_EQ(Edited("{ \"a\" : ‹1› ,\n \"b\" : 2 }"), "{  \n \"b\" : 2 }");
  EXPECT_EQ(Edited("{ \"a\" : 1 ,\n \"b\" : ‹2›\t}"), "{ \"a\" : 1 \n \t}");
  EXPECT_EQ(Edited("{ \"a\" : ‹1› }"), "{  }");
  EXPECT_EQ(Edited("{ \"a\" : 1 , \"b\" : ‹2› , \"c\" : ‹3› }"), "{ \"a\" : 1     }");
}

TEST_F(JsonEncodeTest, RemovalByKeyTakesTheMember) {
  EXPECT_EQ(Edited(R"({"a‹b›":[1,{"c":2}],"d":3})"), R"({"d":3})");
  EXPECT_EQ(Edited(R"({"‹a›":‹1›,"b":2})"), R"({"b":2})");
  EXPECT_EQ(Edited(R"({"a":1,"‹b›":{"c":‹2›,"d":[‹3›,«4»]}})"), R"({"a":1})");
  EXPECT_EQ(Edited(R"({"‹a›":{"b":‹2›},"c":‹3›,"d":4})"), R"({"d":4})");
  EXPECT_EQ(Edited(R"({"‹a›":{"x":1},"«b»":"«y»"})"), R"({"X":"X"})");
}

TEST_F(JsonEncodeTest, RemovedElementsAndRootsBecomeNull) {
  EXPECT_EQ(Edited(R"([1,‹2›,"a‹b›c"])"), R"([1,null,null])");
  EXPECT_EQ(Edited(R"(["‹a› ‹b›", ‹t›rue])"), R"([null, null])");
  EXPECT_EQ(Edited(R"( "a‹b›" )"), " null ");
  EXPECT_EQ(Edited("‹12›"), "null");
  EXPECT_EQ(Edited(R"({"a":[‹1›,2],"b":‹3›})"), R"({"a":[null,2]})");
}

TEST_F(JsonEncodeTest, EditsInsideWhatIsRemovedVanish) {
  EXPECT_EQ(Edited(R"({"«a»":"«x» ‹y› «z»","b":"«2»"})"), R"({"b":"X"})");
  EXPECT_EQ(Edited(R"(["«x»‹y›«z»"])"), R"([null])");
  EXPECT_EQ(Edited(R"([«1»‹2›«3»,«4»])"), R"([null,"X"])");
  EXPECT_EQ(Edited(R"({"a":‹12›«»,"b":1})"), R"({"b":1})");
}

TEST_F(JsonEncodeTest, RefusesWhatIsNotInOneField) {
  for (std::string_view marked :
       {R"({"«a":"b»"})", R"({«"a"»:"b"})", R"({"a"«:»"b"})", R"(«{"a":"b"}»)", R"(["a«",»"b"])",
        R"([1«,»2])", R"([«1,2»])", R"([«» 1])", R"({"a":‹"b"›})", R"(["a«\»n"])", R"(["«a\»n"])",
        R"(["\ud83d«\ude00»"])", R"(["\u00«e9»"])", "[«]»", "[1«]»", "«»[]"}) {
    EXPECT_EQ(Edited(marked), "redaction_failed") << marked;
  }
  EXPECT_EQ(Edited(R"(["«a»"])", "\xC3"), "redaction_failed");
  EXPECT_EQ(Edited(R"(["«a»"])", "\xED\xA0\x80"), "redaction_failed");
}

TEST_F(JsonEncodeTest, RefusesDisorderAndCutCharacters) {
  std::string json = R"(["abcdé"])";
  auto code = [&](const std::vector<Edit>& edits) {
    auto encoded = Encode(json, edits);
    return encoded ? "fine" : RecordErrorName(encoded.error().code);
  };
  EXPECT_EQ(code({{{2, 3}, "x"}, {{3, 4}, "x"}}), "fine");
  EXPECT_EQ(code({{{3, 4}, "x"}, {{2, 3}, "x"}}), "redaction_failed");
  EXPECT_EQ(code({{{2, 4}, "x"}, {{3, 5}, "x"}}), "redaction_failed");
  EXPECT_EQ(code({{{4, 3}, "x"}}), "redaction_failed");
  EXPECT_EQ(code({{{2, 100}, "x"}}), "redaction_failed");
  EXPECT_EQ(code({{{6, 7}, "x"}}), "redaction_failed");
  EXPECT_EQ(code({{{7, 8}, "x"}}), "redaction_failed");
  EXPECT_EQ(code({{{6, 8}, "x"}}), "fine");
}

// Random documents, random edits inside fields: every byte outside the edits stays, the content
// reads as it was replaced.
TEST_F(JsonEncodeTest, UntouchedBytesStay) {
  constexpr uint64_t kSeed = 918273;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  RandomJson random(kSeed);
  size_t edited = 0;
  for (int round = 0; round < 6000; ++round) {
    arena_.Reset();
    std::string json = random.Document();
    Document document = *codec_.Decode(json, arena_);
    const FieldTable& table = document.Fields();

    std::vector<std::string> texts(64);
    std::vector<Edit> edits;
    // What is expected, by the plain definition: pieces of raw, and escaped replacements by
    // nlohmann's own escaping.
    std::string expected;
    std::vector<std::string> contents;  // of every field, after the edits
    uint32_t from = 0;
    for (const Field& field : table.fields()) {
      std::string content;
      uint32_t text_from = field.text.begin;
      bool token = field.kind == FieldKind::kNumber || field.kind == FieldKind::kLiteral;
      bool touched = false;
      auto boundary = [&](uint32_t offset) {
        return offset >= field.text.end ||
               (static_cast<unsigned char>(document.text()[offset]) & 0xC0) != 0x80;
      };
      for (uint32_t i = field.text.begin; i < field.text.end && edits.size() < texts.size(); ++i) {
        if (!boundary(i) || !random.OneIn(12)) continue;
        uint32_t end = i + 1 + static_cast<uint32_t>(random.Below(6));
        end = std::min(end, field.text.end);
        while (!boundary(end)) ++end;
        Span raw = document.ToRaw({i, end});
        std::string& with = texts[edits.size()];
        with = random.Text(5);
        edits.push_back({raw, with, kReplace});

        if (!touched && token) {
          expected += json.substr(from, field.raw.begin - from) + '"';
          from = field.raw.begin;
        }
        touched = true;
        std::string escaped = nlohmann::json(with).dump();
        // nlohmann escapes U+007F, which need not be.
        for (size_t at; (at = escaped.find("\\u007f")) != std::string::npos;)
          escaped.replace(at, 6, "\x7f");
        expected += json.substr(from, raw.begin - from) + escaped.substr(1, escaped.size() - 2);
        from = raw.end;
        content += document.text().substr(text_from, i - text_from);
        content += with;
        text_from = end;
        i = end - 1;
      }
      if (touched && token) {
        expected += json.substr(from, field.raw.end - from) + '"';
        from = field.raw.end;
      }
      content += document.text().substr(text_from, field.text.end - text_from);
      contents.push_back(content);
    }
    expected += json.substr(from);

    auto encoded = Encode(document, edits);
    ASSERT_TRUE(encoded.has_value()) << json;
    ASSERT_EQ(*encoded, expected) << json;
    ASSERT_TRUE(nlohmann::json::accept(*encoded)) << *encoded;
    Document again = *codec_.Decode(*encoded, arena_);
    const FieldTable& table_again = again.Fields();
    ASSERT_EQ(table_again.fields().size(), contents.size());
    for (size_t i = 0; i < contents.size(); ++i) {
      ASSERT_EQ(table_again.fields()[i].text.In(again.text()), contents[i]);
    }
    edited += edits.size();
  }
  EXPECT_GT(edited, 10000u);
}

// What removal means, said with nlohmann's values: members vanish, elements become null, all else
// is equal. Key order and duplicates are kept by a tree of our own making.
TEST_F(JsonEncodeTest, RandomRemovals) {
  constexpr uint64_t kSeed = 5511;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  RandomJson random(kSeed);
  size_t removed = 0;
  for (int round = 0; round < 6000; ++round) {
    arena_.Reset();
    std::string json = random.Document();
    Document document = *codec_.Decode(json, arena_);
    const FieldTable& table = document.Fields();
    std::vector<bool> gone(table.nodes().size());
    std::vector<Edit> edits;
    size_t dense = random.OneIn(2) ? 2 : 6;
    for (const Field& field : table.fields()) {
      if (!random.OneIn(dense)) continue;
      edits.push_back({field.raw, {}, kRemoveField});
      gone[field.path] = true;
    }
    auto encoded = Encode(document, edits);
    ASSERT_TRUE(encoded.has_value()) << json;
    ASSERT_TRUE(nlohmann::json::accept(*encoded)) << json << "\n" << *encoded;

    // Each node as one line, in order; what hangs below a removed node is gone with it.
    auto lines = [](Document& shown, const std::vector<bool>* removed_nodes) {
      const FieldTable& fields = shown.Fields();
      std::vector<std::string> result;
      std::vector<bool> below(fields.nodes().size());
      for (size_t i = 0; i < fields.nodes().size(); ++i) {
        const PathNode& node = fields.nodes()[i];
        below[i] = i != 0 && below[node.parent];
        if (below[i]) continue;
        std::string line = i == 0                        ? "root"
                           : node.name.data() != nullptr ? "." + std::string(node.name)
                                                         : "[" + std::to_string(node.index);
        char first = shown.raw()[node.raw.begin];
        if (removed_nodes != nullptr && (*removed_nodes)[i]) {
          below[i] = true;
          if (node.name.data() != nullptr) continue;
          line += " null";
        } else {
          line += first == '{' || first == '[' ? " " + std::string(1, first)
                                               : " " + std::string(node.raw.In(shown.raw()));
        }
        result.push_back(line);
      }
      return result;
    };
    Document again = *codec_.Decode(*encoded, arena_);
    ASSERT_EQ(lines(again, nullptr), lines(document, &gone)) << json << "\n" << *encoded;

    // Nothing but members, their commas and elements went: white space is all there.
    auto spaces = [&](std::string_view bytes) {
      return std::count_if(bytes.begin(), bytes.end(),
                           [](char c) { return c == '\n' || c == '\t' || c == '\r'; });
    };
    int64_t lost = 0;
    uint32_t until = 0;
    for (size_t i = 0; i < gone.size(); ++i) {
      const PathNode& node = table.nodes()[i];
      if (!gone[i] || node.member.begin < until) continue;
      lost += spaces(node.member.In(json));
      until = node.member.end;
    }
    ASSERT_EQ(spaces(*encoded) + lost, spaces(json));
    removed += edits.size();
  }
  EXPECT_GT(removed, 10000u);
}

}  // namespace
}  // namespace aegis
