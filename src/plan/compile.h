// YAML → Plan. Every mistake is reported with its position, all at once; a plan comes out only when
// there was none.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/limits.h"
#include "src/base/result.h"
#include "src/plan/plan.h"
#include "src/plan/user_rules.h"
#include "src/plan/yaml.h"
#include "src/redact/keyset.h"

namespace aegis {

struct PlanInput {
  // The values of `policies:` and `routes:` (a list of mappings, of which only
  // schema::kEngineRouteKeys are read). Null: the file has none. Their structure was checked by
  // schema::Check with the types of policy_schema.h; what that refused is not reported again.
  const yaml::Node* policies = nullptr;
  const yaml::Node* routes = nullptr;
  // By their names in the file. A null keyset is one that could not be read, which was reported by
  // who tried.
  std::map<std::string, std::shared_ptr<const Keyset>> keys;
  size_t max_record_bytes = limits::kDefaultRecordBytes;
  // One for each route; may be empty: then `name:` of the route, or route1, route2, …
  std::vector<std::string> route_names;
  // Null: the built-in ones.
  const std::vector<Rule>* rules = nullptr;
  // What `rules:` and the files that it names do to those.
  std::vector<UserRulesText> user_rules;
};

// Null when there were problems; they are in `diagnostics`. `diagnostics` may hold some already:
// the engine's own are added then, but nothing is compiled.
std::shared_ptr<const Plan> CompilePlan(const PlanInput& input, yaml::Diagnostics& diagnostics);

// A plan of one policy and one route, for who has no file: `aegis scan`, the library.
struct SimplePlan {
  std::vector<std::string> detect = {"pii", "secrets"};
  float min_score = 0.5f;
  Action action = ReplaceAction{};
  NumberForm numbers = NumberForm::kString;
  Format format = Format::kText;
  bool auto_format = false;
  size_t max_record_bytes = limits::kDefaultRecordBytes;
  const std::vector<Rule>* rules = nullptr;  // null: the built-in ones
};
Result<std::shared_ptr<const Plan>> MakePlan(const SimplePlan& simple);

// A whole document of `policies` and `routes` with the engine's keys only (and `name`): tests, the
// library.
Result<std::shared_ptr<const Plan>> PlanFromYaml(
    std::string_view text, std::map<std::string, std::shared_ptr<const Keyset>> keys = {},
    const std::vector<Rule>* rules = nullptr);

}  // namespace aegis
