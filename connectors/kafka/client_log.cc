#include "connectors/kafka/client_log.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <map>
#include <mutex>
#include <utility>

namespace aegis::kafka {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

constexpr auto kSayAgainAfter = std::chrono::seconds(10);
// A failed handshake is told twice within milliseconds: by OpenSSL, and in words.
constexpr auto kSameFailure = std::chrono::seconds(1);
// Different lines are few: brokers times reasons.
constexpr size_t kMostRemembered = 1000;

class Memory {
 public:
  // While brokers are away, the clients say so many times a second.
  bool SaidLately(std::string_view what) {
    const std::lock_guard lock(mutex_);
    const SteadyTime now = std::chrono::steady_clock::now();
    if (said_.size() >= kMostRemembered) said_.clear();
    auto [at, is_new] = said_.try_emplace(std::string(what), now);
    if (is_new) return false;
    if (now - at->second < kSayAgainAfter) return true;
    at->second = now;
    return false;
  }

  void NoteProblem(std::string_view why) {
    const std::lock_guard lock(mutex_);
    const SteadyTime now = std::chrono::steady_clock::now();
    const bool same = now - std::exchange(problem_at_, now) < kSameFailure;
    if (!same || why.size() >= problem_.size()) problem_ = why;
  }

  std::string problem() {
    const std::lock_guard lock(mutex_);
    return problem_;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, SteadyTime> said_;
  std::string problem_;
  SteadyTime problem_at_{};
};

// Of the process: its clients talk to one cluster, and fail together.
Memory& TheMemory() {
  static Memory memory;
  return memory;
}

spdlog::level::level_enum LevelOf(int syslog_level) {
  if (syslog_level <= 3) return spdlog::level::err;
  if (syslog_level == 4) return spdlog::level::warn;
  return spdlog::level::info;  // also what the property `debug` asks for
}

void OnLog(const rd_kafka_t* handle, int level, const char* facility, const char* text) {
  const std::string_view about(facility);
  const bool failed = about == "FAIL";
  if (failed) TheMemory().NoteProblem(EssenceOf(text));
  if ((failed || about == "SSL") && level <= 6 && TheMemory().SaidLately(EssenceOf(text))) return;
  spdlog::log(LevelOf(level), "kafka: {} {}: {}", handle ? rd_kafka_name(handle) : "-", facility,
              text);
}

void OnError(rd_kafka_t* handle, int code, const char* reason, void*) {
  const bool all_down = code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN;
  // With its reason: one that was not known the first time must not wait to be said.
  const std::string why = all_down ? BecauseOfConnection() : std::string();
  // Most have been a line of the log before.
  if (TheMemory().SaidLately(all_down ? "_ALL_BROKERS_DOWN" + why : std::string(EssenceOf(reason))))
    return;
  spdlog::warn("kafka: {} {}: {}{}", rd_kafka_name(handle),
               rd_kafka_err2name(static_cast<rd_kafka_resp_err_t>(code)), reason, why);
}

}  // namespace

std::string_view EssenceOf(std::string_view line) {
  constexpr std::string_view kEndOfThread = "]: ";
  if (line.starts_with("[thrd:")) {
    const size_t end = line.find(kEndOfThread);
    if (end != std::string_view::npos) line.remove_prefix(end + kEndOfThread.size());
  }
  return line.substr(0, line.rfind(" (after "));
}

std::string BecauseOfConnection() {
  const std::string why = TheMemory().problem();
  if (why.empty()) return {};
  std::string_view hint;
  if (why.find("Disconnected") != std::string::npos) {
    // A listener that hears another protocol than its own hangs up without a word.
    hint = " (is security.protocol what this listener expects?)";
  } else if (why.find("certificate verify failed") != std::string::npos &&
             why.find("ssl.ca.location") == std::string::npos) {
    // The library says it itself, but not each time.
    hint = " (verify that ssl.ca.location is correctly configured)";
  }
  return "; the last connection failed: " + why + std::string(hint);
}

void SendLogs(rd_kafka_conf_t* conf) {
  rd_kafka_conf_set_log_cb(conf, OnLog);
  rd_kafka_conf_set_error_cb(conf, OnError);
}

}  // namespace aegis::kafka
