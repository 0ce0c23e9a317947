// Reads policies and actions out of their YAML.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "src/plan/names.h"
#include "src/plan/plan.h"
#include "src/plan/yaml.h"

namespace aegis {

using Keysets = std::map<std::string, std::shared_ptr<const Keyset>>;

// A policy before the rules of all policies are united: action_of_rule is over all rules there are.
struct PolicyDraft {
  Policy policy;
  std::vector<yaml::Position> action_at;  // beside Policy::actions; {0,0}: built in
};

// Nothing: reported, or of a structure that schema::Check has reported. `applies_to` is what the
// action is for (an entity, a field path, `default`) and only decides what the action may say.
std::optional<Action> ReadAction(const yaml::Node& node, std::string_view applies_to,
                                 const Keysets& keys, yaml::Diagnostics& diagnostics);

// The keyset that `key` names. Null: it is none, or could not be read, which was reported.
std::shared_ptr<const Keyset> FindKeyset(const yaml::Node& key, const Keysets& keys,
                                         yaml::Diagnostics& diagnostics);

PolicyDraft ReadPolicy(const std::string& name, const yaml::Node& node, std::span<const Rule> rules,
                       const RuleNames& names, const Keysets& keys, yaml::Diagnostics& diagnostics);

// detect: [pii, secrets], everything at its default.
PolicyDraft DefaultPolicy(std::span<const Rule> rules, const RuleNames& names,
                          yaml::Diagnostics& diagnostics);

}  // namespace aegis
