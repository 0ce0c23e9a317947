#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "src/codec/codec.h"
#include "src/redact/hmac.h"
#include "src/redact/mask.h"
#include "src/redact/redact.h"
#include "src/redact/replace.h"

namespace aegis {
namespace {

struct MaskCase {
  uint32_t first;
  uint32_t last;
  std::string_view in;
  std::string_view out;
};

TEST(Mask, KeepsSeparatorsAndTheAskedCharacters) {
  const MaskCase cases[] = {
      {0, 0, "", ""},
      {0, 0, "a", "*"},
      {0, 0, "4111 1111-1111.1111", "**** ****-****.****"},
      {0, 4, "4111 1111 1111 1111", "**** **** **** 1111"},
      {6, 4, "4111111111111111", "411111******1111"},
      {0, 4, "078-05-1120", "***-**-1120"},
      {0, 0, "jane.doe@example.com", "****.***@*******.***"},
      {0, 0, "+49 (170) 1234", "+** (***) ****"},
      {0, 0, "p&s%w_r$", "********"},
      {1, 1, "Jos\xC3\xA9", "J**\xC3\xA9"},  // code points, not bytes
      {1, 0,
       "\xE2\x82\xAC"
       "12",
       "\xE2\x82\xAC**"},
      {0, 0, "\xF0\x9F\x98\x80", "*"},
      {0, 0, "\xFF\xC3", "**"},  // bytes of no character, each one
      // Too short for what would be kept: everything goes.
      {0, 4, "1234", "****"},
      {0, 4, "12345", "*****"},
      {0, 4, "123456", "**3456"},
      {6, 4, "4111111111111", "*************"},
      {4, 4, "12-34-56-78", "**-**-**-**"},
      {4'000'000, 4'000'000, "1234", "****"},
      {0, 1, "1", "*"},
  };
  Arena arena;
  for (const MaskCase& c : cases) {
    const MaskAction action{"*", c.first, c.last};
    EXPECT_EQ(Mask(action, c.in, arena), c.out) << c.in;
    if (c.first == 0 && c.last == 0) {
      EXPECT_EQ(Mask(action, c.out, arena), c.out) << "twice: " << c.in;
    }
  }
  EXPECT_EQ(Mask(MaskAction{"•", 0, 0}, "ab-c", arena), "••-•");
}

TEST(Replace, PutsTheEntityIn) {
  Arena arena;
  EXPECT_EQ(Replace(ReplaceAction{}, "US_SSN", arena), "[US_SSN]");
  EXPECT_EQ(Replace(ReplaceAction{"gone"}, "US_SSN", arena), "gone");
  EXPECT_EQ(Replace(ReplaceAction{""}, "US_SSN", arena), "");
  EXPECT_EQ(Replace(ReplaceAction{"{entity}{entity"}, "A", arena), "A{entity");
  EXPECT_EQ(Replace(ReplaceAction{"<{entity}|{entity}>"}, "LONG_ENTITY_NAME", arena),
            "<LONG_ENTITY_NAME|LONG_ENTITY_NAME>");
  EXPECT_EQ(Replace(ReplaceAction{R"({{"{entity}":{{}}}})"}, "A", arena), R"({"A":{}})");
  EXPECT_EQ(Replace(ReplaceAction{"{{entity}}"}, "A", arena), "{entity}");
}

std::shared_ptr<const Keyset> TestKeys() {
  auto keys = std::make_shared<Keyset>();
  keys->primary = "k1";
  keys->keys["k1"] = {};
  keys->keys["old-1"].fill(1);
  return keys;
}

TEST(Hmac, MatchesRfc4231) {
  // Test case 3 has a key of 20 bytes 0xaa; HMAC pads keys with zeros, so the same key in 32 bytes
  // gives the same MAC.
  Keyset::Key key{};
  std::fill(key.begin(), key.begin() + 20, 0xAA);
  auto mac = HmacSha256::New(key);
  ASSERT_TRUE(mac);
  std::array<unsigned char, 32> out{};
  for (int round = 0; round < 2; ++round) {  // the context is used again
    ASSERT_TRUE((*mac)->Compute(std::string(50, '\xdd'), out));
    std::string hex;
    for (unsigned char byte : out) {
      hex += "0123456789abcdef"[byte >> 4];
      hex += "0123456789abcdef"[byte & 15];
    }
    EXPECT_EQ(hex, "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  }
}

TEST(Hmac, TokensAreStableAndRecognised) {
  Arena arena;
  HmacAction action{TestKeys(), "ids", false, 16};
  auto mac = HmacSha256::New(action.key->primary_key());
  ASSERT_TRUE(mac);
  const auto token = HmacToken(action, "US_SSN", "078-05-1120", **mac, arena);
  const auto again = HmacToken(action, "US_SSN", "078-05-1120", **mac, arena);
  const auto other = HmacToken(action, "US_SSN", "078-05-1121", **mac, arena);
  ASSERT_TRUE(token && again && other);
  EXPECT_EQ(*token, *again);
  EXPECT_NE(*token, *other);
  EXPECT_TRUE(token->starts_with("US_SSN_k1_"));
  EXPECT_EQ(token->size(), std::string_view("US_SSN_k1_").size() + 32);

  const auto own = [&](std::string_view text, Span span, std::string_view entity = "US_SSN") {
    return IsOwnToken(text, span, action, entity);
  };
  const std::string text = "id=" + std::string(*token) + ", 078-05-1120";
  const auto size = static_cast<uint32_t>(token->size());
  EXPECT_TRUE(own(text, {3, 3 + size}));
  EXPECT_TRUE(own(text, {13, 3 + size}));  // a part of it
  EXPECT_FALSE(own(text, {0, 3 + size}));  // more than it
  EXPECT_FALSE(own(text, {3, 4 + size}));
  EXPECT_FALSE(own(text, {5 + size, 16 + size}));
  // Not written by these keys, of another length, or glued to a word.
  EXPECT_FALSE(own("US_SSN_k9_0123456789abcdef0123456789abcdef", {0, 42}));
  EXPECT_FALSE(own("US_SSN_k1_0123456789abcdef0123456789abcde", {0, 41}));
  EXPECT_FALSE(own("US_SSN_k1_0123456789abcdef0123456789abcdef0", {0, 43}));
  EXPECT_FALSE(own("xUS_SSN_k1_0123456789abcdef0123456789abcdef", {1, 43}));
  EXPECT_FALSE(own("_k1_0123456789abcdef0123456789abcdef", {0, 36}));
  // Written by an older key of the set.
  EXPECT_TRUE(own("US_SSN_old-1_0123456789abcdef0123456789abcdef", {0, 45}));
}

TEST(Hmac, KeepsTheDomainOfAddressesOnly) {
  HmacAction action{TestKeys(), "ids", true, 16};
  EXPECT_EQ(HmacReplacedBytes(action, "EMAIL_ADDRESS", "jane@example.com"), 4U);
  EXPECT_EQ(HmacReplacedBytes(action, "URL", "jane@example.com"), 16U);
  EXPECT_EQ(HmacReplacedBytes(action, "EMAIL_ADDRESS", "jane"), 4U);
  const std::string_view address = "EMAIL_ADDRESS_k1_0123456789abcdef0123456789abcdef@example.com";
  std::string_view made_for;
  EXPECT_TRUE(IsOwnToken(address, {0, 61}, action, "EMAIL_ADDRESS", &made_for));
  EXPECT_EQ(made_for, "EMAIL_ADDRESS");
  EXPECT_FALSE(IsOwnToken(address, {0, 61}, action, "URL"));
  action.keep_domain = false;
  EXPECT_FALSE(IsOwnToken(address, {0, 61}, action, "EMAIL_ADDRESS"));
}

// Findings in a JSON document, by their text, with one action each.
std::string Redact(std::string_view json,
                   const std::vector<std::pair<std::string_view, Action>>& acts,
                   NumberForm numbers = NumberForm::kString) {
  Arena arena;
  Codecs codecs;
  Codec& codec = codecs.For(Format::kJson);
  auto document = codec.Decode(json, arena);
  if (!document) return "not decoded";
  std::vector<Target> targets;
  std::vector<const Action*> actions;
  for (const auto& [text, action] : acts) {
    const size_t at = document->text().find(text);
    targets.push_back({{static_cast<uint32_t>(at), static_cast<uint32_t>(at + text.size())},
                       &action,
                       "EMAIL_ADDRESS"});
    actions.push_back(&action);
  }
  auto redactor = Redactor::New(actions);
  if (!redactor) return redactor.error().message;
  ArenaVector<Edit> edits(arena);
  if (!(*redactor)->MakeEdits(*document, targets, numbers, edits)) return "no edits";
  auto out = codec.Encode(*document, edits.span(), arena);
  return out ? std::string(*out) : "not encoded";
}

TEST(Redactor, TurnsTargetsIntoEdits) {
  EXPECT_EQ(Redact(R"({"a": "x jane@e.org y", "b" : 1.0})", {{"jane@e.org", ReplaceAction{}}}),
            R"({"a": "x [EMAIL_ADDRESS] y", "b" : 1.0})");
  EXPECT_EQ(Redact(R"({"a": "jane\u0040e.org"})", {{"jane@e.org", MaskAction{}}}),
            R"({"a": "****@*.***"})");
  EXPECT_EQ(Redact(R"({"a": "jane@e.org", "b": 1})", {{"jane@e.org", NoAction{}}}),
            R"({"a": "jane@e.org", "b": 1})");
  EXPECT_EQ(Redact(R"({"a": "jane@e.org", "b": 1})", {{"jane@e.org", DropFieldAction{}}}),
            R"({ "b": 1})");
  EXPECT_EQ(
      Redact(R"({"a": "x1 and x2", "b": "x3"})",
             {{"x1", MaskAction{}}, {"x2", DropFieldAction{}}, {"x3", ReplaceAction{"r\"q"}}}),
      R"({ "b": "r\"q"})");
  const std::string kept =
      Redact(R"({"a": "jane@e.org"})", {{"jane@e.org", HmacAction{TestKeys(), "ids", true, 8}}});
  EXPECT_TRUE(kept.starts_with(R"({"a": "EMAIL_ADDRESS_k1_)")) << kept;
  EXPECT_TRUE(kept.ends_with(R"(@e.org"})")) << kept;
}

TEST(Redactor, GivesNumbersTheFormThatWasAskedFor) {
  const auto of = [](NumberForm form, std::string_view json, std::string_view text,
                     const Action& action) {
    return Redact(json, {{text, action}}, form);
  };
  using enum NumberForm;
  const std::string_view json = R"({"a": -4000555566667775, "b" : 1.0})";
  EXPECT_EQ(of(kString, json, "4000555566667775", MaskAction{"*", 0, 4}),
            R"({"a": "-************7775", "b" : 1.0})");
  EXPECT_EQ(of(kNull, json, "4000555566667775", MaskAction{}), R"({"a": null, "b" : 1.0})");
  EXPECT_EQ(of(kNumber, json, "4000555566667775", MaskAction{}),
            R"({"a": -1111111111111111, "b" : 1.0})");
  EXPECT_EQ(of(kNumber, json, "4000555566667775", DropFieldAction{}), R"({ "b" : 1.0})");
  EXPECT_EQ(of(kNumber, json, "4000555566667775", NoAction{}), json);
  // What is no number has no other form.
  for (const NumberForm form : {kString, kNull, kNumber}) {
    EXPECT_EQ(of(form, R"({"a": "4000555566667775"})", "4000555566667775", ReplaceAction{}),
              R"({"a": "[EMAIL_ADDRESS]"})");
    EXPECT_EQ(of(form, R"({"12": 1})", "12", ReplaceAction{}), R"({"[EMAIL_ADDRESS]": 1})");
    EXPECT_EQ(of(form, R"([true])", "true", MaskAction{}), R"(["****"])");
  }
}

TEST(Redactor, OneValueHasOneTokenHoweverItIsSpelled) {
  for (const Action& action : {Action(MaskAction{"*", 0, 4}), Action(MaskAction{"#", 6, 4}),
                               Action(HmacAction{TestKeys(), "ids", false, 16})}) {
    const std::string plain = Redact("[4000555566667775]", {{"4000555566667775", action}});
    for (std::string_view spelled : {"4000555566667775.0", "4.000555566667775E15",
                                     "4.000555566667775e+15", "40005555666677750e-1"}) {
      const std::string json = "[" + std::string(spelled) + "]";
      EXPECT_EQ(Redact(json, {{spelled, action}}), plain) << spelled;
    }
  }
  // No whole number: as it is written.
  EXPECT_EQ(Redact("[12.50]", {{"12.50", MaskAction{}}}), R"(["**.**"])");
  EXPECT_EQ(Redact("[1.25e1]", {{"1.25e1", MaskAction{}}}), R"(["*.****"])");
}

TEST(Redactor, RefusesAKeyItWasNotTold) {
  Arena arena;
  Codecs codecs;
  auto document = codecs.For(Format::kText).Decode("jane@e.org", arena);
  ASSERT_TRUE(document);
  auto redactor = Redactor::New({});
  ASSERT_TRUE(redactor);
  const Action action = HmacAction{TestKeys(), "ids", false, 16};
  const Target target{{0, 10}, &action, "EMAIL_ADDRESS"};
  ArenaVector<Edit> edits(arena);
  const auto made =
      (*redactor)->MakeEdits(*document, std::span(&target, 1), NumberForm::kString, edits);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, RecordErrorCode::kRedactionFailed);
}

TEST(Actions, HaveTheirNames) {
  EXPECT_EQ(ActionName(MaskAction{}), "mask");
  EXPECT_EQ(ActionName(ReplaceAction{}), "replace");
  EXPECT_EQ(ActionName(HmacAction{}), "hmac");
  EXPECT_EQ(ActionName(DropFieldAction{}), "drop");
  EXPECT_EQ(ActionName(NoAction{}), "none");
}

}  // namespace
}  // namespace aegis
