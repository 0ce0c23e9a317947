// The files that users' rules are written in, and those that their dictionaries name.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "src/plan/user_rules.h"
#include "src/plan/yaml.h"

namespace aegis::topology {

struct UserRuleFiles {
  std::deque<yaml::Node> nodes;  // of the files; `texts` points into them
  std::vector<UserRulesText> texts;
};

// `rules`: the value of that key in `config_file`, or null. Files and dictionaries are relative to
// the file that names them.
void ReadUserRuleFiles(const yaml::Node* rules, const std::string& config_file,
                       yaml::Diagnostics& diagnostics, UserRuleFiles& files);

// One file of rules for who has no pipeline; null: the built-in rules alone. What `problems` says
// is as of a configuration.
struct LoadedRules {
  std::optional<RuleBook> book;
  std::string problems;
};
LoadedRules LoadRulesFile(const std::string& file);
// The rules of a pipeline's file, of which nothing else is looked at.
LoadedRules LoadRulesOfPipeline(const std::string& file);

}  // namespace aegis::topology
