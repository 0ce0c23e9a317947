// The rules of a user beside the built-in ones: added, extended, replaced and switched off, under
// `rules` of a pipeline and in the files that it names. How they are written is in docs/rules.md.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "src/detect/rule.h"
#include "src/plan/names.h"
#include "src/plan/rule_reader.h"
#include "src/plan/yaml.h"

namespace aegis {

// One place that they are written in.
struct UserRulesText {
  const yaml::Node* node = nullptr;  // the mapping of `add`, `extend`, `replace` and `off`
  std::string file;                  // its name; empty: that of the diagnostics
  yaml::Position named_at;           // where that file is named
  DictionaryTexts texts;
};

// Every rule in use, and where it is from.
struct RuleBook {
  explicit RuleBook(std::span<const Rule> builtin);

  std::vector<Rule> rules;
  // Beside them: empty for what is as it was built in; "added", "extended" or "replaced", with
  // where.
  std::vector<std::string> sources;
  // Of all rules, those that are off, too: policies may go on naming them.
  RuleNames names;
};

// Problems of a file are reported where it is named, with their own place in front. Every rule is
// compiled, and its examples are tried. What the schema refuses is left out without a word; it was
// reported by who checked. `diagnostics` has the file's name in messages of its own: `file` here
// names it in sources.
RuleBook ReadUserRules(std::span<const Rule> builtin, std::span<const UserRulesText> texts,
                       const std::string& file, yaml::Diagnostics& diagnostics);

}  // namespace aegis
