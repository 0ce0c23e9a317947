// Rule files: YAML → rules. Strict: unknown and duplicate keys, wrong types and ids used twice are
// problems with positions. How rules are written is in docs/rules.md.
#pragma once

#include <string_view>
#include <vector>

#include "src/base/result.h"
#include "src/detect/rule.h"
#include "src/plan/yaml.h"

namespace aegis {

// Appends the rules of one file to `rules`; ids that `rules` has already are problems. What a shape
// may say is checked by Detector::Compile.
void ParseRules(std::string_view text, yaml::Diagnostics& diagnostics, std::vector<Rule>& rules);

// The packs that are compiled in (configs/rules), in the order of their files. Errors name file,
// line and column. Read once: that is most of what compiling a plan takes.
const Result<std::vector<Rule>>& LoadBuiltinRules();

}  // namespace aegis
