#include "src/plan/compile.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "src/base/limits.h"
#include "src/codec/codec.h"
#include "src/plan/dedup.h"
#include "src/plan/names.h"
#include "src/plan/plan_hash.h"
#include "src/plan/policy.h"
#include "src/plan/policy_schema.h"
#include "src/plan/rule_schema.h"
#include "src/plan/rules.h"
#include "src/plan/schema.h"
#include "src/redact/replace.h"

namespace aegis {
namespace {

using schema::AsString;
using yaml::Diagnostics;
using yaml::Node;
using yaml::Position;

// Everything read, before rules are united and compiled.
struct Draft {
  std::vector<PolicyDraft> policies;
  std::vector<RoutePlan> routes;
};

void ReadFormat(const Node& route, RoutePlan& plan) {
  const auto name = AsString(route.Find("format"));
  if (!name) return;
  plan.auto_format = *name == "auto";
  if (const auto format = ParseFormat(*name)) plan.format = *format;
}

std::optional<PathPattern> ReadPath(const std::string& text, Position at,
                                    Diagnostics& diagnostics) {
  auto path = PathPattern::Parse(text);
  if (path) return std::move(*path);
  diagnostics.Add(at, path.error().message);
  return std::nullopt;
}

void ReadFields(const Node& route, const Keysets& keys, RoutePlan& plan, Diagnostics& diagnostics) {
  const yaml::Entry* fields = route.FindEntry("fields");
  if (fields == nullptr || !fields->value.IsMapping()) return;
  if (plan.format != Format::kJson && !plan.auto_format) {
    diagnostics.Add(fields->at, "`fields` needs a format with fields: json or auto");
    return;
  }
  std::set<std::string> always_paths;
  if (const Node* always = fields->value.Find("always")) {
    for (const yaml::Entry& entry : always->entries) {
      auto path = ReadPath(entry.key, entry.at, diagnostics);
      auto action = ReadAction(entry.value, entry.key, keys, diagnostics);
      always_paths.insert(entry.key);
      if (!path || !action) continue;
      plan.fields.push_back({std::move(*path), static_cast<int32_t>(plan.field_actions.size())});
      plan.field_actions.push_back(std::move(*action));
    }
  }
  if (const Node* skip = fields->value.Find("skip")) {
    for (const Node& item : skip->items) {
      if (!item.IsScalar()) continue;
      if (always_paths.contains(item.scalar)) {
        diagnostics.Add(item.at, "`" + item.scalar + "` is in `always`, too");
        continue;
      }
      if (auto path = ReadPath(item.scalar, item.at, diagnostics)) {
        plan.fields.push_back({std::move(*path), -1});
      }
    }
  }
}

// The policy a route means; the built-in one is added when the first route needs it.
class PolicyTable {
 public:
  PolicyTable(std::vector<PolicyDraft>& drafts, std::vector<std::string> failed)
      : drafts_(drafts), failed_(std::move(failed)) {}

  uint16_t IndexFor(const Node& route, std::span<const Rule> rules, const RuleNames& names,
                    Diagnostics& diagnostics) {
    const Node* policy = route.Find("policy");
    if (policy != nullptr) return Named(*policy, diagnostics);
    if (drafts_.size() == 1) return 0;
    for (size_t i = 0; i < drafts_.size(); ++i) {
      if (drafts_[i].policy.name == "default") return static_cast<uint16_t>(i);
    }
    if (drafts_.empty()) {
      drafts_.push_back(DefaultPolicy(rules, names, diagnostics));
      return 0;
    }
    diagnostics.Add(route.at, "`policy` is missing; there are several to choose from");
    return 0;
  }

 private:
  uint16_t Named(const Node& policy, Diagnostics& diagnostics) {
    const auto name = AsString(&policy);
    if (!name) return 0;
    std::vector<std::string_view> known;
    for (size_t i = 0; i < drafts_.size(); ++i) {
      if (drafts_[i].policy.name == *name) return static_cast<uint16_t>(i);
      known.push_back(drafts_[i].policy.name);
    }
    if (std::find(failed_.begin(), failed_.end(), *name) != failed_.end()) return 0;
    diagnostics.Add(policy.at,
                    "unknown policy `" + std::string(*name) + "`" + yaml::DidYouMean(*name, known));
    return 0;
  }

  std::vector<PolicyDraft>& drafts_;
  std::vector<std::string> failed_;
};

RoutePlan ReadRoute(const Node& node, const PlanInput& input, Diagnostics& diagnostics) {
  RoutePlan route;
  route.max_record_bytes = input.max_record_bytes;
  ReadFormat(node, route);
  ReadFields(node, input.keys, route, diagnostics);
  if (AsString(node.Find("headers")) == "pass") route.headers = HeaderMode::kPass;
  const auto key = AsString(node.Find("key"));
  if (key == "redact") route.key = KeyMode::kRedact;
  if (key == "pass") route.key = KeyMode::kPass;
  route.reuse = schema::AsBool(node.Find("reuse")).value_or(false);
  return route;
}

// What two routes saw is two things: one drops what the other must forward.
void CheckStateIsOwn(const Node& node, std::span<const RoutePlan> before, const RoutePlan& route,
                     Diagnostics& diagnostics) {
  if (!route.dedup) return;
  for (const RoutePlan& other : before) {
    if (!other.dedup || other.dedup->state != route.dedup->state) continue;
    const Node* state = node.Find("dedup")->Find("state");
    diagnostics.Add(state != nullptr ? state->at : node.Find("dedup")->at,
                    "route `" + other.name + "` has the state `" + route.dedup->state +
                        "` already; give this one a name of its own");
    return;
  }
}

Draft Read(const PlanInput& input, std::span<const Rule> rules, const RuleNames& names,
           Diagnostics& diagnostics) {
  Draft draft;
  std::vector<std::string> failed;
  if (input.policies != nullptr) {
    // One for each route at the most, and routes are limited, too.
    if (const auto& entries = input.policies->entries; entries.size() > limits::kMaxRoutes) {
      diagnostics.Add(input.policies->at,
                      "more than " + std::to_string(limits::kMaxRoutes) + " policies");
      return draft;
    }
    for (const yaml::Entry& entry : input.policies->entries) {
      if (entry.value.IsMapping()) {
        draft.policies.push_back(
            ReadPolicy(entry.key, entry.value, rules, names, input.keys, diagnostics));
      } else {
        failed.push_back(entry.key);
      }
    }
  }
  PolicyTable policies(draft.policies, std::move(failed));
  if (input.routes == nullptr) return draft;
  for (const Node& node : input.routes->items) {
    const size_t number = draft.routes.size();
    RoutePlan route = ReadRoute(node, input, diagnostics);
    route.name =
        number < input.route_names.size()
            ? input.route_names[number]
            : std::string(
                  AsString(node.Find("name")).value_or("route" + std::to_string(number + 1)));
    route.policy = policies.IndexFor(node, rules, names, diagnostics);
    route.dedup = ReadDedup(node, route, input.keys, diagnostics);
    CheckStateIsOwn(node, draft.routes, route, diagnostics);
    draft.routes.push_back(std::move(route));
  }
  return draft;
}

// Keeps only the rules that some policy detects, and renumbers.
std::vector<Rule> UniteRules(std::span<const Rule> rules, std::vector<PolicyDraft>& policies) {
  std::vector<Rule> united;
  std::vector<size_t> kept;
  for (size_t i = 0; i < rules.size(); ++i) {
    const bool needed =
        std::any_of(policies.begin(), policies.end(), [i](const PolicyDraft& draft) {
          return draft.policy.action_of_rule[i] != Policy::kNotDetected;
        });
    if (!needed) continue;
    kept.push_back(i);
    united.push_back(rules[i]);
  }
  for (PolicyDraft& draft : policies) {
    std::vector<uint8_t> actions;
    for (size_t i : kept) actions.push_back(draft.policy.action_of_rule[i]);
    draft.policy.action_of_rule = std::move(actions);
  }
  return united;
}

// A replacement that is itself found would be replaced again by the next pass, and `aegis verify`
// would call it a leak.
class ReplacementCheck {
 public:
  ReplacementCheck(const Plan& plan, Diagnostics& diagnostics)
      : plan_(plan), diagnostics_(diagnostics) {}

  Status Run(const PolicyDraft& draft, const Policy& policy) {
    if (!scratch_) {
      auto scratch = plan_.detector->NewScratch();
      if (!scratch) return tl::unexpected(scratch.error());
      scratch_ = std::move(*scratch);
    }
    for (size_t rule = 0; rule < policy.action_of_rule.size(); ++rule) {
      const uint8_t action = policy.action_of_rule[rule];
      if (action == Policy::kNotDetected || draft.action_at[action] == Position{}) continue;
      const auto* replace = std::get_if<ReplaceAction>(&policy.actions[action]);
      if (replace == nullptr) continue;
      const std::string& entity =
          plan_.rules.EntityName(plan_.rules.EntityOf(static_cast<RuleIndex>(rule)));
      if (auto found = FoundIn(Replace(*replace, entity, arena_), policy)) {
        if (reported_.insert(draft.action_at[action]).second) {
          diagnostics_.Add(draft.action_at[action],
                           "the replacement would itself be found, as " + *found);
        }
      }
    }
    return {};
  }

 private:
  std::optional<std::string> FoundIn(std::string_view text, const Policy& policy) {
    auto document = codecs_.For(Format::kText).Decode(text, arena_);
    if (!document) return std::nullopt;
    ArenaVector<Finding> findings(arena_);
    if (!plan_.detector->Scan(*document, {}, *scratch_, findings)) return std::nullopt;
    for (const Finding& finding : findings) {
      if (finding.score < policy.min_score ||
          policy.action_of_rule[finding.rule] == Policy::kNotDetected ||
          policy.allow_values.contains(finding.text.In(text))) {
        continue;
      }
      return plan_.rules.EntityName(plan_.rules.EntityOf(finding.rule));
    }
    return std::nullopt;
  }

  const Plan& plan_;
  Diagnostics& diagnostics_;
  Codecs codecs_;
  Arena arena_;
  std::unique_ptr<Detector::Scratch> scratch_;
  std::set<Position> reported_;
};

std::vector<std::string> KeyIdsOf(const Plan& plan) {
  std::set<std::string> ids;
  const auto add = [&ids](const std::vector<Action>& actions) {
    for (const Action& action : actions) {
      if (const auto* hmac = std::get_if<HmacAction>(&action)) {
        ids.insert(hmac->key_name + ":" + hmac->key->primary);
      }
    }
  };
  for (const Policy& policy : plan.policies) add(policy.actions);
  for (const RoutePlan& route : plan.routes) {
    add(route.field_actions);
    if (route.dedup) ids.insert(route.dedup->key_name + ":" + route.dedup->key_id);
  }
  return {ids.begin(), ids.end()};
}

std::shared_ptr<const Plan> Finish(Draft draft, std::span<const Rule> rules,
                                   Diagnostics& diagnostics) {
  auto plan = std::make_shared<Plan>();
  plan->rules = RuleSet(UniteRules(rules, draft.policies));
  plan->routes = std::move(draft.routes);
  for (const PolicyDraft& policy : draft.policies) plan->policies.push_back(policy.policy);
  plan->key_ids = KeyIdsOf(*plan);
  plan->hash = HashOf(*plan);
  // What no policy asks for need not be collected: a page of numbers has many weak candidates.
  float least_score = 1;
  for (const Policy& policy : plan->policies) least_score = std::min(least_score, policy.min_score);
  auto detector = Detector::Compile(plan->rules.rules(), least_score);
  if (!detector) {
    diagnostics.Add({}, detector.error().message);
    return nullptr;
  }
  plan->detector = std::move(*detector);

  ReplacementCheck check(*plan, diagnostics);
  const size_t problems = diagnostics.size();
  for (size_t i = 0; i < draft.policies.size(); ++i) {
    if (auto ran = check.Run(draft.policies[i], plan->policies[i]); !ran) {
      diagnostics.Add({}, ran.error().message);
    }
  }
  if (diagnostics.size() != problems) return nullptr;
  return plan;
}

// The rules of the input, or the built-in ones.
Result<std::span<const Rule>> RulesOf(const std::vector<Rule>* given) {
  if (given != nullptr) return std::span<const Rule>(*given);
  const Result<std::vector<Rule>>& builtin = LoadBuiltinRules();
  if (!builtin) return tl::unexpected(builtin.error());
  return std::span<const Rule>(*builtin);
}

tl::unexpected<Error> Invalid(const Diagnostics& diagnostics, std::string_view name) {
  return Fail(ErrorCode::kInvalidArgument, diagnostics.Render(name));
}

}  // namespace

std::shared_ptr<const Plan> CompilePlan(const PlanInput& input, Diagnostics& diagnostics) {
  const auto rules = RulesOf(input.rules);
  if (!rules) {
    diagnostics.Add({}, rules.error().message);
    return nullptr;
  }
  const auto compile = [&](std::span<const Rule> used,
                           const RuleNames& names) -> std::shared_ptr<const Plan> {
    Draft draft = Read(input, used, names, diagnostics);
    if (!diagnostics.empty()) return nullptr;
    return Finish(std::move(draft), used, diagnostics);
  };
  if (input.user_rules.empty()) return compile(*rules, RuleNames(*rules));
  const RuleBook book = ReadUserRules(*rules, input.user_rules, {}, diagnostics);
  return compile(book.rules, book.names);
}

Result<std::shared_ptr<const Plan>> MakePlan(const SimplePlan& simple) {
  const auto rules = RulesOf(simple.rules);
  if (!rules) return tl::unexpected(rules.error());
  const RuleNames names(*rules);
  Diagnostics diagnostics;
  std::vector<NamedAt> detect;
  for (const std::string& name : simple.detect) detect.push_back({name, {}});
  const std::vector<bool> detected = SelectRules(detect, *rules, names, diagnostics);

  Draft draft;
  draft.policies.push_back(DefaultPolicy(*rules, names, diagnostics));
  Policy& policy = draft.policies.front().policy;
  policy.min_score = simple.min_score;
  policy.actions[0] = simple.action;
  policy.numbers = simple.numbers;
  bool any = false;
  for (size_t i = 0; i < detected.size(); ++i) {
    policy.action_of_rule[i] = detected[i] ? uint8_t{0} : Policy::kNotDetected;
    any = any || detected[i];
  }
  if (!any && diagnostics.empty()) diagnostics.Add({}, "nothing to detect");

  RoutePlan route;
  route.name = "scan";
  route.format = simple.format;
  route.auto_format = simple.auto_format;
  route.max_record_bytes = simple.max_record_bytes;
  draft.routes.push_back(std::move(route));

  std::shared_ptr<const Plan> plan;
  if (diagnostics.empty()) plan = Finish(std::move(draft), *rules, diagnostics);
  if (plan != nullptr) return plan;
  std::string message;
  for (const yaml::Problem& problem : diagnostics.Sorted()) {
    message += (message.empty() ? "" : "\n") + problem.message;
  }
  return Fail(ErrorCode::kInvalidArgument, message);
}

namespace {

constexpr auto kFileRouteKeys = [] {
  std::array<schema::Key, schema::kEngineRouteKeys.size() + 1> keys;
  keys[0] = {.name = "name", .type = &schema::kString, .doc = "In reports and metrics"};
  std::copy(schema::kEngineRouteKeys.begin(), schema::kEngineRouteKeys.end(), keys.begin() + 1);
  return keys;
}();
constexpr schema::Type kFileRoute = schema::Mapping(kFileRouteKeys);
constexpr schema::Type kFileRoutes = schema::ListOf(kFileRoute);
constexpr schema::Key kFileKeys[] = {
    {.name = "rules", .type = &rule_schema::kRulesFile, .doc = "Beside the built-in rules"},
    {.name = "policies", .type = &schema::kPolicies, .doc = "What is found and what is done"},
    {.name = "routes", .type = &kFileRoutes, .doc = "Where it is done", .required = true},
};
constexpr schema::Type kFile = schema::Mapping(kFileKeys);

}  // namespace

Result<std::shared_ptr<const Plan>> PlanFromYaml(
    std::string_view text, std::map<std::string, std::shared_ptr<const Keyset>> keys,
    const std::vector<Rule>* rules) {
  Diagnostics diagnostics;
  const std::optional<Node> root = yaml::Parse(text, diagnostics);
  if (!root) return Invalid(diagnostics, "plan");
  schema::Check(*root, kFile, diagnostics);
  PlanInput input;
  input.policies = root->Find("policies");
  input.routes = root->Find("routes");
  input.keys = std::move(keys);
  input.rules = rules;
  if (const Node* node = root->Find("rules")) input.user_rules.push_back({node, {}, {}, {}});
  std::shared_ptr<const Plan> plan = CompilePlan(input, diagnostics);
  if (plan == nullptr) return Invalid(diagnostics, "plan");
  return plan;
}

}  // namespace aegis
