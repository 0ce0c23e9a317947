#include "cli/output.h"

#include <fcntl.h>
#include <spdlog/sinks/ansicolor_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <utility>

namespace aegis::cli {
namespace {

std::string Error(std::string_view text) {
  return WantsColour(STDERR_FILENO) ? "\033[31m" + std::string(text) + "\033[0m"
                                    : std::string(text);
}

}  // namespace

bool WantsColour(int fd) {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool dumb = terminal != nullptr && std::string_view(terminal) == "dumb";
  return (no_colour == nullptr || *no_colour == '\0') && !dumb && isatty(fd) == 1;
}

void SayError(std::string_view message) {
  std::cerr << "aegis: " << Error("error:") << ' ' << message << '\n';
}

int FailWith(const aegis::Error& error, int exit_code) {
  SayError(error.message);
  return exit_code;
}

void SayProblems(std::string_view problems) {
  constexpr std::string_view kMark = ": error: ";
  while (!problems.empty()) {
    const size_t eol = problems.find('\n');
    const std::string_view line = problems.substr(0, eol);
    problems.remove_prefix(eol == std::string_view::npos ? problems.size() : eol + 1);
    const size_t mark = line.find(kMark);
    if (mark == std::string_view::npos) {
      std::cerr << line << '\n';
      continue;
    }
    std::cerr << line.substr(0, mark) << ": " << Error("error:") << ' '
              << line.substr(mark + kMark.size()) << '\n';
  }
}

void LogToStderr() {
  auto sink = std::make_shared<spdlog::sinks::ansicolor_stderr_sink_mt>(
      WantsColour(STDERR_FILENO) ? spdlog::color_mode::always : spdlog::color_mode::never);
  auto logger = std::make_shared<spdlog::logger>("aegis", std::move(sink));
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %^%l%$ %v", spdlog::pattern_time_type::utc);
  spdlog::set_default_logger(std::move(logger));
}

void HoldStandardStreams() {
  // The wrong direction on purpose: using them fails, as it would without.
  constexpr int kModes[] = {O_WRONLY, O_RDONLY, O_RDONLY};
  for (int fd = 0; fd < 3; ++fd) {
    if (fcntl(fd, F_GETFD) < 0 && errno == EBADF) open("/dev/null", kModes[fd]);
  }
}

int Finish(int exit_code) {
  std::cout.flush();
  // What was written long ago may have failed as well.
  if (std::cout.good() && std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return exit_code;
  SayError("cannot write to stdout");
  return exit_code == kFine ? kFailed : exit_code;
}

}  // namespace aegis::cli
