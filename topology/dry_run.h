// Tests of a pipeline in the user's own YAML: records in, expected outcomes out, through the real
// plan and the real routes, without a cluster. What `aegis test` runs; the format is described in
// docs/testing.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "src/base/result.h"
#include "src/plan/schema.h"
#include "src/plan/yaml.h"
#include "topology/config.h"

namespace aegis::topology {

struct DryRunResult {
  std::string name;
  yaml::Position at;
  std::vector<std::string> failures;  // what differs, a line each; empty: passed
};

// The table of what a test file may say.
const schema::Type& DryRunType();

// Is it a test file, and does every test say something? False: `diagnostics` has the reasons.
bool CheckDryRun(const yaml::Node& root, yaml::Diagnostics& diagnostics);

// The keys that a test file brings along, so that tests do not depend on the real ones: `keys:
// {ids: <32 bytes, base64>}`.
Keys DryRunKeys(const yaml::Node& tests, yaml::Diagnostics& diagnostics);

// `tests` has passed CheckDryRun. Problems that only the configuration shows (an unknown route or
// topic) go to `diagnostics`.
Result<std::vector<DryRunResult>> RunDry(const Config& config, const yaml::Node& tests,
                                         yaml::Diagnostics& diagnostics);

}  // namespace aegis::topology
