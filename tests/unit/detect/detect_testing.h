// What the tests of detection share: scan a text with some rules and say what was found.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/arena.h"
#include "src/codec/codec.h"
#include "src/detect/detector.h"
#include "src/detect/overlap.h"

namespace aegis::detect_testing {

struct Found {
  std::string text;
  std::string rule;
  float score = 0;
  Span span;
};

inline void PrintTo(const Found& found, std::ostream* out) {
  *out << found.rule << " '" << found.text << "' " << found.score;
}

class Bench {
 public:
  explicit Bench(std::span<const Rule> rules, float min_score = 0)
      : rules_(rules.begin(), rules.end()) {
    auto compiled = Detector::Compile(rules_, min_score);
    EXPECT_TRUE(compiled) << (compiled ? "" : compiled.error().message);
    if (!compiled) return;
    detector_ = std::move(*compiled);
    auto scratch = detector_->NewScratch();
    EXPECT_TRUE(scratch);
    if (scratch) scratch_ = std::move(*scratch);
  }

  bool ok() const { return scratch_ != nullptr; }
  const std::vector<Rule>& rules() const { return rules_; }

  RecordResult<std::vector<Finding>> Scan(std::string_view raw, Format format,
                                          std::string_view hint = {}) {
    arena_.Reset();
    auto document = codecs_.For(format).Decode(raw, arena_);
    if (!document) return tl::unexpected<RecordError>(document.error());
    ArenaVector<Finding> findings(arena_);
    if (auto status = detector_->Scan(*document, hint, *scratch_, findings); !status) {
      return tl::unexpected<RecordError>(status.error());
    }
    text_ = std::string(document->text());
    return std::vector<Finding>(findings.begin(), findings.end());
  }

  // Candidates with at least this score. Fails the test when the scan fails.
  std::vector<Found> Find(std::string_view raw, Format format = Format::kText,
                          std::string_view hint = {}, float min_score = 0.5f) {
    std::vector<Found> all;
    auto findings = Scan(raw, format, hint);
    EXPECT_TRUE(findings) << (findings ? "" : RecordErrorName(findings.error().code));
    if (!findings) return all;
    for (const Finding& f : *findings) {
      if (f.score < min_score) continue;
      all.push_back({std::string(f.text.In(text_)), rules_[f.rule].id, f.score, f.text});
    }
    return all;
  }

  // The entities and texts that are left after overlaps are settled: "US_SSN 078-05-1120".
  std::vector<std::string> Settled(std::string_view raw, Format format = Format::kText) {
    std::vector<std::string> all;
    auto findings = Scan(raw, format);
    EXPECT_TRUE(findings);
    if (!findings) return all;
    std::erase_if(*findings, [&](const Finding& f) {
      return f.score < 0.5f || rules_[f.rule].by_default == RuleDefault::kOff;
    });
    for (const Finding& f : SettleOverlaps(*findings)) {
      all.push_back(rules_[f.rule].entity + " " + std::string(f.text.In(text_)));
    }
    return all;
  }

  const Detector& detector() const { return *detector_; }

 private:
  std::vector<Rule> rules_;
  std::unique_ptr<Detector> detector_;
  std::unique_ptr<Detector::Scratch> scratch_;
  Codecs codecs_;
  Arena arena_;
  std::string text_;
};

}  // namespace aegis::detect_testing
