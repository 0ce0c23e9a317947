#include "src/plan/names.h"

#include <algorithm>

namespace aegis {
namespace {

constexpr std::string_view kAllName = "all";
// Families are the leading parts of these entities' names: SECRET, SECRET_AWS.
constexpr std::string_view kFamilyRoot = "SECRET";

std::string Upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

}  // namespace

RuleNames::RuleNames(std::span<const Rule> rules) : packs_{"pii", "secrets"} {
  for (const Rule& rule : rules) {
    packs_.insert(rule.pack);
    entities_.insert(rule.entity);
    if (!rule.subtype.empty()) subtypes_.insert(rule.subtype);
    ids_.insert(rule.id);
    if (!rule.entity.starts_with(kFamilyRoot)) continue;
    for (size_t end = rule.entity.find('_'); end != std::string::npos;
         end = rule.entity.find('_', end + 1)) {
      families_.insert(rule.entity.substr(0, end));
    }
  }
}

NameKind RuleNames::KindOf(std::string_view name) const {
  if (name == kAllName) return NameKind::kAll;
  if (ids_.contains(name)) return NameKind::kRule;
  if (entities_.contains(name)) return NameKind::kEntity;
  if (subtypes_.contains(name)) return NameKind::kSubtype;
  if (families_.contains(name)) return NameKind::kFamily;
  if (packs_.contains(name)) return NameKind::kPack;
  return NameKind::kUnknown;
}

std::string RuleNames::DidYouMean(std::string_view name) const {
  const std::string upper = Upper(name);
  if (entities_.contains(upper) || subtypes_.contains(upper)) {
    return "; did you mean `" + upper + "`?";
  }
  std::vector<std::string_view> candidates = {kAllName};
  for (const auto* group : {&packs_, &families_, &entities_, &subtypes_, &ids_}) {
    candidates.insert(candidates.end(), group->begin(), group->end());
  }
  std::string near = yaml::DidYouMean(name, candidates);
  return near.empty() ? yaml::DidYouMean(upper, candidates) : near;
}

bool Covers(NameKind kind, std::string_view name, const Rule& rule) {
  switch (kind) {
    case NameKind::kUnknown:
      return false;
    case NameKind::kAll:
      return true;
    case NameKind::kPack:
      return rule.pack == name;
    case NameKind::kFamily:
      return rule.entity.size() > name.size() && rule.entity.starts_with(name) &&
             rule.entity[name.size()] == '_';
    case NameKind::kEntity:
      return rule.entity == name;
    case NameKind::kSubtype:
      return rule.subtype == name;
    case NameKind::kRule:
      return rule.id == name;
  }
  return false;
}

std::vector<bool> SelectRules(std::span<const NamedAt> detect, std::span<const Rule> rules,
                              const RuleNames& names, yaml::Diagnostics& diagnostics) {
  std::vector<bool> selected(rules.size(), false);
  bool any_added = false;
  for (const NamedAt& item : detect) {
    const bool takes_away = item.name.starts_with('-');
    const std::string_view name = std::string_view(item.name).substr(takes_away ? 1 : 0);
    const NameKind kind = names.KindOf(name);
    if (kind == NameKind::kUnknown) {
      diagnostics.Add(item.at, "unknown entity, pack or rule `" + std::string(name) + "`" +
                                   names.DidYouMean(name));
      any_added = true;  // what it would have added is not known
      continue;
    }
    if (takes_away && !any_added) {
      diagnostics.Add(item.at, "`" + item.name + "` takes away from nothing; name what to detect " +
                                   "before it, such as pii");
    }
    any_added = any_added || !takes_away;
    for (size_t i = 0; i < rules.size(); ++i) {
      if (!Covers(kind, name, rules[i])) continue;
      const bool off_in_pack = kind == NameKind::kPack && rules[i].by_default == RuleDefault::kOff;
      if (takes_away) {
        selected[i] = false;
      } else if (!off_in_pack) {
        selected[i] = true;
      }
    }
  }
  return selected;
}

}  // namespace aegis
