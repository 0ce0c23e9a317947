#include "cli/output.h"

#include <fcntl.h>
#include <poll.h>
#include <spdlog/sinks/ansicolor_sink.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <mutex>
#include <utility>

namespace aegis::cli {
namespace {

std::string Error(std::string_view text) {
  return WantsColour(STDERR_FILENO) ? "\033[31m" + std::string(text) + "\033[0m"
                                    : std::string(text);
}

// Whoever reads the log may stand still; the pipeline must not. Lines that stderr does not take are
// dropped, and told of when it takes lines again.
class PatientSink final : public spdlog::sinks::base_sink<std::mutex> {
 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    if (dropped_ > 0) {
      const std::string lost = (cut_ ? "\n" : "") + std::string("aegis: ") +
                               std::to_string(dropped_) +
                               " log lines dropped: stderr took no more\n";
      if (!Write(lost, 0)) {
        ++dropped_;
        return;
      }
      dropped_ = 0;
      cut_ = false;
    }
    if (!Write({line.data(), line.size()}, kWaitMs)) ++dropped_;
  }
  void flush_() override {}

 private:
  static constexpr int kWaitMs = 20;

  // A pipe that polls as writable takes PIPE_BUF bytes at once. Not O_NONBLOCK: that would be for
  // everybody who shares the descriptor's other end.
  bool Write(std::string_view text, int wait_ms) {
    const size_t whole = text.size();
    while (!text.empty()) {
      pollfd err{STDERR_FILENO, POLLOUT, 0};
      const int polled = poll(&err, 1, wait_ms);
      if (polled < 0 && errno == EINTR) continue;
      ssize_t n = -1;
      if (polled == 1)
        n = write(STDERR_FILENO, text.data(), std::min<size_t>(text.size(), PIPE_BUF));
      if (n < 0 && polled == 1 && errno == EINTR) continue;
      if (n <= 0) {
        cut_ = cut_ || text.size() < whole;
        return false;
      }
      text.remove_prefix(static_cast<size_t>(n));
    }
    return true;
  }

  size_t dropped_ = 0;
  bool cut_ = false;  // the last line written has no end
};

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
  spdlog::sink_ptr sink = std::make_shared<PatientSink>();
  if (WantsColour(STDERR_FILENO))
    sink = std::make_shared<spdlog::sinks::ansicolor_stderr_sink_mt>(spdlog::color_mode::always);
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
