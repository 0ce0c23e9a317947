// The names by which people speak of rules: packs, families, entities, sub-types and rule ids.
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "src/detect/rule.h"
#include "src/plan/yaml.h"

namespace aegis {

// In order of precedence: the more exact name decides about a rule's action.
enum class NameKind : uint8_t { kUnknown, kAll, kPack, kFamily, kEntity, kSubtype, kRule };

class RuleNames {
 public:
  explicit RuleNames(std::span<const Rule> rules);

  NameKind KindOf(std::string_view name) const;
  // "; did you mean `EMAIL_ADDRESS`?" or nothing.
  std::string DidYouMean(std::string_view name) const;

 private:
  std::set<std::string, std::less<>> packs_;
  std::set<std::string, std::less<>> families_;
  std::set<std::string, std::less<>> entities_;
  std::set<std::string, std::less<>> subtypes_;
  std::set<std::string, std::less<>> ids_;
};

// Does `name`, which is of `kind`, speak of the rule?
bool Covers(NameKind kind, std::string_view name, const Rule& rule);

struct NamedAt {
  std::string name;  // of `detect`: may begin with -
  yaml::Position at;
};

// One flag a rule: what the list detects. A pack is its on and context rows, any other name every
// row; the items count in their order. Unknown names are reported.
std::vector<bool> SelectRules(std::span<const NamedAt> detect, std::span<const Rule> rules,
                              const RuleNames& names, yaml::Diagnostics& diagnostics);

}  // namespace aegis
