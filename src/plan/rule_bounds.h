// How long the lists and texts of users' rules may be. The schema says what may stand where; this,
// how much of it.
#pragma once

#include "src/plan/yaml.h"

namespace aegis {

// `rules` of a pipeline, or a file of rules. False: something is too long, which was reported;
// nobody should go through the rest of it.
bool CheckRuleBounds(const yaml::Node& rules, yaml::Diagnostics& diagnostics);

}  // namespace aegis
