#include "src/pipeline.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "src/codec/codec.h"
#include "src/codec/utf8.h"
#include "src/detect/overlap.h"
#include "src/detect/repeats.h"
#include "src/detect/validators/registry.h"
#include "src/explain.h"
#include "src/recognise.h"
#include "src/redact/redact.h"
#include "src/reuse.h"

namespace aegis {

std::string_view DropReasonName(DropReason reason) {
  switch (reason) {
    case DropReason::kDuplicate:
      return "duplicate";
  }
  return "unknown";
}

namespace {

// One part of a record (its value, its key, a header), decoded and scanned with all rules of the
// plan: what the policies make of it comes later.
struct Scanned {
  bool decoded = false;
  bool scanned = false;
  bool failed = false;
  RecordError error;
  Codec* codec = nullptr;
  Document document;
  std::span<const Finding> findings;
};

// What its first byte says that a value is, behind a byte order mark, white space and control bytes
// (of which some producers write five in front of an object). A quote may begin a text, too.
enum class Guess : uint8_t { kJson, kJsonString, kText };

Guess GuessFormat(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const auto first = std::find_if(bytes.begin(), bytes.end(),
                                  [](char c) { return static_cast<unsigned char>(c) > ' '; });
  if (first == bytes.end()) return Guess::kText;
  if (*first == '{' || *first == '[') return Guess::kJson;
  return *first == '"' ? Guess::kJsonString : Guess::kText;
}

size_t BytesWithHeaders(const Record& record) {
  size_t bytes = record.key.size() + record.value.size();
  for (const Header& header : record.headers) bytes += header.name.size() + header.value.size();
  return bytes;
}

// All that a policy wants to know of itself for every record.
struct PolicyView {
  const Policy* policy = nullptr;
  std::vector<const HmacAction*> tokens;
};

bool Allowed(const Policy& policy, std::string_view text) {
  const auto begins = [text](const std::string& prefix) { return text.starts_with(prefix); };
  const auto ends = [text](const std::string& suffix) { return text.ends_with(suffix); };
  return (!policy.allow_values.empty() && policy.allow_values.contains(text)) ||
         std::any_of(policy.allow_prefixes.begin(), policy.allow_prefixes.end(), begins) ||
         std::any_of(policy.allow_suffixes.begin(), policy.allow_suffixes.end(), ends);
}

bool Covered(const FieldRule& rule, const FieldTable& table, const Field& field) {
  // A key names its member; only a pattern for what holds the member speaks of the key.
  if (field.kind == FieldKind::kKey) {
    return field.path != 0 && rule.path.Covers(table, table.nodes()[field.path].parent);
  }
  return rule.path.Covers(table, field.path);
}

using RuleCheck = bool (*)(std::string_view) noexcept;

bool IsEarlier(const Finding& a, const Finding& b) {
  return std::tie(a.text.begin, a.text.end, a.rule) < std::tie(b.text.begin, b.text.end, b.rule);
}

// The counts of one decision.
void Count(uint16_t entity, const Action& action, ArenaVector<FindingCount>& counts) {
  const auto kind = static_cast<uint8_t>(action.index());
  for (FindingCount& count : counts) {
    if (count.entity == entity && count.action == kind) {
      ++count.count;
      return;
    }
  }
  counts.push_back({entity, kind, 1});
}

}  // namespace

struct Pipeline::Scratch {
  std::shared_ptr<const Plan> plan;
  std::vector<PolicyView> policies;
  Codecs codecs;
  std::unique_ptr<Detector::Scratch> scan;
  std::unique_ptr<Redactor> redactor;
  std::vector<RuleCheck> checks;  // by rule; null: it has none
  BatchPasts pasts;
  std::vector<std::unique_ptr<Recogniser>> recognisers;  // by route; null: it has no dedup
  std::unique_ptr<ValueOutcomes> outcomes;               // null: no route reuses them
  // What only the record in work needs: used again for the next one, it stays in the cache.
  Arena work{64 * 1024};
};

namespace {

// What was done to one part on one route.
struct Redacted {
  std::string_view bytes;
  std::span<const Splice> splices = {};  // that made them; only where outcomes are kept
  bool found = false;                    // something that an action other than none is for
  std::span<const Finding> findings = {};
};

// Everything about one record; its parts are decoded and scanned when the first route asks, and
// once.
class RecordWork final : public ComparedContent {
 public:
  RecordWork(const Plan& plan, std::span<const PolicyView> policies, Codecs& codecs,
             Detector::Scratch& scan, Redactor& redactor, std::span<const RuleCheck> checks,
             ValueOutcomes* outcomes, Arena& work, Arena& arena, const Record& record)
      : plan_(plan),
        policies_(policies),
        codecs_(codecs),
        scan_(scan),
        redactor_(redactor),
        checks_(checks),
        outcomes_(outcomes),
        work_(work),
        arena_(arena),
        record_(record),
        bytes_(BytesWithHeaders(record)) {}

  // Fills what of the decision is not dedup's.
  void Decide(const RoutePlan& route, Decision& decision) {
    ArenaVector<FindingCount> counted(arena_);
    auto forward = Redact(route, counted, decision.reused);
    if (!forward) {
      decision.outcome = Quarantine{forward.error()};
      return;
    }
    decision.counts = counted.span();
    decision.outcome = *forward;
  }

  RecordResult<Inspection> Inspect(const RoutePlan& route) {
    if (bytes_ > std::min(route.max_record_bytes, limits::kMaxRecordBytes)) {
      return Refuse(RecordErrorCode::kTooLarge);
    }
    if (record_.value.empty()) return Inspection{record_.value, {}};
    ArenaVector<FindingCount> counts(arena_);
    Scanned& part = Value(route);
    auto redacted = RedactPart(part, route, /*fields=*/true, counts);
    if (!redacted) return tl::unexpected(redacted.error());
    const std::span<Finding> findings = arena_.NewArray<Finding>(redacted->findings.size());
    std::transform(redacted->findings.begin(), redacted->findings.end(), findings.begin(),
                   [&part](Finding finding) {
                     finding.text = part.document.ToRaw(finding.text);
                     return finding;
                   });
    return Inspection{redacted->bytes, findings};
  }

  RecordResult<Explanation> Explain(const RoutePlan& route, size_t most_near_misses) {
    Witness witness(plan_.rules.rules());
    witness_ = &witness;
    auto inspection = Inspect(route);
    witness_ = nullptr;
    if (!inspection) return tl::unexpected(inspection.error());
    if (record_.value.empty()) return Explanation();
    Document& document = Value(route).document;
    for (Finding& candidate : candidates_) candidate.text = document.ToRaw(candidate.text);
    std::sort(candidates_.begin(), candidates_.end(), IsEarlier);
    return MakeExplanation(plan_.rules, document, inspection->findings, candidates_, witness,
                           most_near_misses);
  }

  // For whom the next questions are.
  void Compare(const RoutePlan& route) { compared_ = &route; }

  std::span<const std::string_view> Pieces(const Content& content) override {
    ArenaVector<std::string_view> pieces(work_);
    switch (content.part) {
      case Content::Part::kValue:
        if (!IsNull(record_.value)) pieces.push_back(record_.value);
        break;
      case Content::Part::kKey:
        if (!IsNull(record_.key)) pieces.push_back(record_.key);
        break;
      case Content::Part::kPath:
        CollectPieces(*content.path, pieces);
        break;
    }
    return pieces.span();
  }

  std::span<const std::string_view> Texts(const Content& content) override {
    ArenaVector<std::string_view> texts(work_);
    switch (content.part) {
      case Content::Part::kValue:
        texts.push_back(record_.value);
        break;
      case Content::Part::kKey:
        texts.push_back(record_.key);
        break;
      case Content::Part::kPath: {
        ArenaVector<std::string_view> pieces(work_);
        CollectPieces(*content.path, pieces);
        for (size_t i = 1; i < pieces.size(); i += 2) texts.push_back(pieces[i]);
        break;
      }
    }
    return texts.span();
  }

  std::string_view Text(const Content& content) override {
    const std::span<const std::string_view> texts = Texts(content);
    if (content.part != Content::Part::kPath) return texts.front();
    size_t bytes = 0;
    for (const std::string_view text : texts) bytes += text.size() + 1;
    char* all = work_.NewBytes(bytes);
    char* to = all;
    for (const std::string_view text : texts) {
      to = std::copy(text.begin(), text.end(), to);
      *to++ = '\n';
    }
    return {all, bytes};
  }

 private:
  // What stands at a path, each behind its kind: the number 1 is not the text 1. Null is nothing:
  // all records without an order number are not one order.
  void CollectPieces(const PathPattern& path, ArenaVector<std::string_view>& pieces) {
    if (record_.value.empty()) return;
    Scanned& part = DecodedValue(*compared_);
    if (part.failed) return;
    Document& document = part.document;
    const FieldTable& table = document.Fields();
    uint32_t covered_until = 0;
    for (uint32_t i = 0; i < table.nodes().size(); ++i) {
      const Span raw = table.nodes()[i].raw;
      if (raw.empty() || raw.begin < covered_until || !path.Covers(table, i)) continue;
      covered_until = raw.end;
      const std::string_view bytes = raw.In(document.raw());
      switch (bytes.front()) {
        case '"': {
          const Field* field = FieldWithin(table, raw);
          if (field == nullptr) continue;
          pieces.push_back("text");
          pieces.push_back(field->text.In(document.text()));
          continue;
        }
        case 'n':
          continue;
        default:
          pieces.push_back("raw");
          pieces.push_back(bytes);
      }
    }
  }

  static const Field* FieldWithin(const FieldTable& table, Span raw) {
    const auto first = std::lower_bound(
        table.fields().begin(), table.fields().end(), raw.begin,
        [](const Field& field, uint32_t offset) { return field.raw.begin < offset; });
    return first == table.fields().end() || first->raw.end > raw.end ? nullptr : &*first;
  }

  RecordResult<Forward> Redact(const RoutePlan& route, ArenaVector<FindingCount>& counts,
                               Reused& reused) {
    if (bytes_ > std::min(route.max_record_bytes, limits::kMaxRecordBytes)) {
      return Refuse(RecordErrorCode::kTooLarge);
    }
    Forward forward{record_.key, record_.value, record_.headers};
    if (!record_.value.empty()) {
      auto value = RedactValue(route, counts, reused);
      if (!value) return tl::unexpected(value.error());
      forward.value = *value;
    }
    if (route.key != KeyMode::kPass && !record_.key.empty()) {
      auto key = RedactPart(Key(), route, /*fields=*/false, counts);
      if (!key) return tl::unexpected(key.error());
      if (key->found && route.key == KeyMode::kCheck) return Refuse(RecordErrorCode::kFindingInKey);
      forward.key = key->bytes;
    }
    if (route.headers == HeaderMode::kRedact) {
      auto headers = RedactHeaders(route, counts);
      if (!headers) return tl::unexpected(headers.error());
      forward.headers = *headers;
    }
    return forward;
  }

  // Nothing of the record but its value has a part in this, nor has any other record: so it may be
  // reused.
  RecordResult<std::string_view> RedactValue(const RoutePlan& route,
                                             ArenaVector<FindingCount>& counts, Reused& reused) {
    const bool reuses =
        outcomes_ != nullptr && route.reuse && record_.value.size() >= kLeastReusedBytes;
    const auto number = static_cast<uint16_t>(&route - plan_.routes.data());
    if (reuses) {
      if (!value_name_) value_name_ = outcomes_->Name(record_.value);
      const auto known =
          outcomes_->Find(*value_name_, number, record_.value, counts, work_, arena_);
      reused = known ? Reused::kHit : Reused::kMiss;
      if (known) return *known;
    }
    const auto redacted = RedactPart(Value(route), route, /*fields=*/true, counts);
    if (reuses) {
      ValueOutcome outcome;
      if (redacted) {
        outcome = {{}, redacted->splices, counts.span()};
      } else {
        outcome.refused = redacted.error();
      }
      outcomes_->Keep(*value_name_, number, outcome, work_);
    }
    if (!redacted) return tl::unexpected(redacted.error());
    return redacted->bytes;
  }

  RecordResult<std::span<const Header>> RedactHeaders(const RoutePlan& route,
                                                      ArenaVector<FindingCount>& counts) {
    std::span<Header> changed;
    for (size_t i = 0; i < record_.headers.size(); ++i) {
      const Header& header = record_.headers[i];
      if (header.value.empty()) continue;
      auto value = RedactPart(HeaderAt(i), route, /*fields=*/false, counts);
      if (!value) return tl::unexpected(value.error());
      if (value->bytes.data() == header.value.data()) continue;
      if (changed.empty()) {
        changed = arena_.NewArray<Header>(record_.headers.size());
        std::copy(record_.headers.begin(), record_.headers.end(), changed.begin());
      }
      changed[i].value = value->bytes;
    }
    if (changed.empty()) return record_.headers;
    return std::span<const Header>(changed);
  }

  Scanned& DecodedValue(const RoutePlan& route) {
    Format format = route.format;
    if (route.auto_format) {
      const Guess guess = GuessFormat(record_.value);
      format = guess == Guess::kJson || (guess == Guess::kJsonString && IsJson(record_.value))
                   ? Format::kJson
                   : Format::kText;
    }
    Scanned*& known = values_[static_cast<size_t>(format)];
    if (known == nullptr) known = work_.New<Scanned>();
    Scanned& part = *known;
    if (!part.decoded) DecodeAs(format, record_.value, part);
    return part;
  }

  Scanned& Value(const RoutePlan& route) {
    Scanned& part = DecodedValue(route);
    if (!part.scanned) Scan({}, part);
    return part;
  }

  Scanned& Key() {
    if (!key_.scanned) ScanUnlabelled(record_.key, {}, key_);
    return key_;
  }

  Scanned& HeaderAt(size_t i) {
    if (headers_.empty()) headers_ = work_.NewArray<Scanned>(record_.headers.size());
    const Header& header = record_.headers[i];
    if (!headers_[i].scanned) ScanUnlabelled(header.value, header.name, headers_[i]);
    return headers_[i];
  }

  bool IsJson(std::string_view bytes) {
    return codecs_.For(Format::kJson).Decode(bytes, work_).has_value();
  }

  // Keys and headers do not say what they are: JSON when they are JSON, else text, else bytes. What
  // begins like an object and is none is refused where it has escapes, which only JSON reads; else
  // nothing is lost by falling back, since every format scans all of the bytes.
  void ScanUnlabelled(std::string_view bytes, std::string_view hint, Scanned& part) {
    const Guess guess = GuessFormat(bytes);
    if (guess != Guess::kText) DecodeAs(Format::kJson, bytes, part);
    const bool refused =
        guess == Guess::kJson && part.failed && bytes.find('\\') != std::string_view::npos;
    if (!refused && (guess == Guess::kText || part.failed)) {
      DecodeAs(IsValidUtf8(bytes) ? Format::kText : Format::kBytes, bytes, part);
    }
    Scan(hint, part);
  }

  void DecodeAs(Format format, std::string_view bytes, Scanned& part) {
    part.decoded = true;
    part.codec = &codecs_.For(format);
    auto document = part.codec->Decode(bytes, work_);
    part.failed = !document;
    if (document) {
      part.document = *document;
    } else {
      part.error = document.error();
    }
  }

  void Scan(std::string_view hint, Scanned& part) {
    part.scanned = true;
    if (part.failed) return;
    ArenaVector<Finding> findings(work_);
    const RecordStatus scanned =
        witness_ == nullptr
            ? plan_.detector->Scan(part.document, hint, scan_, findings)
            : plan_.detector->Explain(part.document, hint, scan_, findings, *witness_);
    if (!scanned) {
      part.failed = true;
      part.error = scanned.error();
      return;
    }
    part.findings = findings.span();
  }

  RecordResult<Redacted> RedactPart(Scanned& part, const RoutePlan& route, bool fields,
                                    ArenaVector<FindingCount>& counts) {
    if (part.failed) return tl::unexpected(part.error);
    const bool by_field = fields && !route.fields.empty();
    if (part.findings.empty() && (!by_field || route.field_actions.empty())) {
      return Redacted{part.document.raw()};
    }
    ArenaVector<Target> always(work_);
    if (by_field) CollectAlways(part.document, route, always);
    const auto settles = Settle(part, route, by_field, always.span());
    if (!settles) return tl::unexpected(settles.error());
    const std::span<const Finding> settled = *settles;
    if (settled.empty() && always.empty()) return Redacted{part.document.raw()};

    ArenaVector<Target> targets(work_);
    Merge(settled, policies_[route.policy], always.span(), targets, counts);
    Redacted out;
    out.findings = settled;
    out.found = std::any_of(targets.begin(), targets.end(), [](const Target& target) {
      return !std::holds_alternative<NoAction>(*target.action);
    });
    ArenaVector<Edit> edits(work_);
    const NumberForm numbers = policies_[route.policy].policy->numbers;
    if (auto made = redactor_.MakeEdits(part.document, targets.span(), numbers, edits); !made) {
      return tl::unexpected(made.error());
    }
    ArenaVector<Splice> splices(work_);
    auto encoded = part.codec->Encode(part.document, edits.span(), arena_,
                                      outcomes_ == nullptr ? nullptr : &splices);
    if (!encoded) return tl::unexpected(encoded.error());
    out.bytes = *encoded;
    out.splices = splices.span();
    return out;
  }

  // Fields that are acted on whatever they hold, in their order. Null and what is empty hide
  // nothing, and only go when the field goes.
  void CollectAlways(Document& document, const RoutePlan& route, ArenaVector<Target>& always) {
    if (route.field_actions.empty()) return;
    const FieldTable& table = document.Fields();
    const std::string_view entity = plan_.rules.EntityName(plan_.rules.field_entity());
    ArenaVector<Target> containers(work_);
    CollectDroppedContainers(document, route, entity, containers);
    size_t next = 0;
    uint32_t dropped_until = 0;
    for (const Field& field : table.fields()) {
      for (; next < containers.size() && containers[next].text.begin <= field.text.begin; ++next) {
        always.push_back(containers[next]);
        dropped_until = containers[next].text.end;
      }
      if (field.kind == FieldKind::kKey || field.text.begin < dropped_until) continue;
      const Action* action = AlwaysActionOf(route, table, field.path);
      if (action == nullptr) continue;
      const bool null =
          field.kind == FieldKind::kLiteral && field.text.In(document.text()).starts_with('n');
      if ((!null && !field.text.empty()) || std::holds_alternative<DropFieldAction>(*action)) {
        always.push_back({field.text, action, entity});
      }
    }
    for (; next < containers.size(); ++next) always.push_back(containers[next]);
  }

  // What the first rule that covers the node does to it; null: nothing.
  static const Action* AlwaysActionOf(const RoutePlan& route, const FieldTable& table,
                                      uint32_t node) {
    for (const FieldRule& rule : route.fields) {
      if (rule.always < 0 || !rule.path.Covers(table, node)) continue;
      return &route.field_actions[static_cast<size_t>(rule.always)];
    }
    return nullptr;
  }

  // Objects and arrays that go as a whole, the outermost ones, in their order.
  void CollectDroppedContainers(Document& document, const RoutePlan& route, std::string_view entity,
                                ArenaVector<Target>& containers) {
    const bool drops = std::any_of(
        route.field_actions.begin(), route.field_actions.end(),
        [](const Action& action) { return std::holds_alternative<DropFieldAction>(action); });
    if (!drops) return;
    const FieldTable& table = document.Fields();
    uint32_t dropped_until = 0;
    for (uint32_t i = 0; i < table.nodes().size(); ++i) {
      const Span raw = table.nodes()[i].raw;
      if (raw.begin < dropped_until || !IsContainer(document, raw)) continue;
      const Action* action = AlwaysActionOf(route, table, i);
      if (action == nullptr || !std::holds_alternative<DropFieldAction>(*action)) continue;
      dropped_until = raw.end;
      containers.push_back(
          {{TextOffset(table, raw.begin), TextOffset(table, raw.end)}, action, entity});
    }
  }

  static bool IsContainer(const Document& document, Span raw) {
    const char first = raw.empty() ? '"' : document.raw()[raw.begin];
    return first == '{' || first == '[';
  }

  // Of a place between fields.
  static uint32_t TextOffset(const FieldTable& table, uint32_t raw_offset) {
    const auto after = std::upper_bound(
        table.fields().begin(), table.fields().end(), raw_offset,
        [](uint32_t offset, const Field& field) { return offset < field.raw.end; });
    if (after == table.fields().begin()) return raw_offset;
    const Field& before = *(after - 1);
    return raw_offset - (before.raw.end - before.text.end);
  }

  // The findings that the route's policy sees, settled. What is left as it is takes no part in the
  // settling of what is not: an address within a URL is masked also where URLs are let through.
  RecordResult<std::span<const Finding>> Settle(Scanned& part, const RoutePlan& route,
                                                bool by_field, std::span<const Target> always) {
    const PolicyView& view = policies_[route.policy];
    ArenaVector<Finding> acted_on(work_);
    ArenaVector<Finding> left(work_);
    for (const Finding& finding : part.findings) {
      if (!IsSeen(finding, part.document, view) ||
          (by_field && IsSettledByField(finding, part.document, route, always))) {
        continue;
      }
      const bool leave = std::holds_alternative<NoAction>(ActionFor(finding, view));
      (leave ? left : acted_on).push_back(finding);
    }
    if (auto added = AddRepeats(part.document, route, by_field, always, acted_on); !added) {
      return tl::unexpected(added.error());
    }
    if (witness_ != nullptr) {
      candidates_.assign(acted_on.begin(), acted_on.end());
      candidates_.insert(candidates_.end(), left.begin(), left.end());
    }
    const std::span<const Finding> acted_settled = SettleOverlaps(acted_on.span());
    if (left.empty()) return acted_settled;
    return Beside(acted_settled, SettleOverlaps(left.span()));
  }

  // What was found once is found wherever it stands in the part.
  RecordStatus AddRepeats(Document& document, const RoutePlan& route, bool by_field,
                          std::span<const Target> always, ArenaVector<Finding>& findings) {
    ArenaVector<Finding> repeats(work_);
    if (auto found = FindRepeats(document.text(), findings, repeats); !found) return found;
    const size_t count = findings.size();
    for (const Finding& repeat : repeats) {
      if (!IsWholeIn(document, repeat.text)) continue;
      if (by_field && IsSettledByField(repeat, document, route, always)) continue;
      findings.push_back(repeat);
    }
    if (findings.size() == count) return {};
    std::sort(findings.begin(), findings.end(), IsEarlier);
    return {};
  }

  // In one field; of a number, all of it: half a number is another number.
  static bool IsWholeIn(Document& document, Span span) {
    const Field* field = document.Fields().At(span.begin);
    if (field == nullptr || !field->text.Contains(span)) return false;
    return field->kind != FieldKind::kNumber || field->text == span;
  }

  // Both lists in one, in order; of `left` only what overlaps nothing of `acted_on`.
  std::span<const Finding> Beside(std::span<const Finding> acted_on,
                                  std::span<const Finding> left) {
    ArenaVector<Finding> both(work_);
    size_t next = 0;
    for (const Finding& finding : left) {
      while (next < acted_on.size() && acted_on[next].text.end <= finding.text.begin) {
        both.push_back(acted_on[next++]);
      }
      const bool overlaps = next < acted_on.size() && acted_on[next].text.Overlaps(finding.text);
      if (!overlaps) both.push_back(finding);
    }
    for (; next < acted_on.size(); ++next) both.push_back(acted_on[next]);
    return both.span();
  }

  static const Action& ActionFor(const Finding& finding, const PolicyView& view) {
    return view.policy->actions[view.policy->action_of_rule[finding.rule]];
  }

  bool IsSeen(const Finding& finding, Document& document, const PolicyView& view) const {
    const Policy& policy = *view.policy;
    if (policy.action_of_rule[finding.rule] == Policy::kNotDetected) return false;
    if (finding.score < policy.min_score) return false;
    if (Allowed(policy, finding.text.In(document.text()))) return false;
    if (policy.numbers == NumberForm::kNumber &&
        redactor_.IsOwnNumber(document, TargetOf(finding, view), work_)) {
      return false;
    }
    const std::string& entity = plan_.rules.EntityName(plan_.rules.EntityOf(finding.rule));
    return std::none_of(view.tokens.begin(), view.tokens.end(), [&](const HmacAction* token) {
      std::string_view made_for;
      return IsOwnToken(document.text(), finding.text, *token, entity, &made_for) &&
             IsEntity(made_for);
    });
  }

  Target TargetOf(const Finding& finding, const PolicyView& view) const {
    const uint16_t entity = plan_.rules.EntityOf(finding.rule);
    return {finding.text, &ActionFor(finding, view), plan_.rules.EntityName(entity),
            checks_[finding.rule]};
  }

  // What looks like a token, but of nothing that tokens are made for, is somebody else's text.
  bool IsEntity(std::string_view name) const {
    for (size_t i = 0; i < plan_.rules.entity_count(); ++i) {
      if (plan_.rules.EntityName(static_cast<uint16_t>(i)) == name) return true;
    }
    return false;
  }

  // Is the finding in a field that is acted on anyway, or not to be looked at?
  static bool IsSettledByField(const Finding& finding, Document& document, const RoutePlan& route,
                               std::span<const Target> always) {
    const auto after = std::upper_bound(
        always.begin(), always.end(), finding.text.begin,
        [](uint32_t offset, const Target& target) { return offset < target.text.end; });
    if (after != always.end() && after->text.Contains(finding.text)) return true;

    const FieldTable& table = document.Fields();
    const Field* field = table.At(finding.text.begin);
    if (field == nullptr || !field->text.Contains(finding.text)) return false;
    return std::any_of(route.fields.begin(), route.fields.end(), [&](const FieldRule& rule) {
      return rule.always < 0 && Covered(rule, table, *field);
    });
  }

  void Merge(std::span<const Finding> settled, const PolicyView& view,
             std::span<const Target> always, ArenaVector<Target>& targets,
             ArenaVector<FindingCount>& counts) {
    size_t next = 0;
    const auto take_always_before = [&](uint32_t offset) {
      for (; next < always.size() && always[next].text.begin < offset; ++next) {
        targets.push_back(always[next]);
        Count(plan_.rules.field_entity(), *always[next].action, counts);
      }
    };
    for (const Finding& finding : settled) {
      take_always_before(finding.text.begin);
      targets.push_back(TargetOf(finding, view));
      Count(plan_.rules.EntityOf(finding.rule), *targets.back().action, counts);
    }
    take_always_before(UINT32_MAX);
  }

  const Plan& plan_;
  std::span<const PolicyView> policies_;
  Codecs& codecs_;
  Detector::Scratch& scan_;
  Redactor& redactor_;
  std::span<const RuleCheck> checks_;
  ValueOutcomes* outcomes_;
  Arena& work_;
  Arena& arena_;
  const Record& record_;
  const size_t bytes_;
  // Who wants to know why, and the findings of the part before they were settled. Mostly nobody.
  Witness* witness_ = nullptr;
  std::vector<Finding> candidates_;
  const RoutePlan* compared_ = nullptr;
  std::optional<dedup::Fingerprint> value_name_;
  std::array<Scanned*, kFormatCount> values_{};  // by what they are read as; null: not yet
  Scanned key_;
  std::span<Scanned> headers_;
};

}  // namespace

Pipeline::Pipeline() : scratch_(std::make_unique<Scratch>()) {}
Pipeline::~Pipeline() = default;

const Plan& Pipeline::plan() const { return *scratch_->plan; }

size_t Pipeline::reuse_bytes() const {
  return scratch_->outcomes == nullptr ? 0 : scratch_->outcomes->bytes_held();
}

Result<std::unique_ptr<Pipeline>> Pipeline::New(std::shared_ptr<const Plan> plan,
                                                const std::optional<ReuseOptions>& reuse) {
  std::unique_ptr<Pipeline> pipeline(new Pipeline());
  Scratch& scratch = *pipeline->scratch_;
  scratch.plan = std::move(plan);
  std::vector<const Action*> actions;
  for (const Policy& policy : scratch.plan->policies) {
    PolicyView& view = scratch.policies.emplace_back();
    view.policy = &policy;
    for (const Action& action : policy.actions) {
      actions.push_back(&action);
      if (const auto* hmac = std::get_if<HmacAction>(&action)) view.tokens.push_back(hmac);
    }
  }
  for (const RoutePlan& route : scratch.plan->routes) {
    for (const Action& action : route.field_actions) actions.push_back(&action);
  }
  for (const Rule& rule : scratch.plan->rules.rules()) {
    const Validator* validator = FindValidator(rule.validator);
    scratch.checks.push_back(validator == nullptr ? nullptr : validator->check);
  }
  for (const RoutePlan& route : scratch.plan->routes) {
    scratch.recognisers.emplace_back();
    if (!route.dedup) continue;
    auto recogniser = Recogniser::New(*route.dedup);
    if (!recogniser) return tl::unexpected(recogniser.error());
    scratch.recognisers.back() = std::move(*recogniser);
  }
  const bool reuses = std::any_of(scratch.plan->routes.begin(), scratch.plan->routes.end(),
                                  [](const RoutePlan& route) { return route.reuse; });
  if (reuse && reuses) {
    auto outcomes = ValueOutcomes::New(*scratch.plan, *reuse);
    if (!outcomes) return tl::unexpected(outcomes.error());
    scratch.outcomes = std::move(*outcomes);
  }
  auto redactor = Redactor::New(actions);
  if (!redactor) return tl::unexpected(redactor.error());
  scratch.redactor = std::move(*redactor);
  auto scan = scratch.plan->detector->NewScratch();
  if (!scan) return tl::unexpected(scan.error());
  scratch.scan = std::move(*scan);
  return pipeline;
}

std::span<const Decision> Pipeline::Process(std::span<const Input> batch, Arena& arena) {
  size_t count = 0;
  for (const Input& input : batch) count += input.routes.size();
  const std::span<Decision> decisions = arena.NewArray<Decision>(count);
  scratch_->pasts.Begin();
  size_t next = 0;
  for (size_t i = 0; i < batch.size(); ++i) {
    const Input& input = batch[i];
    scratch_->work.Reset();
    RecordWork work(*scratch_->plan, scratch_->policies, scratch_->codecs, *scratch_->scan,
                    *scratch_->redactor, scratch_->checks, scratch_->outcomes.get(), scratch_->work,
                    arena, input.record);
    for (size_t place = 0; place < input.routes.size(); ++place) {
      Decision& decision = decisions[next++];
      decision.record = static_cast<uint32_t>(i);
      decision.route = input.routes[place];
      const RoutePlan& route = scratch_->plan->routes[decision.route];
      Recognised recognised;
      BatchPasts::Past* past = nullptr;
      if (route.dedup && place < input.past.size() && input.past[place].entries != nullptr) {
        work.Compare(route);
        past = &scratch_->pasts.Of(input.past[place]);
        const auto answer =
            scratch_->recognisers[decision.route]->Recognise(input.record, work, *past, arena);
        if (!answer) {
          decision.outcome = Quarantine{answer.error()};
          continue;
        }
        recognised = *answer;
        decision.seen = recognised.seen;
        decision.first = recognised.first;
        decision.image_problem = recognised.image_problem;
      }
      const bool duplicate = IsDuplicate(decision.seen);
      if (duplicate && route.dedup->on_duplicate == OnDuplicate::kDrop) {
        decision.outcome = Drop{DropReason::kDuplicate};
        continue;
      }
      work.Decide(route, decision);
      auto* forward = std::get_if<Forward>(&decision.outcome);
      decision.adds_anyway = recognised.adds_anyway;
      decision.adds =
          forward != nullptr ? recognised.adds : recognised.adds.first(recognised.adds_anyway);
      for (const dedup::Entry& entry : decision.adds) past->entries.Add(entry);
      if (!duplicate || forward == nullptr) continue;
      forward->to_duplicates = route.dedup->on_duplicate == OnDuplicate::kRoute;
      forward->headers = TagDuplicate(forward->headers, recognised, input.record.topic, arena);
    }
  }
  return decisions;
}

RecordResult<Inspection> Pipeline::Inspect(std::string_view value, uint16_t route, Arena& arena) {
  Record record;
  record.value = value;
  scratch_->work.Reset();
  RecordWork work(*scratch_->plan, scratch_->policies, scratch_->codecs, *scratch_->scan,
                  *scratch_->redactor, scratch_->checks, /*outcomes=*/nullptr, scratch_->work,
                  arena, record);
  return work.Inspect(scratch_->plan->routes[route]);
}

RecordResult<Explanation> Pipeline::Explain(std::string_view value, uint16_t route,
                                            size_t most_near_misses, Arena& arena) {
  Record record;
  record.value = value;
  scratch_->work.Reset();
  RecordWork work(*scratch_->plan, scratch_->policies, scratch_->codecs, *scratch_->scan,
                  *scratch_->redactor, scratch_->checks, /*outcomes=*/nullptr, scratch_->work,
                  arena, record);
  return work.Explain(scratch_->plan->routes[route], most_near_misses);
}

}  // namespace aegis
