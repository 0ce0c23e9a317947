#include "src/detect/folded.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "src/detect/folded_characters.h"
#include "src/detect/shapes.h"
#include "tests/unit/detect/draw.h"

namespace aegis::detect {
namespace {

using aegis::detect_testing::Draw;

struct Case {
  std::string text;
  std::string folded;
};

FoldedText FoldedOf(std::string_view text, Arena& arena) {
  std::vector<BlockMasks> masks(BlocksOf(text));
  std::vector<BlockMarks> marks(BlocksOf(text));
  BlockState state;
  ClassifyBlocks(text, text.size(), state, masks.data(), marks.data());
  return Folded(text, marks.data(), arena);
}

TEST(Folded, ReadsWhatWasWrittenOtherwise) {
  const Case cases[] = {
      // Digits of other scripts, and full width.
      {"ssn ０７８-０５-１１２０", "ssn 078-05-1120"},
      {"ssn ٠٧٨-٠٥-١١٢٠", "ssn 078-05-1120"},
      {"ssn ०७८-०५-११२०", "ssn 078-05-1120"},
      {"ssn ০৭৮-০৫-১১২০", "ssn 078-05-1120"},
      {"ssn \U0001D7CE\U0001D7D5\U0001D7D6-05-1120", "ssn 078-05-1120"},
      {"jo＠example．com", "jo@example.com"},
      // What is not seen.
      {"078\u200b-05-1\u00ad120", "078-05-1120"},
      {"078-\u206605-\ufe0f11\u202e20", "078-05-1120"},
      {"jo\u200d@exa\u2060mple.com", "jo@example.com"},
      {"4111 \u20601111 1111 \u200e\u200e1111", "4111 1111 1111 1111"},
      // Spaces, dashes, dots, slashes, underscores.
      {"078\u201305\u22121120", "078-05-1120"},
      {"4111\u20071111\u30001111\u202f1111", "4111 1111 1111 1111"},
      {"4111_1111_1111_1111", "4111-1111-1111-1111"},
      {"10\u204412\u22151990", "10/12/1990"},
      // Letters of other scripts in Latin words.
      {"jo@ex\u0430mple.c\u043em", "jo@example.com"},
      {"gh\u0440_abc", "ghp_abc"},
      {"\uff47\uff48p_abc", "ghp_abc"},
      // Spelled out.
      {"jo (at) example (dot) com", "jo@example.com"},
      {"jo[at]example[dot]com", "jo@example.com"},
      {"jo at example dot com", "jo@example.com"},
      {"jo dot smith AT mail dot example DOT com.", "jo.smith@mail.example.com."},
      {"jo(at)example.com", "jo@example.com"},
      {"jo[@]example[.]com", "jo@example.com"},
      {"jo@example dot com", "jo@example.com"},
      // Escapes.
      {"ssn%3D078%2D05%2D1120", "ssn=078-05-1120"},
      {"jo%40example%2ecom", "jo@example.com"},
      {"&#48;78-05-112&#x30;", "078-05-1120"},
      {"jo&commat;example&period;com", "jo@example.com"},
      {"ssn=3D078-05-1120", "ssn=078-05-1120"},
      {"078-05=\r\n-1120", "078-05-1120"},
      {"=30=37=38=2D=30=35-1120", "078-05-1120"},
      {"5=336-2=32-8726", "536-22-8726"},
      {"The=20number=20is:=20536-22-8726", "The number is: 536-22-8726"},
      {"12345678_Z", "12345678-Z"},
      {"call +44 20\n7946 0958", "call +44 20 7946 0958"},
      {"ssn 078-05-\n1120", "ssn 078-05-1120"},
      {"\\u0030\\u00378-05-1120", "078-05-1120"},
      {"\\x30\\x378-05-1120", "078-05-1120"},
      {"\\06078-05-1120", "078-05-1120"},
      {"\\u{30}78-05-1120", "078-05-1120"},
      {"a\\nAB123456C", "a\nAB123456C"},
      // Line breaks within a number.
      {"card 41111111\n11111111.", "card 4111111111111111."},
      {"card 41111111\r\n11111111.", "card 4111111111111111."},
  };
  for (const Case& c : cases) {
    Arena arena;
    const FoldedText folded = FoldedOf(c.text, arena);
    ASSERT_TRUE(folded.differs) << c.text;
    EXPECT_EQ(folded.text, c.folded) << c.text;
  }
}

TEST(Folded, LeavesOrdinaryTextAlone) {
  const std::string texts[] = {
      "",
      "plain text, 100% of it; a=b & c[0] (see at 3) name_of_it",
      "Look at this dot on the map, at noon (at the latest).",
      "meet me at example.com",
      "\u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0440! \u0412\u0430\u0448 "
      "\u0437\u0430\u043a\u0430\u0437",
      "\u0391\u03b8\u03ae\u03bd\u03b1 \u03ba\u03b1\u03b9 \u03c0\u03ac\u03bb\u03b9",
      "Jos\u00e9 M\u00fcller \u2014 \u201cna\u00efve\u201d \u2026",
      "\u4f60\u597d\uff0c\u4e16\u754c\u3002",
      "https://example.com/?a=b&page=2&x=41",
      "id=41 page=42\nuser=4a",
      "field_1, line_2, v1_beta",
      "1\n2\n3\n4\n",
      "10000000\n20000000\n30000000\n",
      "x 10000000\n20000000\n30000000\n",
      "a \U0001F469\u200d\U0001F680 rocket",
  };
  for (const std::string& text : texts) {
    Arena arena;
    const FoldedText folded = FoldedOf(text, arena);
    EXPECT_FALSE(folded.differs) << text << "\n" << folded.text;
  }
}

TEST(Folded, KnowsEveryDecimalDigit) {
  // Of each block of ten the first, the last and their neighbours.
  for (const uint32_t zero : {0x660u, 0x6f0u, 0x7c0u, 0x966u, 0xe50u, 0xf20u, 0x1040u, 0xa620u,
                              0xabf0u, 0xff10u, 0x104a0u, 0x11066u, 0x1d7ceu, 0x1d7f6u, 0x1fbf0u}) {
    for (uint32_t i = 0; i < 10; ++i) {
      const Fold fold = FoldOf(zero + i);
      EXPECT_EQ(fold.kind, FoldKind::kCharacter) << std::hex << zero + i;
      EXPECT_EQ(fold.ascii, static_cast<char>('0' + i)) << std::hex << zero + i;
    }
  }
  EXPECT_EQ(FoldOf(0x65f).kind, FoldKind::kNone);
  EXPECT_EQ(FoldOf(0x66a).kind, FoldKind::kNone);
}

// However a text is made of pieces, each folded byte lies in the bytes of its piece.
TEST(Folded, MapsBackToThePiecesItCameFrom) {
  const Case pieces[] = {
      {"4", "4"},          {"\uff14", "4"},         {"\u0664", "4"},  {"%34", "4"},
      {"&#52;", "4"},      {"\\u0034", "4"},        {"7\u200b", "7"}, {"\\x37", "7"},
      {"\U0001D7D5", "7"}, {"\u0a6d", "7"},         {"ab", "ab"},     {"\u4f60", "\u4f60"},
      {" ", " "},          {"%EF%BC%94", "\uff14"},
  };
  Draw draw(7);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    std::string expected;
    std::vector<Span> of;  // by folded byte: its piece
    const size_t count = draw.Between(1, 60);
    for (size_t i = 0; i < count; ++i) {
      const Case& piece = pieces[draw.Below(std::size(pieces))];
      const Span span{static_cast<uint32_t>(text.size()),
                      static_cast<uint32_t>(text.size() + piece.text.size())};
      text += piece.text;
      expected += piece.folded;
      of.insert(of.end(), piece.folded.size(), span);
    }
    // Nothing that is not seen at the end: it stays.
    text += "x";
    expected += "x";
    of.push_back({static_cast<uint32_t>(text.size() - 1), static_cast<uint32_t>(text.size())});
    Arena arena;
    const FoldedText folded = FoldedOf(text, arena);
    if (!folded.differs) continue;
    ASSERT_EQ(folded.text, expected) << text;
    const Document view(text, folded.text, folded.units, nullptr);
    for (uint32_t i = 0; i < folded.text.size(); ++i) {
      const Span source = view.ToRaw({i, i + 1});
      ASSERT_TRUE(of[i].Contains(source)) << text << " at " << i;
      ASSERT_FALSE(source.empty());
    }
  }
}

}  // namespace
}  // namespace aegis::detect
