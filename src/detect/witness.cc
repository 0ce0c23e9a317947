#include "src/detect/witness.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "src/detect/context.h"
#include "src/detect/layout.h"
#include "src/detect/prefix_body.h"
#include "src/detect/text_class.h"

namespace aegis {

using namespace detect;  // what the shapes are read with

float Strength(const Sighting& miss) {
  switch (miss.verdict) {
    case Verdict::kFound:
      return 1;
    case Verdict::kCheckFailed:
      // One digit in ten checks by chance: that a number does not says little without a word for
      // it.
      return miss.score * (miss.words_for.empty() ? 0.6f : 1);
    case Verdict::kPublishedSample:
      return miss.score;
    case Verdict::kInUuid:
    case Verdict::kFileChecksum:
      return miss.score * 0.4f;
    case Verdict::kNotBounded:
      return miss.score * (miss.words_for.empty() ? 0.5f : 0.9f);
    case Verdict::kNumberNotAllowed:
      return miss.score * 0.9f;
    case Verdict::kPartOfNumber:
      return miss.score * 0.5f;
    case Verdict::kContextMissing:
      return miss.rule_score * (miss.checked ? 0.8f : 0.4f);
    case Verdict::kSpokenAgainst:
      return miss.rule_score * (miss.checked ? 0.9f : 0.7f);
    case Verdict::kLowScore:
      return miss.rule_score * 0.8f;
    case Verdict::kNothing:
      return 0;
  }
  return 0;
}

namespace {

// Near misses that are kept at the least.
constexpr size_t kKept = 20'000;

// The groups of digits that the span is made of, their lengths joined by dashes; empty when it is
// made of something else.
std::string GroupsOf(std::string_view text, Span span, size_t& count) {
  std::string groups;
  uint32_t at = span.begin;
  if (at < span.end && text[at] == '+') ++at;
  count = 0;
  while (at < span.end) {
    const uint32_t begin = at;
    while (at < span.end && IsDigit(text[at])) ++at;
    if (at == begin) return {};
    groups += (groups.empty() ? "" : "-") + std::to_string(at - begin);
    count += at - begin;
    if (at == span.end) break;
    const SeparatorAt separator = ReadSeparator(text, at);
    // 4111111111111111.0 is found as a whole.
    if (separator.kind == kSepNone || at + separator.size >= span.end) return {};
    at += static_cast<uint32_t>(separator.size);
  }
  return groups;
}

// Finds the shape that a span has, one kind of shape after the other. Nothing: not this one, or it
// cannot be told.
class ShapeReader {
 public:
  ShapeReader(std::string_view text, Span span, const Place& place, std::string_view hint)
      : text_(text), span_(span), place_(place), hint_(hint) {}

  std::optional<SeenShape> operator()(const DigitShape& shape) const {
    size_t count = 0;
    const std::string groups = GroupsOf(text_, span_, count);
    if (groups.empty()) return std::nullopt;
    const auto has = [](const auto& list, const auto& what) {
      return std::find(list.begin(), list.end(), what) != list.end();
    };
    const bool undivided = groups.find('-') == std::string::npos;
    const bool fits =
        shape.groups.empty()
            ? undivided || !shape.separators.empty()
            : has(shape.groups, undivided ? std::string() : groups) || has(shape.groups, groups);
    if (!fits || (!shape.lengths.empty() && !has(shape.lengths, count))) return std::nullopt;
    return SeenShape{"digits", groups};
  }

  std::optional<SeenShape> operator()(const WordShape& shape) const {
    for (const std::string& written : shape.layouts) {
      const auto layout = Layout::Parse(written, shape.separators, shape.upper_only);
      std::string compact;
      if (layout && layout->Match(text_, span_.begin, compact) == span_.end) {
        return SeenShape{"layout", written};
      }
    }
    return std::nullopt;
  }

  std::optional<SeenShape> operator()(const TokenShape& shape) const {
    if (span_.size() < shape.min_length || span_.size() > shape.max_length) return std::nullopt;
    return SeenShape{"token", std::to_string(span_.size()) + " of " + shape.chars};
  }

  std::optional<SeenShape> operator()(const PrefixShape& shape) const {
    const std::string_view value = span_.In(text_);
    const auto same = [&](char a, char b) {
      return a == b || (shape.any_case && ToLower(a) == ToLower(b));
    };
    for (const std::string& prefix : shape.prefixes) {
      if (value.size() <= prefix.size() ||
          !std::equal(prefix.begin(), prefix.end(), value.begin(), same)) {
        continue;
      }
      return SeenShape{"prefix", prefix + " and " + shape.body};
    }
    return std::nullopt;
  }

  std::optional<SeenShape> operator()(const LabelledShape& shape) const {
    // The label whose end is nearest; of several that end there the longest.
    for (const std::string& around : {Before(), Name(1), Name(2), Titles(), Form(hint_)}) {
      std::string_view best;
      size_t best_end = 0;
      for (const auto* labels : {&shape.labels, &shape.alone}) {
        for (const std::string& label : *labels) {
          const std::string form = Form(label);
          const size_t at = around.rfind(form);
          if (at == std::string::npos) continue;
          const size_t end = at + form.size();
          if (end > best_end || (end == best_end && label.size() > best.size())) {
            best = label;
            best_end = end;
          }
        }
      }
      if (!best.empty()) return SeenShape{"label", std::string(best)};
    }
    return std::nullopt;
  }

  std::optional<SeenShape> operator()(const NamedMatcher&) const { return std::nullopt; }
  // What users' patterns match is not told from the text.
  template <typename Other>
  std::optional<SeenShape> operator()(const Other&) const {
    return std::nullopt;
  }

 private:
  static constexpr uint32_t kReach = 64;  // of a label, in front of its value

  static std::string Form(std::string_view text) {
    std::string form;
    if (!text.empty()) AppendContextForm(text, form);
    return form;
  }
  std::string Before() const {
    const uint32_t least = span_.begin > kReach ? span_.begin - kReach : 0;
    const uint32_t begin = std::max(place_.text.begin, least);
    return Form(text_.substr(begin, span_.begin - begin));
  }
  std::string Titles() const {
    std::string titles;
    for (uint32_t i = 0; i < place_.title_count; ++i) titles += Form(place_.titles[i]);
    return titles;
  }
  // The field's name, with so many names in all.
  std::string Name(uint32_t levels) const {
    std::string name;
    for (uint32_t i = std::min(levels, place_.name_count); i-- > 0;) {
      name += std::string(place_.names[i]) + " ";
    }
    return Form(name);
  }

  std::string_view text_;
  Span span_;
  const Place& place_;
  std::string_view hint_;
};

// The name of a shape that is not told from the text.
struct ShapeName {
  SeenShape operator()(const RegexShape& shape) const { return {"regex", shape.pattern}; }
  SeenShape operator()(const DictionaryShape&) const { return {"dictionary", "an entry of it"}; }
  SeenShape operator()(const NamedMatcher& shape) const { return {"matcher", shape.name}; }
  SeenShape operator()(const LabelledShape&) const { return {"label", "one of its labels"}; }
  template <typename Other>
  SeenShape operator()(const Other&) const {
    return {"shape", "one of its own"};
  }
};

}  // namespace

SeenShape ShapeAt(const Rule& rule, std::string_view text, Span span, const Place& place,
                  std::string_view hint) {
  const ShapeReader reader(text, span, place, hint);
  for (const Shape& shape : rule.shapes) {
    if (auto seen = std::visit(reader, shape)) return std::move(*seen);
  }
  SeenShape name = std::visit(ShapeName(), rule.shapes.front());
  for (const Shape& shape : rule.shapes) {
    // Of these nothing was tried.
    if (std::holds_alternative<NamedMatcher>(shape) || std::holds_alternative<RegexShape>(shape) ||
        std::holds_alternative<DictionaryShape>(shape)) {
      name = std::visit(ShapeName(), shape);
    }
  }
  return name;
}

void Witness::Add(Sighting sighting) {
  for (size_t i = views_.size(); i-- > 0;) {
    const View& view = views_[i];
    if (view.folded == nullptr) {
      sighting.text = view.payload;
      sighting.read_as = ReadAs::kPayload;
    } else {
      sighting.text = view.folded->ToRaw(sighting.text);
      if (sighting.read_as == ReadAs::kWritten) sighting.read_as = ReadAs::kFolded;
    }
  }
  if (sighting.verdict != Verdict::kFound && ++misses_ == 2 * kKept) Forget();
  sightings_.push_back(std::move(sighting));
}

void Witness::Forget() {
  const auto missed = std::stable_partition(
      sightings_.begin(), sightings_.end(),
      [](const Sighting& sighting) { return sighting.verdict == Verdict::kFound; });
  std::stable_sort(missed, sightings_.end(),
                   [](const Sighting& a, const Sighting& b) { return Strength(a) > Strength(b); });
  const size_t kept = std::min<size_t>(kKept, static_cast<size_t>(sightings_.end() - missed));
  forgotten_ += static_cast<size_t>(sightings_.end() - missed) - kept;
  sightings_.erase(missed + static_cast<std::ptrdiff_t>(kept), sightings_.end());
  misses_ = kept;
}

}  // namespace aegis
