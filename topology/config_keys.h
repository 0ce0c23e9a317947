// The table of everything a pipeline's YAML may say. Parsing, `aegis check --schema` and the check
// of docs/configuration.md read it; the engine's share comes from src/plan.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "src/plan/schema.h"

namespace aegis::topology {

// The root mapping.
const schema::Type& PipelineType();

// What a reload (SIGHUP) takes up without a restart: paths as schema::ForEachKey writes them; each
// covers what is below it.
std::span<const std::string_view> ReloadablePaths();

}  // namespace aegis::topology
