// The commands of aegis. To add one: a line here, and a file beside this one that defines its
// function.
#pragma once

#include <CLI/App.hpp>
#include <functional>

namespace aegis::cli {

// Declares its options on `command` and gives back what runs when it was asked for. That returns
// the exit code: kFine, kFailed or kBadUsage (output.h).
using Action = std::function<int()>;

// COMMAND(name, function, what it does)
#define AEGIS_COMMANDS(COMMAND)                                                    \
  COMMAND("run", AddRun, "Run a pipeline")                                         \
  COMMAND("check", AddCheck, "Report every mistake in a configuration")            \
  COMMAND("test", AddTest, "Run a pipeline's tests, without a cluster")            \
  COMMAND("scan", AddScan, "Find personal data and secrets in files or stdin")     \
  COMMAND("rules", AddRules, "List what is detected: pack, entity, id, default")   \
  COMMAND("lag", AddLag, "Show how far a pipeline is behind its inputs")           \
  COMMAND("state", AddState, "Look into the dedup state, check it, make it again") \
  COMMAND("verify", AddVerify, "Check from the topics that nothing was lost")      \
  COMMAND("keys", AddKeys, "Make keysets for hmac actions")                        \
  COMMAND("version", AddVersion, "Show the versions of aegis and of what it is built on")

#define AEGIS_DECLARE_COMMAND(name, function, what) Action function(CLI::App& command);
AEGIS_COMMANDS(AEGIS_DECLARE_COMMAND)
#undef AEGIS_DECLARE_COMMAND

}  // namespace aegis::cli
