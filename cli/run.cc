#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "cli/commands.h"
#include "cli/output.h"
#include "topology/config.h"
#include "topology/service.h"

namespace aegis::cli {
namespace {

struct Options {
  std::string file;
  bool drain = false;
};

int Run(const Options& options) {
  std::optional<topology::EndAtSignal> starting(std::in_place, options.drain ? kFailed : kFine);
  const topology::LoadedConfig loaded = topology::LoadConfig(options.file);
  if (!loaded.config) {
    SayProblems(loaded.problems);
    return kBadUsage;
  }
  topology::ServiceOptions service;
  service.file = options.file;
  service.version = AEGIS_VERSION;
  service.drain = options.drain;
  service.on_admin = [](const std::string& url) { std::cout << "admin " << url << std::endl; };
  service.before_workers = [&starting] { starting.reset(); };
  const Status served = topology::Serve(*loaded.config, service);
  if (served) return kFine;
  const ErrorCode code = served.error().code;
  const bool misconfigured = code == ErrorCode::kConflict || code == ErrorCode::kInvalidArgument;
  return FailWith(served.error(), misconfigured ? kBadUsage : kFailed);
}

}  // namespace

Action AddRun(CLI::App& command) {
  auto options = std::make_shared<Options>();
  command.add_option("-c,--config", options->file, "The pipeline's YAML")->required();
  command.add_flag("--drain", options->drain,
                   "Stop with exit code 0 at the end offsets seen at the start");
  command.footer(
      "SIGTERM finishes the transaction and stops; SIGHUP reads the file again. Prints `admin "
      "http://host:port`.\n\n"
      "Example:\n  aegis run -c pipeline.yaml\n");
  return [options] { return Run(*options); };
}

}  // namespace aegis::cli
