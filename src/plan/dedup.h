// `dedup` of a route: YAML → DedupPlan.
#pragma once

#include <optional>
#include <string_view>

#include "src/plan/plan.h"
#include "src/plan/policy.h"
#include "src/plan/yaml.h"

namespace aegis {

// Of a whole route, whose format and name are read already. Nothing: it has no `dedup`, or a
// mistake, which was reported.
std::optional<DedupPlan> ReadDedup(const yaml::Node& route, const RoutePlan& plan,
                                   const Keysets& keys, yaml::Diagnostics& diagnostics);

}  // namespace aegis
