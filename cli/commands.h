// The commands. Adding one: a file of its own with a Register function, a line here, a line in
// main.cc's table.
//
// A Register function adds its subcommand to the app and sets `run` in a callback: main runs it
// after parsing, and its result is the exit code (0 fine, 1 failed, 2 bad usage or configuration).
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace aegis::cli {

using Run = std::function<int()>;

inline constexpr int kFine = 0;
inline constexpr int kFailed = 1;
inline constexpr int kBadUsage = 2;

void RegisterRun(CLI::App& app, Run& run);
void RegisterCheck(CLI::App& app, Run& run);
void RegisterTest(CLI::App& app, Run& run);
void RegisterScan(CLI::App& app, Run& run);
void RegisterRules(CLI::App& app, Run& run);
void RegisterLag(CLI::App& app, Run& run);
void RegisterVerify(CLI::App& app, Run& run);
void RegisterKeys(CLI::App& app, Run& run);
void RegisterVersion(CLI::App& app, Run& run);

}  // namespace aegis::cli
