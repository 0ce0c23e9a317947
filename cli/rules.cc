// aegis rules: what the built-in packs detect, and what a user adds to them or changes.
#include "src/plan/rules.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <numeric>
#include <string>
#include <tuple>
#include <vector>

#include "cli/commands.h"
#include "cli/output.h"
#include "src/plan/one_line.h"
#include "topology/user_rules.h"

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

struct Options {
  bool json = false;
  std::string config;
  std::string rules;
};

int RunRules(const Options& options) {
  topology::LoadedRules loaded;
  if (!options.config.empty()) {
    loaded = topology::LoadRulesOfPipeline(options.config);
  } else if (!options.rules.empty()) {
    loaded = topology::LoadRulesFile(options.rules);
  } else {
    const Result<std::vector<Rule>>& builtin = LoadBuiltinRules();
    if (!builtin) return FailWith(builtin.error());
    loaded.book.emplace(*builtin);
  }
  if (!loaded.book) {
    SayProblems(loaded.problems);
    return kBadUsage;
  }
  const RuleBook& book = *loaded.book;
  std::vector<size_t> order(book.rules.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(), [&](size_t left, size_t right) {
    const Rule& a = book.rules[left];
    const Rule& b = book.rules[right];
    return std::tie(a.pack, a.entity, a.id) < std::tie(b.pack, b.entity, b.id);
  });
  if (options.json) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const size_t i : order) {
      const Rule& rule = book.rules[i];
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
           {"reference", rule.reference},
           {"source", book.sources[i].empty() ? "built-in" : book.sources[i]}});
    }
    std::printf("%s\n", rows.dump(2).c_str());
  } else {
    for (const size_t i : order) {
      const Rule& rule = book.rules[i];
      std::string source;  // names a file
      AppendOnOneLine(book.sources[i], source);
      std::printf("%-8s %-34s %-34s %-8s %s%s\n", rule.pack.c_str(), rule.entity.c_str(),
                  rule.id.c_str(), DefaultName(rule.by_default), rule.what.c_str(),
                  source.empty() ? "" : (" (" + source + ")").c_str());
    }
    std::fprintf(stderr, "%zu rules\n", book.rules.size());
  }
  return kFine;
}

}  // namespace

Action AddRules(CLI::App& command) {
  auto options = std::make_shared<Options>();
  command.add_flag("--json", options->json, "As a JSON array, with validators and references");
  CLI::Option* config =
      command.add_option("-c,--config", options->config,
                         "A pipeline's YAML: with its `rules`, and where each is from");
  command.add_option("--rules", options->rules, "A file of rules, as `rules.files` names them")
      ->excludes(config);
  command.footer(
      "Examples:\n  aegis rules --json\n  aegis rules -c pipeline.yaml\n  aegis rules --rules "
      "acme_rules.yaml\n");
  return [options] { return RunRules(*options); };
}

}  // namespace aegis::cli
