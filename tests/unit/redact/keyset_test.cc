#include "src/redact/keyset.h"

#include <gtest/gtest.h>

namespace aegis {
namespace {

// 32 bytes 0, 1, 2, …
constexpr std::string_view kKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
// The same with a spare bit set, which some decoders take.
constexpr std::string_view kOtherSpelling = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9=";

std::string Json(std::string_view key) {
  return R"({"version":1,"primary":"k1","keys":{"k1":")" + std::string(key) + R"("}})";
}

TEST(Keyset, ReadsKeysAndPrimary) {
  const auto keyset =
      ParseKeyset(R"({"version":1,"primary":"k2","keys":{"k1":")" + std::string(kKey) +
                  R"(","k2":"//////////////////////////////////////////8="}})");
  ASSERT_TRUE(keyset) << keyset.error().message;
  EXPECT_EQ(keyset->primary, "k2");
  EXPECT_EQ(keyset->keys.size(), 2U);
  for (size_t i = 0; i < 32; ++i) EXPECT_EQ(keyset->keys.at("k1")[i], i);
  EXPECT_EQ(keyset->primary_key()[31], 0xFF);
}

TEST(Keyset, RefusesEverythingElseAndNeverQuotesIt) {
  const std::string marker = "c2VjcmV0";
  const std::pair<std::string, std::string> cases[] = {
      {"", "it is not JSON, or names a member twice"},
      {"{", "it is not JSON, or names a member twice"},
      {"[]", "it is not a JSON object"},
      {"{}", "its members must be `version`, `primary` and `keys`"},
      {Json(kKey) + "x", "it is not JSON, or names a member twice"},
      {R"({"version":2,"primary":"k1","keys":{"k1":"c2VjcmV0"}})", "`version` must be 1"},
      {R"({"version":1.0,"primary":"k1","keys":{"k1":"c2VjcmV0"}})", "`version` must be 1"},
      {R"({"version":1,"primary":1,"keys":{"k1":"c2VjcmV0"}})",
       "`primary` must be the id of a key"},
      {R"({"version":1,"primary":"k1","keys":["c2VjcmV0"]})",
       "`keys` must be an object of id and key"},
      {R"({"version":1,"primary":"k1","keys":{},"more":"c2VjcmV0"})",
       "its members must be `version`, `primary` and `keys`"},
      {R"({"version":1,"primary":"k1","keys":{}})", "`primary` names no key of `keys`"},
      {R"({"version":1,"primary":"c2VjcmV0","keys":{"k1":")" + std::string(kKey) + "\"}}",
       "`primary` names no key of `keys`"},
      {R"({"version":1,"primary":"k1","keys":{"a_c2VjcmV0":")" + std::string(kKey) + "\"}}",
       "key ids are 1 to 32 letters, digits and hyphens"},
      {R"({"version":1,"primary":"k1","keys":{"k1":")" + std::string(kKey) + "\",\"k1\":\"" +
           std::string(kKey) + "\"}}",
       "it is not JSON, or names a member twice"},
      {Json("c2VjcmV0"), "every key must be 32 bytes in base64"},
      {Json(std::string(kKey.substr(0, 43))), "every key must be 32 bytes in base64"},
      {Json(" " + std::string(kKey)), "every key must be 32 bytes in base64"},
      {Json(kOtherSpelling), "every key must be 32 bytes in base64"},
      {Json(std::string(44, '!')), "every key must be 32 bytes in base64"},
      {R"({"version":1,"primary":"k1","keys":{"k1":5}})", "every key must be 32 bytes in base64"},
  };
  for (const auto& [text, message] : cases) {
    const auto keyset = ParseKeyset(text);
    ASSERT_FALSE(keyset) << text;
    EXPECT_EQ(keyset.error().message, "not a keyset: " + message) << text;
    EXPECT_EQ(keyset.error().message.find(marker), std::string::npos);
  }
  EXPECT_FALSE(ParseKeyset(std::string(100'000, ' ') + Json(kKey)));
}

}  // namespace
}  // namespace aegis
