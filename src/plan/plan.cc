#include "src/plan/plan.h"

#include <algorithm>
#include <utility>

namespace aegis {

RuleSet::RuleSet(std::vector<Rule> rules) : rules_(std::move(rules)) {
  entity_of_.reserve(rules_.size());
  for (const Rule& rule : rules_) {
    const auto known = std::find(entities_.begin(), entities_.end(), rule.entity);
    entity_of_.push_back(static_cast<uint16_t>(known - entities_.begin()));
    if (known == entities_.end()) entities_.push_back(rule.entity);
  }
  entities_.push_back("FIELD");
}

}  // namespace aegis
