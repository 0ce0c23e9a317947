// decode → detect → redact → encode, with the built-in rules, for every format.
// Input: one byte that chooses the format and what JSON numbers become, then the record.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "src/codec/codec.h"
#include "src/codec/utf8.h"
#include "src/pipeline.h"
#include "src/plan/compile.h"

namespace {

using aegis::Format;
using aegis::NumberForm;

constexpr size_t kNumberForms = 3;

// In every build, unlike assert.
#define REQUIRE(condition)                                                           \
  do {                                                                               \
    if (!(condition)) {                                                              \
      std::fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                  \
    }                                                                                \
  } while (false)

aegis::Pipeline& PipelineFor(Format format, NumberForm numbers) {
  static std::array<std::unique_ptr<aegis::Pipeline>, aegis::kFormatCount * kNumberForms> pipelines;
  auto& pipeline =
      pipelines[static_cast<size_t>(format) * kNumberForms + static_cast<size_t>(numbers)];
  if (pipeline == nullptr) {
    auto plan = aegis::MakePlan({.numbers = numbers, .format = format});
    REQUIRE(plan.has_value());
    auto made = aegis::Pipeline::New(*plan);
    REQUIRE(made.has_value());
    pipeline = std::move(*made);
  }
  return *pipeline;
}

// Reads what a finding became.
void SkipReplacement(std::string_view entity, std::string_view& rest) {
  REQUIRE(rest.starts_with("["));
  rest.remove_prefix(1);
  REQUIRE(rest.starts_with(entity));
  rest.remove_prefix(entity.size());
  REQUIRE(rest.starts_with("]"));
  rest.remove_prefix(1);
}

// Reads what a JSON number became, of which `token` is the whole.
void SkipNumber(std::string_view token, std::string_view entity, NumberForm numbers,
                std::string_view& rest) {
  if (numbers == NumberForm::kString) {
    const std::string_view before = token.starts_with('-') ? "\"-" : "\"";
    REQUIRE(rest.starts_with(before));
    rest.remove_prefix(before.size());
    SkipReplacement(entity, rest);
    REQUIRE(rest.starts_with('"'));
    rest.remove_prefix(1);
    return;
  }
  const size_t size = numbers == NumberForm::kNull ? 4 : token.size();
  REQUIRE(rest.size() >= size);
  const std::string_view put = rest.substr(0, size);
  REQUIRE(numbers == NumberForm::kNumber ? put != token : put == "null");
  rest.remove_prefix(size);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;  // an empty value is no document, and passes
  static aegis::Arena arena;
  arena.Reset();
  const Format format = static_cast<Format>(data[0] % aegis::kFormatCount);
  const auto numbers = static_cast<NumberForm>(data[0] / aegis::kFormatCount % kNumberForms);
  aegis::Pipeline& pipeline = PipelineFor(format, numbers);
  const aegis::RuleSet& rules = pipeline.plan().rules;

  // A copy of the exact size, so that a read past its end is seen.
  const std::vector<char> record(data + 1, data + size);
  const std::string_view raw(record.data(), record.size());

  const auto seen = pipeline.Inspect(raw, 0, arena);
  if (!seen) {
    REQUIRE(seen.error().offset <= raw.size());
    return 0;
  }
  aegis::Codecs codecs;
  auto document = codecs.For(format).Decode(raw, arena);
  REQUIRE(document.has_value());
  // Every byte outside of what was found is as it came.
  std::string_view rest = seen->redacted;
  uint32_t from = 0;
  for (const aegis::Finding& finding : seen->findings) {
    REQUIRE(from <= finding.text.begin && finding.text.begin < finding.text.end);
    REQUIRE(finding.text.end <= raw.size());
    if (format != Format::kBytes) {
      REQUIRE(aegis::IsCharacterBoundary(raw, finding.text.begin));
      REQUIRE(aegis::IsCharacterBoundary(raw, finding.text.end));
    }
    aegis::Place place;
    const bool number = format == Format::kJson &&
                        document->Locate(document->ToText(finding.text.begin), place) &&
                        place.kind == aegis::FieldKind::kNumber;
    const aegis::Span changed = number ? document->ToRaw(place.text) : finding.text;
    const std::string_view kept = raw.substr(from, changed.begin - from);
    REQUIRE(rest.starts_with(kept));
    rest.remove_prefix(kept.size());
    const std::string_view entity = rules.EntityName(rules.EntityOf(finding.rule));
    if (number) {
      SkipNumber(changed.In(raw), entity, numbers, rest);
    } else {
      SkipReplacement(entity, rest);
    }
    from = changed.end;
  }
  REQUIRE(rest == raw.substr(from));
  REQUIRE(codecs.For(format).Decode(seen->redacted, arena).has_value());

  // The way of a record decides the same.
  const uint16_t routes[] = {0};
  const aegis::Header header{"header", raw};
  aegis::Input input;
  input.record.key = "key";
  input.record.value = raw;
  input.record.headers = {&header, 1};
  input.routes = routes;
  const auto decisions = pipeline.Process({&input, 1}, arena);
  REQUIRE(decisions.size() == 1);
  if (const auto* forward = std::get_if<aegis::Forward>(&decisions[0].outcome)) {
    REQUIRE(forward->value == seen->redacted);
  }
  return 0;
}
