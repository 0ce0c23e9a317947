// Formats by name, and the codecs without structure: text and bytes.
#include "src/codec/codec.h"

#include <gtest/gtest.h>
#include <sys/mman.h>

#include <string>
#include <string_view>

#include "src/base/limits.h"
#include "src/codec/splice.h"
#include "src/codec/utf8.h"

namespace aegis {
namespace {

using namespace std::string_literals;
using enum Edit::Kind;

TEST(FormatTest, NamesGoBothWays) {
  Codecs codecs;
  for (Format format : {Format::kJson, Format::kText, Format::kBytes}) {
    EXPECT_EQ(ParseFormat(FormatName(format)), format);
    EXPECT_EQ(codecs.For(format).format(), format);
  }
  EXPECT_EQ(FormatName(Format::kJson), "json");
  EXPECT_EQ(FormatName(Format::kText), "text");
  EXPECT_EQ(FormatName(Format::kBytes), "bytes");
  EXPECT_EQ(ParseFormat("JSON"), std::nullopt);
  EXPECT_EQ(ParseFormat(""), std::nullopt);
  EXPECT_EQ(ParseFormat("auto"), std::nullopt);
}

TEST(Utf8Test, FirstInvalidByteAgreesWithTheFastCheck) {
  for (const auto& [bytes, at] :
       std::initializer_list<std::pair<std::string, size_t>>{{"", 0},
                                                             {"abc", 3},
                                                             {"a\x80", 1},
                                                             {"\xC3\xA9", 2},
                                                             {"a\xC3", 1},
                                                             {"\xC0\x80", 0},
                                                             {"\xE0\x9F\xBF", 0},
                                                             {"x\xED\xA0\x80", 1},
                                                             {"\xED\x9F\xBF", 3},
                                                             {"\xEF\xBF\xBF", 3},
                                                             {"\xF0\x8F\xBF\xBF", 0},
                                                             {"\xF0\x90\x80\x80", 4},
                                                             {"\xF4\x8F\xBF\xBF", 4},
                                                             {"\xF4\x90\x80\x80", 0},
                                                             {"ok\xF0\x9F\x98", 2},
                                                             {"\xFF", 0}}) {
    EXPECT_EQ(FirstInvalidUtf8(bytes), at) << bytes;
    EXPECT_EQ(IsValidUtf8(bytes), at == bytes.size()) << bytes;
  }
}

class PlainCodecTest : public testing::TestWithParam<Format> {
 protected:
  Codecs codecs_;
  Codec& codec_ = codecs_.For(GetParam());
  Arena arena_;
};

TEST_P(PlainCodecTest, TextIsTheRecordAndOneField) {
  std::string raw = "call 555-0100\n\"now\" \\u0041";
  Document document = *codec_.Decode(raw, arena_);
  EXPECT_EQ(document.text().data(), raw.data());
  EXPECT_TRUE(document.identical());
  const FieldTable& table = document.Fields();
  ASSERT_EQ(table.fields().size(), 1u);
  EXPECT_EQ(table.fields()[0].kind, FieldKind::kText);
  EXPECT_EQ(table.fields()[0].text.In(document.text()), raw);
  EXPECT_EQ(table.fields()[0].raw.In(raw), raw);
  EXPECT_EQ(table.PathOf(table.fields()[0]), "$");
  EXPECT_EQ(table.At(3), &table.fields()[0]);
  EXPECT_EQ(table.At(static_cast<uint32_t>(raw.size())), nullptr);
}

TEST_P(PlainCodecTest, Splices) {
  std::string raw = "call 555-0100 now";
  Document document = *codec_.Decode(raw, arena_);
  EXPECT_EQ(codec_.Encode(document, {}, arena_)->data(), raw.data());
  auto encode = [&](std::vector<Edit> edits) -> std::string {
    ArenaVector<Splice> splices(arena_);
    auto encoded = codec_.Encode(document, edits, arena_, &splices);
    if (encoded) {
      EXPECT_EQ(SpliceAgain(raw, splices.span(), arena_), *encoded);
    }
    return encoded ? std::string(*encoded) : std::string(RecordErrorName(encoded.error().code));
  };
  EXPECT_EQ(encode({{{5, 13}, "[\"x\"]", kReplace}}), "call [\"x\"] now");
  EXPECT_EQ(encode({{{5, 13}, "ignored", kRemoveField}}), "call  now");
  EXPECT_EQ(encode({{{0, 4}, "a", kReplace}, {{4, 5}, "b", kReplace}, {{14, 17}, "", kReplace}}),
            "ab555-0100 ");
  EXPECT_EQ(encode({{{0, 17}, "", kReplace}}), "");
  EXPECT_EQ(encode({{{0, 0}, "a", kReplace}, {{17, 17}, "b", kReplace}}), "acall 555-0100 nowb");
  EXPECT_EQ(encode({{{5, 13}, "a", kReplace}, {{12, 14}, "b", kReplace}}), "redaction_failed");
  EXPECT_EQ(encode({{{5, 18}, "a", kReplace}}), "redaction_failed");
  EXPECT_EQ(encode({{{5, 4}, "a", kReplace}}), "redaction_failed");
}

TEST_P(PlainCodecTest, EmptyAndAbsent) {
  for (std::string_view raw : {std::string_view(), std::string_view("")}) {
    auto document = codec_.Decode(raw, arena_);
    ASSERT_TRUE(document.has_value());
    EXPECT_TRUE(document->text().empty());
    EXPECT_EQ(document->Fields().fields().size(), 1u);
    EXPECT_EQ(document->Fields().At(0), nullptr);
    EXPECT_EQ(codec_.Encode(*document, {}, arena_)->size(), 0u);
    std::vector<Edit> insert = {{{0, 0}, "x", kReplace}};
    EXPECT_EQ(*codec_.Encode(*document, insert, arena_), "x");
  }
}

INSTANTIATE_TEST_SUITE_P(Formats, PlainCodecTest, testing::Values(Format::kText, Format::kBytes),
                         [](const auto& test) { return std::string(FormatName(test.param)); });

TEST(TextCodecTest, WantsUtf8) {
  Codecs codecs;
  Arena arena;
  auto refused = codecs.For(Format::kText).Decode("abc\xE9 d", arena);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error(), (RecordError{RecordErrorCode::kInvalidUtf8, 3}));

  std::string raw = "aé";
  Document document = *codecs.For(Format::kText).Decode(raw, arena);
  for (const Edit& edit :
       {Edit{{1, 2}, "x", kReplace}, Edit{{2, 3}, "x", kReplace}, Edit{{0, 1}, "\xFF", kReplace}}) {
    EXPECT_FALSE(codecs.For(Format::kText).Encode(document, {&edit, 1}, arena).has_value());
  }
  Edit whole{{1, 3}, "ü", kReplace};
  EXPECT_EQ(*codecs.For(Format::kText).Encode(document, {&whole, 1}, arena), "aü");
}

TEST(BytesCodecTest, TakesAnything) {
  Codecs codecs;
  Arena arena;
  std::string raw = "\0\xFF\xC3(4111)\x80"s;
  Document document = *codecs.For(Format::kBytes).Decode(raw, arena);
  Edit edit{{4, 8}, "\xFE", kReplace};
  EXPECT_EQ(*codecs.For(Format::kBytes).Encode(document, {&edit, 1}, arena),
            "\0\xFF\xC3(\xFE)\x80"s);
}

// Address space only: nothing of it is read.
TEST(LimitsTest, HugeRecordsAreRefusedUnread) {
  constexpr size_t kHuge = (size_t{4} << 30) + 2;
  void* place = mmap(nullptr, kHuge, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  ASSERT_NE(place, MAP_FAILED);
  Codecs codecs;
  Arena arena;
  for (size_t size : {limits::kMaxRecordBytes + 1, kHuge}) {
    for (Format format : {Format::kJson, Format::kText, Format::kBytes}) {
      auto document = codecs.For(format).Decode({static_cast<const char*>(place), size}, arena);
      ASSERT_FALSE(document.has_value());
      EXPECT_EQ(document.error().code, RecordErrorCode::kTooLarge);
    }
  }
  munmap(place, kHuge);
}

}  // namespace
}  // namespace aegis
