#include <CLI/CLI.hpp>
#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/output.h"
#include "topology/service.h"

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

// Below a command, what was given and nobody knows, in order.
std::vector<std::string> Unknown(const CLI::App& app) {
  std::vector<std::string> unknown = app.remaining(/*recurse=*/true);
  std::erase(unknown, "--");
  return unknown;
}

// `aegis: error: …` and where to read on. A missing option hides no unknown one.
std::string Explain(const CLI::App* app, const CLI::Error& error) {
  const CLI::App* asked = app;
  while (!asked->get_subcommands().empty()) asked = asked->get_subcommands().front();
  std::string what = error.what();
  if (const std::vector<std::string> unknown = Unknown(*app); !unknown.empty()) {
    what = "not expected: ";
    for (size_t i = 0; i < unknown.size(); ++i) what += (i == 0 ? "" : " ") + unknown[i];
  }
  std::string names = asked->get_name();
  for (const CLI::App* up = asked->get_parent(); up != nullptr; up = up->get_parent())
    names.insert(0, up->get_name() + ' ');
  aegis::cli::SayError(what);
  return "Run `" + names + " --help` for more information.\n";
}

int Main(int argc, char** argv) {
  CLI::App app("Takes personal data and secrets out of Kafka records in flight, exactly once.",
               "aegis");
  app.require_subcommand(1);
  app.failure_message(Explain);
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
  // Before there are other threads; what comes now waits for `run` to look.
  if (argc > 1 && std::string_view(argv[1]) == "run") aegis::topology::HoldSignals();
  aegis::cli::HoldStandardStreams();
  try {
    aegis::cli::LogToStderr();
    return Main(argc, argv);
  } catch (const std::exception& error) {
    aegis::cli::SayError(error.what());
    return aegis::cli::kFailed;
  }
}
