// What the rules that are on by default find in values that are nobody's: ids, times, versions,
// digests. Each kind has a ceiling, in findings per thousand values.
//
//   AEGIS_NOISE=1 test_detect --gtest_filter='Noise.*'     prints the whole table, a line a kind
//   and a rule
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "src/plan/rules.h"
#include "tests/unit/detect/detect_testing.h"
#include "tests/unit/detect/draw.h"

namespace aegis {
namespace {

using detect_testing::Bench;
using detect_testing::Draw;
using detect_testing::Padded;

constexpr uint32_t kSeed = 20240229;
constexpr size_t kValues = 1500;

// Seconds since 1970 of the years 2001 to 2033.
uint64_t Epoch(Draw& draw) { return draw.Between(1'000'000'000, 1'999'999'999); }
std::string Day(Draw& draw) {
  return Padded(draw.Between(1990, 2035), 4) + Padded(draw.Between(1, 12), 2) +
         Padded(draw.Between(1, 28), 2);
}
std::string Time(Draw& draw) {
  return Padded(draw.Below(24), 2) + Padded(draw.Below(60), 2) + Padded(draw.Below(60), 2);
}

struct Kind {
  std::string name;
  double ceiling;  // findings per thousand
  std::function<std::string(Draw&)> value;
};

std::vector<Kind> Kinds() {
  std::vector<Kind> kinds;
  // What is left at these lengths are cards, and numbers with two check digits or with a date, sex
  // and region besides one.
  const std::map<size_t, double> most = {{11, 12}, {13, 20}, {14, 6}, {15, 9},
                                         {16, 42}, {17, 2},  {18, 8}, {19, 3}};
  for (size_t n = 6; n <= 20; ++n) {
    const auto ceiling = most.find(n);
    kinds.push_back({"number of " + std::to_string(n) + " digits",
                     ceiling == most.end() ? 1 : ceiling->second,
                     [n](Draw& d) { return d.Number(n); }});
  }
  const auto add = [&](std::string name, double ceiling, std::function<std::string(Draw&)> value) {
    kinds.push_back({std::move(name), ceiling, std::move(value)});
  };
  add("zero-padded number of 8 to 14 digits", 4,
      [](Draw& d) { return Padded(d.Below(1'000'000), d.Between(8, 14)); });
  add("epoch, seconds", 1, [](Draw& d) { return std::to_string(Epoch(d)); });
  add("epoch, milliseconds", 10, [](Draw& d) { return std::to_string(Epoch(d)) + d.Digits(3); });
  add("epoch, microseconds", 1, [](Draw& d) { return std::to_string(Epoch(d)) + d.Digits(6); });
  add("epoch, nanoseconds", 1, [](Draw& d) { return std::to_string(Epoch(d)) + d.Digits(9); });
  add("epoch, seconds with a fraction", 0,
      [](Draw& d) { return std::to_string(Epoch(d)) + "." + d.Digits(6); });
  add("yyyymmdd", 0, Day);
  add("yyyymmddhhmm", 1, [](Draw& d) { return Day(d) + Time(d).substr(0, 4); });
  add("yyyymmddhhmmss", 2, [](Draw& d) { return Day(d) + Time(d); });
  add("yyyymmddhhmmssmmm", 2, [](Draw& d) { return Day(d) + Time(d) + d.Digits(3); });
  add("yymmddhhmmss", 2, [](Draw& d) { return Day(d).substr(2) + Time(d); });
  add("yyyymmdd-nnnn", 60, [](Draw& d) { return Day(d) + "-" + d.Digits(4); });
  add("yyyymmdd-hhmmss", 1, [](Draw& d) { return Day(d) + "-" + Time(d); });
  add("yyyy-mm-dd hh:mm:ss", 0, [](Draw& d) {
    const std::string day = Day(d);
    const std::string time = Time(d);
    return day.substr(0, 4) + "-" + day.substr(4, 2) + "-" + day.substr(6) + " " +
           time.substr(0, 2) + ":" + time.substr(2, 2) + ":" + time.substr(4);
  });
  add("order number in sequence", 1, [n = uint64_t{100'234'567}](Draw& d) mutable {
    return std::to_string(n += d.Between(1, 9));
  });
  add("order number of 12 digits in sequence", 1, [n = uint64_t{400'100'234'567}](Draw& d) mutable {
    return std::to_string(n += d.Between(1, 9));
  });
  add("id of time and sequence", 6,
      [](Draw& d) { return std::to_string(Epoch(d) * 4'194'304'000 + d.Below(4'194'304)); });
  add("order number in groups 3-7-7", 1,
      [](Draw& d) { return d.Number(3) + "-" + d.Number(7) + "-" + d.Number(7); });
  add("letters and number", 2,
      [](Draw& d) { return d.Of("ABCDEFGHJKLMNPRSTUVWXYZ", 3) + "-" + d.Number(7); });
  add("letters and a year and number", 1, [](Draw& d) {
    return d.Of("ABCDEFGHJKLMNPRSTUVWXYZ", 3) + "-20" + d.Digits(2) + "-" + d.Digits(6);
  });
  add("part number of letters and digits", 3, [](Draw& d) {
    return d.Of("ABCDEFGHJKLMNPRSTUVWXYZ", 2) + d.Digits(4) + d.Of("ABCDEFGHJKLMNPRSTUVWXYZ", 1);
  });
  add("letter and 7 digits", 2,
      [](Draw& d) { return d.Of("ABCDEFGHJKLMNPRSTUVWXYZ", 1) + d.Digits(7); });
  add("letter and 8 digits", 2,
      [](Draw& d) { return d.Of("ABCDEFGHJKLMNPRSTUVWXYZ", 1) + d.Digits(8); });
  add("letter and 9 digits", 2,
      [](Draw& d) { return d.Of("ABCDEFGHJKLMNPRSTUVWXYZ", 1) + d.Digits(9); });
  add("7 digits and a letter", 2,
      [](Draw& d) { return d.Digits(7) + d.Of("ABCDEFGHJKLMNPRSTUVWXYZ", 1); });
  add("8 digits and a letter", 60,  // one in 23 is a Spanish identity number
      [](Draw& d) { return d.Digits(8) + d.Of("ABCDEFGHJKLMNPRSTUVWXYZ", 1); });
  add("two letters and 9 digits", 2,
      [](Draw& d) { return d.Of("ABCDEFGHJKLMNPRSTUVWXYZ", 2) + d.Digits(9); });
  // A Swedish personal number in one of twelve, a Finnish or Icelandic one in twenty-three.
  add("yymmdd-nnnn", 130, [](Draw& d) { return Day(d).substr(2) + "-" + d.Digits(4); });
  add("order 8-1", 2, [](Draw& d) { return d.Number(8) + "-" + d.Digits(1); });
  add("part number 3-3-4 from low codes", 0,
      [](Draw& d) { return "1" + d.Digits(2) + "-" + d.Digits(3) + "-" + d.Digits(4); });
  add("part number 4-4", 0, [](Draw& d) { return d.Digits(4) + "-" + d.Digits(4); });
  add("part number 5-4", 0, [](Draw& d) { return d.Digits(5) + "-" + d.Digits(4); });
  add("record locator", 1, [](Draw& d) { return d.Of("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", 6); });
  add("upper-case id of 8", 2,
      [](Draw& d) { return d.Of("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", 8); });
  add("upper-case id of 10", 2,
      [](Draw& d) { return d.Of("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", 10); });
  add("upper-case id of 17", 1,
      [](Draw& d) { return d.Of("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", 17); });
  add("ULID", 1, [](Draw& d) { return "01" + d.Of("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 24); });
  add("UUID", 0, [](Draw& d) {
    constexpr std::string_view kHex = "0123456789abcdef";
    return d.Of(kHex, 8) + "-" + d.Of(kHex, 4) + "-4" + d.Of(kHex, 3) + "-a" + d.Of(kHex, 3) + "-" +
           d.Of(kHex, 12);
  });
  add("UUID of digits", 0, [](Draw& d) {
    return d.Digits(8) + "-" + d.Digits(4) + "-4" + d.Digits(3) + "-8" + d.Digits(3) + "-" +
           d.Digits(12);
  });
  add("MD5", 0, [](Draw& d) { return d.Of("0123456789abcdef", 32); });
  add("SHA-1", 0, [](Draw& d) { return d.Of("0123456789abcdef", 40); });
  add("SHA-256", 0, [](Draw& d) { return d.Of("0123456789abcdef", 64); });
  add("short commit", 0, [](Draw& d) { return d.Of("0123456789abcdef", 7 + d.Below(6)); });
  add("base64", 1, [](Draw& d) {
    return d.Of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 200) + "==";
  });
  add("base64url id of 22", 1, [](Draw& d) {
    return d.Of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 22);
  });
  add("version of three", 0, [](Draw& d) {
    return "v" + std::to_string(d.Below(30)) + "." + std::to_string(d.Below(40)) + "." +
           std::to_string(d.Below(999));
  });
  add("version of four, named", 0, [](Draw& d) {
    const std::string number = std::to_string(d.Below(30)) + "." + std::to_string(d.Below(40)) +
                               "." + std::to_string(d.Below(99)) + "." +
                               std::to_string(d.Below(99));
    constexpr std::array<std::string_view, 8> kNames = {
        "version ", "version: ", "v", "Version=", "release ", "build ", "firmware ", "ver. "};
    return std::string(kNames[d.Below(kNames.size())]) + number;
  });
  add("section number", 0, [](Draw& d) {
    return std::to_string(d.Below(30)) + "." + std::to_string(d.Below(40)) + "." +
           std::to_string(d.Below(9));
  });
  add("clause of a regulation", 0,
      [](Draw& d) { return "DFARS 252." + d.Number(3) + "-" + d.Number(4); });
  add("price", 0, [](Draw& d) {
    return std::to_string(d.Between(1, 999)) + "," + d.Digits(3) + "." + d.Digits(2);
  });
  add("price with dots", 0, [](Draw& d) {
    return std::to_string(d.Between(1, 999)) + "." + d.Digits(3) + "," + d.Digits(2);
  });
  add("grouped thousands", 2, [](Draw& d) {
    return std::to_string(d.Between(1, 999)) + " " + d.Digits(3) + " " + d.Digits(3);
  });
  add("coordinates", 0, [](Draw& d) {
    return std::to_string(d.Below(90)) + "." + d.Digits(6) + ", -" + std::to_string(d.Below(180)) +
           "." + d.Digits(6);
  });
  add("row of numbers", 8, [](Draw& d) {
    std::string text;
    for (int i = 0; i < 8; ++i) text += std::to_string(d.Below(1000)) + " ";
    return text;
  });
  add("row of two-digit numbers", 1, [](Draw& d) {
    std::string text;
    for (int i = 0; i < 8; ++i) text += Padded(d.Below(60), 2) + " ";
    return text;
  });
  add("series of two-digit numbers", 0, [](Draw& d) {
    const uint64_t from = d.Between(1, 9);
    std::string text;
    for (uint64_t i = 0; i < 5 + d.Below(3); ++i) text += Padded(from + i, 2) + " ";
    return text;
  });
  add("EAN-13", 28, [](Draw& d) {
    const std::string body = d.Of("0456789", 1) + d.Digits(11);
    unsigned sum = 0;
    for (size_t i = 0; i < 12; ++i) {
      sum += static_cast<unsigned>(body[i] - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return body + static_cast<char>('0' + (10 - sum % 10) % 10);
  });
  add("ISBN-13", 5, [](Draw& d) {
    const std::string body = "978" + d.Digits(9);
    unsigned sum = 0;
    for (size_t i = 0; i < 12; ++i) {
      sum += static_cast<unsigned>(body[i] - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return body + static_cast<char>('0' + (10 - sum % 10) % 10);
  });
  add("trace id and span id", 0, [](Draw& d) {
    return "trace_id=" + d.Of("0123456789abcdef", 32) + " span_id=" + d.Of("0123456789abcdef", 16);
  });
  return kinds;
}

// Where such values stand. No name or word of them speaks for any rule.
std::string Carried(const std::string& value, size_t which, Format& format) {
  format = Format::kText;
  switch (which % 6) {
    case 0:
      return value;
    case 1:
      return "2024-05-03T10:11:12Z INFO worker-3 handled ref=" + value + " in 12 ms";
    case 2:
      format = Format::kJson;
      return R"({"kind":"created","ref":")" + value + R"(","attempt":2})";
    case 3:
      return "Our reference: " + value + ", please quote it.";
    case 4:
      return "order;" + value + ";3;open";
    default: {
      const bool number =
          value.size() < 20 && value[0] != '0' &&
          std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
      format = Format::kJson;
      return number ? R"({"seq":)" + value + "}" : R"(["a",")" + value + R"("])";
    }
  }
}

TEST(Noise, StaysBelowItsCeilings) {
  const auto rules = LoadBuiltinRules();
  ASSERT_TRUE(rules);
  Bench bench{*rules, 0.5f};
  ASSERT_TRUE(bench.ok());
  const bool print = std::getenv("AEGIS_NOISE") != nullptr;
  SCOPED_TRACE(testing::Message() << "seed " << kSeed);
  std::map<std::string, size_t> of_rule;
  uint32_t seed = kSeed;
  for (const Kind& kind : Kinds()) {
    Draw draw(seed++);
    std::map<std::string, std::pair<size_t, std::string>> found;
    size_t values = 0;
    for (size_t i = 0; i < kValues; ++i) {
      Format format = Format::kText;
      const std::string text = Carried(kind.value(draw), i, format);
      const auto findings = bench.Scan(text, format);
      ASSERT_TRUE(findings) << text;
      bool any = false;
      for (const Finding& f : *findings) {
        const Rule& rule = bench.rules()[f.rule];
        if (rule.by_default == RuleDefault::kOff) continue;
        any = true;
        auto& entry = found[rule.id];
        ++entry.first;
        if (entry.second.empty()) entry.second = text;
        ++of_rule[rule.id];
      }
      values += any ? 1 : 0;
    }
    const double share = 1000.0 * static_cast<double>(values) / kValues;
    if (print) std::printf("%-40s %6.1f\n", kind.name.c_str(), share);
    std::string worst;
    for (const auto& [rule, entry] : found) {
      const double part = 1000.0 * static_cast<double>(entry.first) / kValues;
      if (print) std::printf("    %-36s %6.1f  %s\n", rule.c_str(), part, entry.second.c_str());
      worst += " " + rule + " " + std::to_string(part) + " (" + entry.second + ")";
    }
    EXPECT_LE(share, kind.ceiling) << kind.name << ":" << worst;
  }
  if (!print) return;
  std::printf("\nper rule, of a thousand values of all kinds:\n");
  std::vector<std::pair<size_t, std::string>> sorted;
  for (const auto& [rule, count] : of_rule) sorted.push_back({count, rule});
  std::sort(sorted.rbegin(), sorted.rend());
  for (const auto& [count, rule] : sorted) {
    std::printf(
        "%-40s %7.2f\n", rule.c_str(),
        1000.0 * static_cast<double>(count) / (kValues * static_cast<double>(Kinds().size())));
  }
}

}  // namespace
}  // namespace aegis
