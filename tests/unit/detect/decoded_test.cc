#include "src/detect/decoded.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/detect/draw.h"

namespace aegis::detect {
namespace {

using aegis::detect_testing::Draw;

struct Case {
  std::string text;  // the payload's run between < and >
  std::string decoded;
};

// The words that the scan would ask about.
bool FirstPayload(std::string_view text, Arena& arena, Payload& payload) {
  PayloadReader reader(text, arena);
  for (size_t begin = 0; begin < text.size();) {
    if (!IsAlnum(text[begin])) {
      ++begin;
      continue;
    }
    size_t end = begin;
    while (end < text.size() && IsAlnum(text[end])) ++end;
    size_t read = 0;
    if (end - begin >= limits::kMinPayloadBytes &&
        reader.Read({static_cast<uint32_t>(begin), static_cast<uint32_t>(end)}, 0, payload, read)) {
      return true;
    }
    begin = end;
  }
  return false;
}

TEST(PayloadReader, DecodesTextAndTakesAllOfIt) {
  const Case cases[] = {
      {"x <NTM2LTIyLTg3MjY=> y", "536-22-8726"},
      {"x <NTM2LTIyLTg3MjY> y", "536-22-8726"},
      {"x=<TlRNMkxUSXlMVGczTWpZPQ==>", "NTM2LTIyLTg3MjY="},
      {"data:text/plain;base64,<am9AZXhhbXBsZS5vcmc=>", "jo@example.org"},
      {"GET /files/<am9AZXhhbXBsZS5vcmc=> HTTP", "jo@example.org"},
      {"<c3VicGxvdD4_Pz8-Pz8_IG9rIDEyMzQ>", "subplot>?\?\?>?\?\? ok 1234"},
      {"0x<6a6f406578616d706c652e6f7267>", "jo@example.org"},
      {"<6A6F406578616D706C652E6F7267>.", "jo@example.org"},
      {"<0L/RgNC40LLQtdGCLCDRjdGC0L4gam9AZXhhbXBsZS5vcmc=>",
       "\u043f\u0440\u0438\u0432\u0435\u0442, \u044d\u0442\u043e jo@example.org"},
  };
  for (const Case& c : cases) {
    const size_t open = c.text.find('<');
    const size_t close = c.text.find('>');
    const std::string text = c.text.substr(0, open) + c.text.substr(open + 1, close - open - 1) +
                             c.text.substr(close + 1);
    Arena arena;
    Payload payload;
    ASSERT_TRUE(FirstPayload(text, arena, payload)) << text;
    EXPECT_EQ(payload.text, c.decoded) << text;
    // 0x may belong to it.
    EXPECT_LE(payload.run.begin, open) << text;
    EXPECT_GE(payload.run.begin + 2, open) << text;
    EXPECT_EQ(payload.run.end, close - 1) << text;
  }
}

TEST(PayloadReader, FollowsLines) {
  std::string plain;
  for (int i = 0; i < 20; ++i) plain += "line " + std::to_string(i) + " of a letter; ";
  const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string run;
  uint32_t value = 0;
  uint32_t bits = 0;
  size_t in_line = 0;
  const auto put = [&](uint32_t digit) {
    if (in_line == 76) {
      run += "\r\n";
      in_line = 0;
    }
    run += alphabet[digit & 63];
    ++in_line;
  };
  for (char c : plain) {
    value = value << 8 | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 6; bits -= 6) put(value >> (bits - 6));
  }
  if (bits != 0) put(value << (6 - bits));
  Arena arena;
  Payload payload;
  const std::string text = "\r\n" + run + "\r\nend";
  ASSERT_TRUE(FirstPayload(text, arena, payload));
  EXPECT_EQ(payload.text, plain);
  EXPECT_EQ(payload.run.In(text), run);
}

TEST(PayloadReader, LeavesNoiseAlone) {
  Draw draw(11);
  size_t decoded = 0;
  constexpr std::string_view kHex = "0123456789abcdef";
  constexpr std::string_view kAlnum =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  for (int i = 0; i < 20'000; ++i) {
    const std::string noise[] = {draw.Of(kHex, 32), draw.Of(kHex, 64), draw.Of(kAlnum, 20),
                                 draw.Of(kAlnum, 40), draw.Of(kAlnum, 64)};
    for (const std::string& text : noise) {
      Arena arena(1024);
      Payload payload;
      decoded += FirstPayload(text, arena, payload) ? 1 : 0;
    }
  }
  EXPECT_LE(decoded, 2U);
  for (const char* text :
       {"internationalization", "550e8400-e29b-41d4-a716-446655440000", "customerSubscriptionId2",
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk",
        "MIIEvQIBADANBgkqhkiG9w0BAQ"}) {
    Arena arena;
    Payload payload;
    EXPECT_FALSE(FirstPayload(text, arena, payload)) << text;
  }
}

// What it remembers of a text changes no answer.
TEST(PayloadReader, AnswersAsOneThatHasReadNothing) {
  constexpr uint32_t kSeed = 20261122;
  Draw draw(kSeed);
  const std::string pieces[] = {"\n",
                                "\r\n",
                                "-",
                                "/",
                                "+",
                                " ",
                                "=",
                                "4111111111111111",
                                "TlRNMkxUSXlMVGczTWpZPQ",
                                "c3VicGxvdD4",
                                std::string(60, 'Q'),
                                std::string(64, 'Q'),
                                "6A6F406578616D706C652E6F7267",
                                "a1",
                                "Zm9v"};
  size_t payloads = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (size_t i = draw.Below(40); i > 0; --i) text += pieces[draw.Below(std::size(pieces))];
    Arena arena;
    PayloadReader reader(text, arena);
    uint32_t from = 0;
    for (size_t begin = 0; begin < text.size();) {
      size_t end = begin;
      while (end < text.size() && IsAlnum(text[end])) ++end;
      const Span word{static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
      begin = std::max(end, begin + 1);
      if (word.size() < limits::kMinPayloadBytes || word.begin < from) continue;
      Payload payload;
      size_t read = 0;
      const bool found = reader.Read(word, from, payload, read);
      Payload expected;
      size_t expected_read = 0;
      ASSERT_EQ(found, PayloadReader(text, arena).Read(word, from, expected, expected_read))
          << "seed " << kSeed << ": " << text;
      ASSERT_EQ(read, expected_read);
      if (!found) continue;
      ++payloads;
      ASSERT_EQ(payload.text, expected.text);
      ASSERT_EQ(payload.run.begin, expected.run.begin);
      ASSERT_EQ(payload.run.end, expected.run.end) << text;
      from = payload.run.end;
    }
  }
  EXPECT_GT(payloads, 1000u);
}

}  // namespace
}  // namespace aegis::detect
