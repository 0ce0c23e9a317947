// Reads the parts of a rule out of their YAML, whose structure rule_schema.h has checked.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "src/detect/rule.h"
#include "src/plan/yaml.h"

namespace aegis {

// The content of the files that dictionaries name, by those names. A null one could not be read,
// which was reported by who tried.
using DictionaryTexts = std::map<std::string, std::shared_ptr<const std::string>, std::less<>>;

Rule ReadRule(const yaml::Node& node, const std::string& pack, const DictionaryTexts& texts,
              yaml::Diagnostics& diagnostics);
// The value of `find`: a shape, or a list of them.
void ReadShapes(const yaml::Node& find, const DictionaryTexts& texts,
                yaml::Diagnostics& diagnostics, std::vector<Shape>& shapes);
// `matches` and `rejects` of a rule, one for each item.
void ReadExamples(const yaml::Node& node, yaml::Diagnostics& diagnostics,
                  std::vector<RuleExample>& matches, std::vector<RuleExample>& rejects);
RuleDefault ReadDefault(std::string_view name);

}  // namespace aegis
