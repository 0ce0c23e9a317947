#include "src/plan/dedup.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <string>
#include <utility>

#include "src/dedup/exact.h"
#include "src/dedup/image/decode.h"
#include "src/plan/schema.h"

namespace aegis {
namespace {

using schema::AsString;
using yaml::Diagnostics;
using yaml::Node;
using yaml::Position;

// Of a topic's name, of which it becomes a part.
bool IsTopicText(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
           c == '_' || c == '-';
  });
}

std::optional<std::string> ReadState(const Node& dedup, Position at, const RoutePlan& plan,
                                     Diagnostics& diagnostics) {
  const Node* state = dedup.Find("state");
  const std::string name = state == nullptr ? plan.name : std::string(AsString(state).value_or(""));
  if (!IsTopicText(name)) {
    diagnostics.Add(
        state == nullptr ? at : state->at,
        state == nullptr
            ? "`state` is missing: the route's name cannot be part of a topic's name"
            : "`state` may hold letters, digits, '.', '_' and '-' only: it is part of a "
              "topic's name");
    return std::nullopt;
  }
  if (name.size() > limits::kMaxNameBytes) {
    diagnostics.Add(
        state == nullptr ? at : state->at,
        "the state's name has more than " + std::to_string(limits::kMaxNameBytes) + " characters");
    return std::nullopt;
  }
  return name;
}

std::optional<Content> ReadContent(const Node* of, const RoutePlan& plan,
                                   Diagnostics& diagnostics) {
  Content content;
  const auto text = AsString(of);
  if (!text || *text == "value") return content;
  if (*text == "key") {
    content.part = Content::Part::kKey;
    return content;
  }
  constexpr std::string_view kParts[] = {"value", "key"};
  if (!text->starts_with('$')) {
    diagnostics.Add(of->at, "`" + std::string(*text) +
                                "` is not value, key or a path such as $.id" +
                                yaml::DidYouMean(*text, kParts));
    return std::nullopt;
  }
  if (plan.format != Format::kJson && !plan.auto_format) {
    diagnostics.Add(of->at, "a path needs a format with fields: json or auto");
    return std::nullopt;
  }
  auto path = PathPattern::Parse(*text);
  if (!path) {
    diagnostics.Add(of->at, path.error().message);
    return std::nullopt;
  }
  content.part = Content::Part::kPath;
  content.path = std::move(*path);
  return content;
}

void ReadImages(const yaml::Entry& images, const RoutePlan& plan, DedupPlan& dedup,
                Diagnostics& diagnostics) {
  if constexpr (!dedup::kReadsImages) {
    diagnostics.Add(images.at,
                    "this build reads no pictures: it was made without libjpeg, libpng or libwebp");
    return;
  }
  auto of = ReadContent(images.value.Find("of"), plan, diagnostics);
  if (!of) return;
  if (of->part == Content::Part::kValue && plan.format == Format::kJson && !plan.auto_format) {
    diagnostics.Add(images.at,
                    "`images` needs `of`: no JSON is a picture, only what stands at a path such as "
                    "$.photo");
    return;
  }
  const int64_t radius = schema::AsInteger(images.value.Find("radius")).value_or(8);
  dedup.images = {std::move(*of), static_cast<uint32_t>(radius), {}};
}

OnDuplicate ReadOnDuplicate(const Node* node) {
  if (node == nullptr) return OnDuplicate::kDrop;
  if (node->Find("route") != nullptr) return OnDuplicate::kRoute;
  const bool tag = AsString(node) == "tag" || node->Find("tag") != nullptr;
  return tag ? OnDuplicate::kTag : OnDuplicate::kDrop;
}

// Of all that two fingerprints must share to be comparable.
uint64_t FormOf(const DedupPlan& dedup) {
  std::string text = "fingerprints " + std::to_string(dedup::kFingerprintVersion) + "\n";
  if (dedup.exact) {
    text += "exact " + std::to_string(static_cast<int>(dedup.exact->part)) + ' ' +
            (dedup.exact->path ? dedup.exact->path->text() : std::string()) + '\n';
  }
  if (dedup.near) {
    // The rule follows from the threshold, which is written as it was read.
    text += "near " + std::to_string(static_cast<int>(dedup.near->of.part)) + ' ' +
            (dedup.near->of.path ? dedup.near->of.path->text() : std::string()) + ' ' +
            std::to_string(dedup.near->rule.threshold) + '\n';
  }
  if (dedup.images) {
    // Hashes are the same for every radius.
    text += "images " + std::to_string(static_cast<int>(dedup.images->of.part)) + ' ' +
            (dedup.images->of.path ? dedup.images->of.path->text() : std::string()) + '\n';
  }
  return XXH3_64bits(text.data(), text.size());
}

// The primary first.
void AddKeys(const Keyset& keyset, Position at, DedupPlan& dedup, Diagnostics& diagnostics) {
  const auto add = [&](const Keyset::Key& secret) {
    const auto exact = dedup::ExactKey(secret);
    const auto near = dedup::NearKey::Derive(secret);
    const auto image = dedup::ImageKey::Derive(secret);
    if (!exact) return diagnostics.Add(at, exact.error().message);
    if (!near) return diagnostics.Add(at, near.error().message);
    if (!image) return diagnostics.Add(at, image.error().message);
    dedup.exact_keys.push_back(*exact);
    if (dedup.near) dedup.near->keys.push_back(*near);
    if (dedup.images) dedup.images->keys.push_back(*image);
  };
  add(keyset.primary_key());
  for (const auto& [id, older] : keyset.keys) {
    if (id != keyset.primary) add(older);
  }
}

}  // namespace

std::optional<DedupPlan> ReadDedup(const Node& route, const RoutePlan& plan, const Keysets& keys,
                                   Diagnostics& diagnostics) {
  const yaml::Entry* entry = route.FindEntry("dedup");
  if (entry == nullptr || !entry->value.IsMapping()) return std::nullopt;
  const Node& node = entry->value;
  const size_t problems = diagnostics.size();
  DedupPlan dedup;
  if (auto state = ReadState(node, entry->at, plan, diagnostics)) dedup.state = std::move(*state);
  const Node* exact = node.Find("exact");
  const Node* near = node.Find("near");
  const yaml::Entry* images = node.FindEntry("images");
  if (exact == nullptr && near == nullptr && images == nullptr)
    diagnostics.Add(entry->at, "`dedup` needs `exact`, `near` or `images`: what is compared");
  if (exact != nullptr) dedup.exact = ReadContent(exact->Find("of"), plan, diagnostics);
  if (near != nullptr) {
    if (auto of = ReadContent(near->Find("of"), plan, diagnostics)) {
      const double threshold = schema::AsNumber(near->Find("threshold")).value_or(0.8);
      dedup.near = {std::move(*of), dedup::NearRule::For(threshold), {}};
    }
  }
  if (images != nullptr) ReadImages(*images, plan, dedup, diagnostics);
  constexpr int64_t kHour = 3'600'000;
  dedup.window_ms = schema::AsDurationMs(node.Find("window")).value_or(24 * kHour);
  dedup.max_time_step_ms = schema::AsDurationMs(node.Find("max_time_step")).value_or(kHour);
  dedup.on_duplicate = ReadOnDuplicate(node.Find("on_duplicate"));
  if (const Node* key = node.Find("key"); AsString(key)) {
    dedup.key_name = *AsString(key);
    if (const auto keyset = FindKeyset(*key, keys, diagnostics)) {
      dedup.key_id = keyset->primary;
      AddKeys(*keyset, key->at, dedup, diagnostics);
    }
  }
  if (AsString(node.Find("scope")) == "topic" && (near != nullptr || images != nullptr)) {
    diagnostics.Add(node.Find("scope")->at,
                    "`scope: topic` is for `exact` only: what is similar has no one fingerprint by "
                    "which it could meet");
  }
  // A key that could not be read was reported by who tried.
  if (diagnostics.size() != problems || dedup.exact_keys.empty()) return std::nullopt;
  dedup.form = FormOf(dedup);
  return dedup;
}

}  // namespace aegis
