#include <iostream>
#include <memory>
#include <string>

#include "cli/commands.h"
#include "cli/output.h"
#include "src/plan/schema.h"
#include "topology/cluster.h"
#include "topology/config.h"
#include "topology/config_keys.h"

namespace aegis::cli {
namespace {

struct Options {
  std::string file;
  bool connect = false;
  bool schema = false;
};

int AskCluster(const topology::Config& config) {
  const auto findings = topology::CheckCluster(config);
  if (!findings) return FailWith(findings.error());
  bool failed = false;
  for (const topology::ClusterFinding& finding : *findings) {
    failed |= finding.level == topology::ClusterFinding::Level::kError;
    std::cout << topology::LevelName(finding.level) << ": " << finding.message << '\n';
  }
  return failed ? kFailed : kFine;
}

int Check(const Options& options) {
  if (options.schema) {
    std::cout << schema::JsonSchema(topology::PipelineType(), "Aegis pipeline") << '\n';
    return kFine;
  }
  if (options.file.empty()) {
    SayError("which configuration? -c FILE");
    return kBadUsage;
  }
  const topology::LoadedConfig loaded = topology::LoadConfig(options.file);
  if (!loaded.config) {
    SayProblems(loaded.problems);
    return kBadUsage;
  }
  if (options.connect) return AskCluster(*loaded.config);
  std::cerr << options.file << ": fine\n";
  return kFine;
}

}  // namespace

Action AddCheck(CLI::App& command) {
  auto options = std::make_shared<Options>();
  command.add_option("-c,--config", options->file, "The pipeline's YAML; - is stdin");
  command.add_flag("--connect", options->connect,
                   "Also ask the cluster: topics, partitions, rights, sizes, timestamps, versions");
  command.add_flag("--schema", options->schema,
                   "Print a JSON Schema of the configuration, for editors");
  command.footer(
      "Example:\n  aegis check -c pipeline.yaml --connect\n  aegis check --schema > "
      "aegis.schema.json\n");
  return [options] { return Check(*options); };
}

}  // namespace aegis::cli
