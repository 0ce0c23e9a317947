// How every command talks: data on stdout, talk on stderr, colour only for a person at a terminal.
#pragma once

#include <string>
#include <string_view>

#include "src/base/result.h"

namespace aegis::cli {

inline constexpr int kFine = 0;
inline constexpr int kFailed = 1;
inline constexpr int kBadUsage = 2;  // the command line or the configuration

// `aegis: error: message` on stderr.
void SayError(std::string_view message);
// The same, and the exit code that the error asks for.
int FailWith(const Error& error, int exit_code = kFailed);

// Positions lead, as compilers do; `error:` is coloured at a terminal.
void SayProblems(std::string_view problems);

// Is stderr (2) or stdout (1) a terminal that wants colour? NO_COLOR says no.
bool WantsColour(int fd);

// Log lines, too, are talk.
void LogToStderr();

// Where a standard stream was closed, the next file or socket would take its place, and what was
// meant for a person would go there. Call it first.
void HoldStandardStreams();

// Writes out what stdout still holds. A full disk or a closed pipe is an error that must not end as
// success.
int Finish(int exit_code);

}  // namespace aegis::cli
