// aegis rules: what the built-in packs detect.
#include "src/plan/rules.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <tuple>

#include "cli/commands.h"
#include "cli/output.h"

namespace aegis::cli {
namespace {

const char* DefaultName(RuleDefault by_default) {
  switch (by_default) {
    case RuleDefault::kOn:
      return "on";
    case RuleDefault::kContext:
      return "context";
    case RuleDefault::kOff:
      return "off";
  }
  return "";
}

int RunRules(bool json) {
  Result<std::vector<Rule>> rules = LoadBuiltinRules();
  if (!rules) return FailWith(rules.error());
  std::sort(rules->begin(), rules->end(), [](const Rule& a, const Rule& b) {
    return std::tie(a.pack, a.entity, a.id) < std::tie(b.pack, b.entity, b.id);
  });
  if (json) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const Rule& rule : *rules) {
      rows.push_back(
          {{"id", rule.id},
           {"entity", rule.entity},
           {"subtype",
            rule.subtype.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(rule.subtype)},
           {"pack", rule.pack},
           {"validator", rule.validator.empty() ? nlohmann::ordered_json()
                                                : nlohmann::ordered_json(rule.validator)},
           {"default", DefaultName(rule.by_default)},
           {"what", rule.what},
           {"reference", rule.reference}});
    }
    std::printf("%s\n", rows.dump(2).c_str());
  } else {
    for (const Rule& rule : *rules) {
      std::printf("%-8s %-34s %-34s %-8s %s\n", rule.pack.c_str(), rule.entity.c_str(),
                  rule.id.c_str(), DefaultName(rule.by_default), rule.what.c_str());
    }
    std::fprintf(stderr, "%zu rules\n", rules->size());
  }
  return kFine;
}

}  // namespace

Action AddRules(CLI::App& command) {
  auto json = std::make_shared<bool>(false);
  command.add_flag("--json", *json, "As a JSON array, with validators and references");
  command.footer("Example:\n  aegis rules --json\n");
  return [json] { return RunRules(*json); };
}

}  // namespace aegis::cli
