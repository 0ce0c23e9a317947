// The name of a plan's content: equal plans have equal hashes on every machine and in every build.
#pragma once

#include <string>

#include "src/plan/plan.h"

namespace aegis {

// SHA-256 in hex over everything of the plan that decides what comes out: rules, policies, routes,
// key ids.
std::string HashOf(const Plan& plan);

}  // namespace aegis
