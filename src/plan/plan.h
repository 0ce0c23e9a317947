// A Plan is everything the engine is told: policies, rules, keys and what to do on each route;
// compiled, checked, immutable. A reload makes a new one and swaps it between two transactions.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "src/base/limits.h"
#include "src/codec/codec.h"
#include "src/codec/path.h"
#include "src/dedup/image_hash.h"
#include "src/dedup/mac.h"
#include "src/dedup/minhash.h"
#include "src/dedup/near_search.h"
#include "src/detect/detector.h"
#include "src/detect/rule.h"
#include "src/redact/action.h"

namespace aegis {

// All rules that a plan knows, with their entities numbered. Shared by all policies of the plan: a
// record is scanned once with the union of what its policies detect.
class RuleSet {
 public:
  explicit RuleSet(std::vector<Rule> rules);
  const std::vector<Rule>& rules() const { return rules_; }
  uint16_t EntityOf(RuleIndex rule) const { return entity_of_[rule]; }
  const std::string& EntityName(uint16_t entity) const { return entities_[entity]; }
  size_t entity_count() const { return entities_.size(); }
  // Names what is acted on because its field says so (`fields.always`), not because a rule found
  // it. The last entity.
  uint16_t field_entity() const { return static_cast<uint16_t>(entities_.size() - 1); }

 private:
  std::vector<Rule> rules_;
  std::vector<uint16_t> entity_of_;
  std::vector<std::string> entities_;
};

// Lets a set of strings be asked with a view, without a copy.
struct TextHash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
using TextSet = std::unordered_set<std::string, TextHash, std::equal_to<>>;

struct Policy {
  std::string name;
  float min_score = 0.5f;
  NumberForm numbers = NumberForm::kString;
  std::vector<Action> actions;  // [0] is the default
  std::vector<uint8_t>
      action_of_rule;    // per rule of the RuleSet: index into actions, or kNotDetected
  TextSet allow_values;  // exact texts that are no findings
  std::vector<std::string>
      allow_prefixes;  // from allow.patterns: see docs/configuration.md for what is taken
  std::vector<std::string> allow_suffixes;
  static constexpr uint8_t kNotDetected = 0xff;
};

enum class HeaderMode : uint8_t { kRedact, kPass };
enum class KeyMode : uint8_t { kCheck, kRedact, kPass };

// `fields` of a route: paths whose content is not looked at, and paths that are always acted on.
struct FieldRule {
  PathPattern path;
  int32_t always = -1;  // index into RoutePlan::field_actions; -1: skip
};

// What of a record is compared.
struct Content {
  enum class Part : uint8_t { kValue, kKey, kPath } part = Part::kValue;
  std::optional<PathPattern> path;  // of kPath
};

enum class OnDuplicate : uint8_t { kDrop, kTag, kRoute };

// `dedup` of a route.
struct DedupPlan {
  std::string state;
  std::string key_name;
  std::string key_id;  // of the primary
  // The primary's, which writes, before those that still read.
  std::vector<dedup::MacKey> exact_keys;
  std::optional<Content> exact;
  struct Near {
    Content of;
    dedup::NearRule rule;
    std::vector<dedup::NearKey> keys;  // as exact_keys
  };
  std::optional<Near> near;
  struct Images {
    Content of;
    uint32_t radius = 0;
    std::vector<dedup::ImageKey> keys;  // as exact_keys
  };
  std::optional<Images> images;
  int64_t window_ms = 0;
  int64_t max_time_step_ms = 0;
  OnDuplicate on_duplicate = OnDuplicate::kDrop;
  // Of what makes two fingerprints comparable. Keys are no part of it: what was written under
  // another one is not found.
  uint64_t form = 0;
};

struct RoutePlan {
  std::string name;
  Format format = Format::kJson;
  bool auto_format = false;  // JSON when it starts like JSON, else text; broken JSON is quarantined
  uint16_t policy = 0;       // index into Plan::policies
  std::vector<FieldRule> fields;
  std::vector<Action> field_actions;
  HeaderMode headers = HeaderMode::kRedact;
  KeyMode key = KeyMode::kCheck;
  size_t max_record_bytes = limits::kDefaultRecordBytes;
  std::optional<DedupPlan> dedup;
  bool reuse = false;  // what was worked out for the same value; changes nothing else
};

struct Plan {
  RuleSet rules{{}};
  std::unique_ptr<Detector> detector;  // over rules.rules()
  std::vector<Policy> policies;
  std::vector<RoutePlan> routes;
  std::vector<std::string> key_ids;  // names and primary ids of the keys in use, for receipts
  std::string
      hash;  // hex; over the rules, the policies, the engine's part of the routes and the key ids
};

}  // namespace aegis
