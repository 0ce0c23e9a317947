// Values that are written so that they are not found: they are, to the byte.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/limits.h"
#include "src/plan/rules.h"
#include "tests/unit/detect/detect_testing.h"
#include "tests/unit/detect/draw.h"

namespace aegis {
namespace {

using detect_testing::Bench;
using detect_testing::Draw;

Bench& Everything() {
  static Bench bench(*LoadBuiltinRules());
  return bench;
}

std::string Base64(std::string_view text, bool url = false, bool padded = true) {
  const std::string alphabet =
      std::string("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") +
      (url ? "-_" : "+/");
  std::string out;
  uint32_t value = 0;
  uint32_t bits = 0;
  for (char c : text) {
    value = value << 8 | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 6; bits -= 6) out += alphabet[(value >> (bits - 6)) & 63];
  }
  if (bits != 0) out += alphabet[(value << (6 - bits)) & 63];
  while (padded && out.size() % 4 != 0) out += '=';
  return out;
}

std::string Each(std::string_view text, const char* format) {
  std::string out;
  for (char c : text) {
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, format,
                  static_cast<unsigned>(static_cast<unsigned char>(c)));
    out += buffer;
  }
  return out;
}

std::string Utf8(uint32_t point) {
  char bytes[4];
  size_t size = 0;
  if (point < 0x80) {
    bytes[size++] = static_cast<char>(point);
  } else if (point < 0x800) {
    bytes[size++] = static_cast<char>(0xc0 | point >> 6);
    bytes[size++] = static_cast<char>(0x80 | (point & 63));
  } else if (point < 0x10000) {
    bytes[size++] = static_cast<char>(0xe0 | point >> 12);
    bytes[size++] = static_cast<char>(0x80 | (point >> 6 & 63));
    bytes[size++] = static_cast<char>(0x80 | (point & 63));
  } else {
    bytes[size++] = static_cast<char>(0xf0 | point >> 18);
    bytes[size++] = static_cast<char>(0x80 | (point >> 12 & 63));
    bytes[size++] = static_cast<char>(0x80 | (point >> 6 & 63));
    bytes[size++] = static_cast<char>(0x80 | (point & 63));
  }
  return {bytes, size};
}

std::string DigitsFrom(std::string_view text, uint32_t zero) {
  std::string out;
  for (char c : text) {
    out += c >= '0' && c <= '9' ? Utf8(zero + static_cast<uint32_t>(c - '0')) : std::string(1, c);
  }
  return out;
}

std::string Replaced(std::string text, std::string_view what, std::string_view with) {
  for (size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size()) {
    text.replace(at, what.size(), with);
  }
  return text;
}

// After each character but the last.
std::string Between(std::string_view text, std::string_view with) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    if (i + 1 < text.size()) out += with;
  }
  return out;
}

struct Value {
  std::string entity;
  std::string text;
  bool digits;  // of other scripts, too
};

const std::vector<Value>& Values() {
  static const std::vector<Value> values = {
      {"US_SSN", "536-22-8726", true},
      {"CREDIT_CARD", "4539578763621486", true},
      {"CREDIT_CARD", "4539 5787 6362 1486", true},
      {"IBAN_CODE", "DE89370400440532013000", true},
      {"EMAIL_ADDRESS", "maren.holt@example.org", false},
      {"IP_ADDRESS", "203.0.113.77", true},
      {"UK_NINO", "AB123456C", true},
      {"PHONE_NUMBER", "+44 20 7946 0958", true},
  };
  return values;
}

struct Evasion {
  std::string name;
  std::function<std::string(const std::string&)> write;
};

const std::vector<Evasion>& Evasions() {
  static const std::vector<Evasion> evasions = {
      {"full-width digits", [](const std::string& v) { return DigitsFrom(v, 0xff10); }},
      {"Arabic-Indic digits", [](const std::string& v) { return DigitsFrom(v, 0x660); }},
      {"Devanagari digits", [](const std::string& v) { return DigitsFrom(v, 0x966); }},
      {"mathematical digits", [](const std::string& v) { return DigitsFrom(v, 0x1d7f6); }},
      {"full-width",
       [](const std::string& v) {
         std::string out;
         for (char c : v) out += c == ' ' ? Utf8(0x3000) : Utf8(static_cast<uint32_t>(c) + 0xfee0);
         return out;
       }},
      {"zero-width spaces", [](const std::string& v) { return Between(v, "\u200b"); }},
      {"soft hyphens", [](const std::string& v) { return Between(v, "\u00ad"); }},
      {"joiners", [](const std::string& v) { return Between(v, "\u2060"); }},
      {"marks of direction", [](const std::string& v) { return Between(v, "\u200e"); }},
      {"variation selectors", [](const std::string& v) { return Between(v, "\ufe0f"); }},
      {"no-break spaces", [](const std::string& v) { return Replaced(v, " ", "\u00a0"); }},
      {"thin spaces", [](const std::string& v) { return Replaced(v, " ", "\u2009"); }},
      {"en dashes", [](const std::string& v) { return Replaced(v, "-", "\u2013"); }},
      {"minus signs", [](const std::string& v) { return Replaced(v, "-", "\u2212"); }},
      {"percent", [](const std::string& v) { return Each(v, "%%%02X"); }},
      {"percent twice", [](const std::string& v) { return Each(Each(v, "%%%02X"), "%%%02x"); }},
      {"HTML, decimal", [](const std::string& v) { return Each(v, "&#%u;"); }},
      {"HTML, hexadecimal", [](const std::string& v) { return Each(v, "&#x%x;"); }},
      {"quoted-printable", [](const std::string& v) { return Each(v, "=%02X"); }},
      {"\\u", [](const std::string& v) { return Each(v, "\\u%04x"); }},
      {"\\\\u", [](const std::string& v) { return Each(v, "\\\\u%04x"); }},
      {"\\x", [](const std::string& v) { return Each(v, "\\x%02x"); }},
      {"\\u{}", [](const std::string& v) { return Each(v, "\\u{%x}"); }},
      {"base64", [](const std::string& v) { return Base64(v); }},
      {"base64url", [](const std::string& v) { return Base64(v, true, false); }},
      {"base64 of a sentence",
       [](const std::string& v) { return Base64("please note: " + v + " as agreed"); }},
      {"base64 of JSON", [](const std::string& v) { return Base64("{\"a\":\"" + v + "\"}"); }},
      {"base64 twice", [](const std::string& v) { return Base64(Base64(v)); }},
      {"hex", [](const std::string& v) { return Each(v, "%02x"); }},
      {"HEX", [](const std::string& v) { return Each(v, "%02X"); }},
      {"hex of base64", [](const std::string& v) { return Each(Base64(v), "%02x"); }},
  };
  return evasions;
}

// The settled findings of what is on by default.
std::vector<Finding> FindSettled(std::string_view raw, Format format) {
  auto findings = Everything().Scan(raw, format);
  EXPECT_TRUE(findings) << raw;
  if (!findings) return {};
  std::erase_if(*findings, [&](const Finding& f) {
    return f.score < 0.5f || Everything().rules()[f.rule].by_default == RuleDefault::kOff;
  });
  const auto settled = SettleOverlaps(*findings);
  return {settled.begin(), settled.end()};
}

TEST(Evasion, NoneHidesAValueAndEachIsFoundToTheByte) {
  for (const Evasion& evasion : Evasions()) {
    for (const Value& value : Values()) {
      const std::string written = evasion.write(value.text);
      const std::string text = "Ref " + written + " is what I was given.";
      const auto found = FindSettled(text, Format::kText);
      const bool right = found.size() == 1 && found[0].text.In(text) == written &&
                         Everything().rules()[found[0].rule].entity == value.entity;
      EXPECT_TRUE(right) << evasion.name << ": " << value.text << " in " << text << ", found "
                         << found.size() << " "
                         << (found.empty() ? ""
                                           : Everything().rules()[found[0].rule].id + " " +
                                                 std::string(found[0].text.In(text)));
    }
  }
}

TEST(Evasion, InJsonToo) {
  for (const Evasion& evasion : Evasions()) {
    for (const Value& value : Values()) {
      const std::string written = Replaced(evasion.write(value.text), "\\", "\\\\");
      const std::string text = R"({"id": 7, "note": "it is )" + written + R"(", "n": [1, 2]})";
      const auto found = FindSettled(text, Format::kJson);
      EXPECT_TRUE(found.size() == 1 && Everything().rules()[found[0].rule].entity == value.entity)
          << evasion.name << ": " << value.text << " in " << text;
    }
  }
}

}  // namespace
}  // namespace aegis
