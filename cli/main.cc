#include <CLI/CLI.hpp>
#include <exception>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/output.h"

namespace {

using aegis::cli::Action;

struct Command {
  const char* name;
  Action (*add)(CLI::App& command);
  const char* what;
};

#define AEGIS_LIST_COMMAND(name, function, what) {name, aegis::cli::function, what},
constexpr Command kCommands[] = {AEGIS_COMMANDS(AEGIS_LIST_COMMAND)};
#undef AEGIS_LIST_COMMAND

int Main(int argc, char** argv) {
  CLI::App app("Takes personal data and secrets out of Kafka records in flight, exactly once.",
               "aegis");
  app.require_subcommand(1);
  app.set_version_flag("--version", "aegis " AEGIS_VERSION, "Show the version");
  app.footer(
      "Exit codes: 0 fine, 1 failed, 2 bad usage or configuration.\n\nExample:\n  aegis check -c "
      "pipeline.yaml && "
      "aegis run -c pipeline.yaml\n");
  std::vector<std::pair<CLI::App*, Action>> actions;
  for (const Command& command : kCommands) {
    CLI::App* sub = app.add_subcommand(command.name, command.what);
    actions.emplace_back(sub, command.add(*sub));
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // Help and version are exceptions, too, with code 0.
    const int code = app.exit(error);
    return aegis::cli::Finish(code == 0 ? aegis::cli::kFine : aegis::cli::kBadUsage);
  }
  for (const auto& [sub, action] : actions) {
    if (sub->parsed()) return aegis::cli::Finish(action());
  }
  return aegis::cli::kBadUsage;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return Main(argc, argv);
  } catch (const std::exception& error) {
    aegis::cli::SayError(error.what());
    return aegis::cli::kFailed;
  }
}
