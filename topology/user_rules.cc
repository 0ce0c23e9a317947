#include "topology/user_rules.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "src/base/limits.h"
#include "src/base/rule_limits.h"
#include "src/codec/utf8.h"
#include "src/plan/rule_schema.h"
#include "src/plan/rules.h"
#include "src/plan/schema.h"
#include "topology/files.h"

namespace aegis::topology {
namespace {

using yaml::Diagnostics;
using yaml::Node;

std::string Quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

// Every `file` of a dictionary below the rules.
class Dictionaries {
 public:
  // `room`: bytes that all dictionaries may have, and what is left of them.
  Dictionaries(const std::string& named_in, size_t& room, Diagnostics& diagnostics)
      : named_in_(named_in), room_(room), diagnostics_(diagnostics) {}

  DictionaryTexts Read(const Node& rules) {
    for (const char* list : {"add", "replace", "extend"}) {
      const Node* items = rules.Find(list);
      if (items == nullptr) continue;
      for (const Node& rule : items->items) {
        const Node* find = rule.Find("find");
        if (find == nullptr) continue;
        ReadShape(*find);
        for (const Node& shape : find->items) ReadShape(shape);
      }
    }
    return std::move(texts_);
  }

 private:
  void ReadShape(const Node& shape) {
    const Node* dictionary = shape.Find("dictionary");
    const Node* file = dictionary == nullptr ? nullptr : dictionary->Find("file");
    if (file == nullptr || !file->IsScalar()) return;
    if (file->scalar.size() > limits::kMaxRuleWordBytes) return;
    const auto [text, fresh] = texts_.try_emplace(file->scalar);
    if (!fresh) return;
    auto content = ReadFile(ResolvePath(file->scalar, named_in_), room_);
    if (content) room_ -= content->size();
    if (!content) {
      diagnostics_.Add(file->at,
                       "dictionary " + Quoted(file->scalar) + ": " + content.error().message);
      return;
    }
    if (!IsValidUtf8(*content)) {
      const std::string_view good =
          std::string_view(*content).substr(0, FirstInvalidUtf8(*content));
      diagnostics_.Add(file->at,
                       "dictionary " + Quoted(file->scalar) + ": line " +
                           std::to_string(std::count(good.begin(), good.end(), '\n') + 1) +
                           " is not UTF-8");
      return;
    }
    text->second = std::make_shared<const std::string>(std::move(*content));
  }

  const std::string& named_in_;
  size_t& room_;
  Diagnostics& diagnostics_;
  DictionaryTexts texts_;
};

// Reads and checks one file of rules. Null: problems were reported.
std::optional<Node> ReadRulesFile(const std::string& path, size_t& room, Diagnostics& diagnostics) {
  const auto text = ReadFile(path, std::min(room, limits::kMaxYamlBytes));
  if (!text) {
    diagnostics.Add({}, text.error().message);
    return std::nullopt;
  }
  room -= text->size();
  std::optional<Node> node = yaml::Parse(*text, diagnostics);
  if (!node) return std::nullopt;
  schema::Check(*node, rule_schema::kRulesFile, diagnostics);
  return node;
}

LoadedRules Finish(const std::string& file, const UserRuleFiles& files, Diagnostics& diagnostics) {
  const Result<std::vector<Rule>>& builtin = LoadBuiltinRules();
  if (!builtin) return {std::nullopt, builtin.error().message};
  RuleBook book = ReadUserRules(*builtin, files.texts, file, diagnostics);
  if (!diagnostics.empty()) return {std::nullopt, diagnostics.Render(file)};
  return {std::move(book), {}};
}

}  // namespace

void ReadUserRuleFiles(const Node* rules, const std::string& config_file, Diagnostics& diagnostics,
                       UserRuleFiles& files) {
  if (rules == nullptr || !rules->IsMapping()) return;
  size_t room = limits::kMaxRuleFilesBytes;
  size_t dictionary_room = limits::kMaxDictionaryBytes;
  const Node* named = rules->Find("files");
  if (named != nullptr && named->items.size() <= limits::kMaxRuleFiles) {
    std::set<std::string> known;
    for (const Node& item : named->items) {
      if (!item.IsScalar() || item.scalar.size() > limits::kMaxRuleWordBytes) continue;
      const std::string path = ResolvePath(item.scalar, config_file);
      if (!known.insert(path).second) {
        diagnostics.Add(item.at, item.scalar + " is named twice");
        continue;
      }
      Diagnostics said;
      std::optional<Node> node = ReadRulesFile(path, room, said);
      DictionaryTexts texts;
      if (node) texts = Dictionaries(path, dictionary_room, said).Read(*node);
      for (const yaml::Problem& problem : said.Sorted()) {
        const std::string place =
            problem.at.line == 0
                ? ""
                : ":" + std::to_string(problem.at.line) + ":" + std::to_string(problem.at.column);
        diagnostics.Add(item.at, item.scalar + place + ": " + problem.message);
      }
      if (!node) continue;
      files.nodes.push_back(std::move(*node));
      files.texts.push_back({&files.nodes.back(), item.scalar, item.at, std::move(texts)});
    }
  }
  files.texts.push_back(
      {rules, {}, {}, Dictionaries(config_file, dictionary_room, diagnostics).Read(*rules)});
}

LoadedRules LoadRulesFile(const std::string& file) {
  Diagnostics diagnostics;
  UserRuleFiles files;
  size_t room = limits::kMaxRuleFilesBytes;
  size_t dictionary_room = limits::kMaxDictionaryBytes;
  if (auto node = ReadRulesFile(file, room, diagnostics)) {
    files.nodes.push_back(std::move(*node));
    const Node& root = files.nodes.back();
    files.texts.push_back(
        {&root, {}, {}, Dictionaries(file, dictionary_room, diagnostics).Read(root)});
  }
  return Finish(file, files, diagnostics);
}

LoadedRules LoadRulesOfPipeline(const std::string& file) {
  Diagnostics diagnostics;
  UserRuleFiles files;
  std::optional<Node> root;
  if (const auto text = ReadFile(file, limits::kMaxYamlBytes)) {
    root = yaml::Parse(*text, diagnostics);
  } else {
    diagnostics.Add({}, text.error().message);
  }
  if (root) {
    const Node* rules = root->Find("rules");
    if (rules != nullptr) schema::Check(*rules, rule_schema::kRules, diagnostics);
    ReadUserRuleFiles(rules, file, diagnostics, files);
  }
  return Finish(file, files, diagnostics);
}

}  // namespace aegis::topology
