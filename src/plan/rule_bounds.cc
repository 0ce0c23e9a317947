#include "src/plan/rule_bounds.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>

#include "src/base/limits.h"
#include "src/base/rule_limits.h"

namespace aegis {
namespace {

constexpr size_t kAny = std::numeric_limits<size_t>::max();

// Of the value of a key; what has no row has those of the last.
struct Bounds {
  std::string_view key;
  size_t items = 0;
  size_t bytes = 0;  // of a text, or of each in a list
};
constexpr Bounds kBounds[] = {
    {"add", limits::kMaxUserRules, limits::kMaxRuleWordBytes},
    {"replace", limits::kMaxUserRules, limits::kMaxRuleWordBytes},
    {"extend", limits::kMaxUserRules, limits::kMaxRuleWordBytes},
    {"off", limits::kMaxUserRules, limits::kMaxNameBytes},
    {"files", limits::kMaxRuleFiles, limits::kMaxRuleWordBytes},
    {"id", 0, limits::kMaxNameBytes},
    {"rule", 0, limits::kMaxNameBytes},
    {"entity", 0, limits::kMaxNameBytes},
    {"subtype", 0, limits::kMaxNameBytes},
    {"validator", 0, limits::kMaxNameBytes},
    {"matcher", 0, limits::kMaxNameBytes},
    {"find", limits::kMaxRuleShapes, limits::kMaxRuleWordBytes},
    {"lengths", limits::kMaxCandidateDigits, limits::kMaxNameBytes},
    // These say themselves what is too long.
    {"regex", 0, kAny},
    {"pattern", 0, kAny},
    {"words", kAny, kAny},
    {"matches", limits::kMaxRuleExamples, kAny},
    {"rejects", limits::kMaxRuleExamples, kAny},
    {"", limits::kMaxRuleWords, limits::kMaxRuleWordBytes},
};

const Bounds& BoundsOf(std::string_view key) {
  const auto* bounds = std::find_if(std::begin(kBounds), std::end(kBounds) - 1,
                                    [key](const Bounds& row) { return row.key == key; });
  return *bounds;
}

class Checker {
 public:
  explicit Checker(yaml::Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  // The depth of a tree is bounded.
  void Check(const yaml::Node& node, const Bounds& bounds) {
    if (node.scalar.size() > bounds.bytes) {
      Wrong(node, "has more than " + std::to_string(bounds.bytes) + " bytes");
    }
    // A list where none may stand is refused by the schema.
    if (const size_t most = std::max<size_t>(bounds.items, 1); node.items.size() > most) {
      return Wrong(node, "a list of more than " + std::to_string(most) + " items");
    }
    for (const yaml::Node& item : node.items) Check(item, bounds);
    for (const yaml::Entry& entry : node.entries) Check(entry.value, BoundsOf(entry.key));
  }

  bool good() const { return good_; }

 private:
  void Wrong(const yaml::Node& node, std::string message) {
    good_ = false;
    diagnostics_.Add(node.at, std::move(message));
  }

  yaml::Diagnostics& diagnostics_;
  bool good_ = true;
};

}  // namespace

bool CheckRuleBounds(const yaml::Node& rules, yaml::Diagnostics& diagnostics) {
  Checker checker(diagnostics);
  checker.Check(rules, BoundsOf(""));
  return checker.good();
}

}  // namespace aegis
