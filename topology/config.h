// A pipeline's YAML as values. Everything wrong with a file is reported at once, with positions; a
// Config comes out only when nothing was.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/kafka/client_config.h"
#include "src/base/limits.h"
#include "src/plan/plan.h"
#include "src/plan/yaml.h"
#include "topology/admin.h"
#include "topology/router.h"

namespace aegis::topology {

enum class StopMode : uint8_t { kRestart, kLeave };

struct Config {
  std::string name;
  std::string group;
  std::string instance;   // empty: not configured
  std::string state_dir;  // empty: none; resolved
  bool standby = false;   // copies of other instances' dedup states
  std::string brokers;    // comma-separated
  kafka::Properties properties;
  kafka::Start start = kafka::Start::kEarliest;
  size_t record_limit = limits::kDefaultRecordBytes;
  size_t reuse_bytes = size_t{64} << 20;  // of each worker
  int workers = 0;                        // 0: as many as fit
  bool pin = true;
  std::chrono::milliseconds interval{100};
  size_t max_records = 10'000;
  size_t max_bytes = size_t{8} << 20;
  std::chrono::milliseconds transaction_timeout{10'000};
  std::chrono::milliseconds session_timeout{10'000};
  StopMode stop = StopMode::kRestart;
  ListenAddress admin{"127.0.0.1", 9464};
  Work work;                          // the plan and the routes
  std::vector<bool> allow_key_merge;  // of each route

  // For a reload: what every key outside of ReloadablePaths says, by its path in the file
  // (`routes[0].to`), written out.
  std::map<std::string, std::string> fixed;

  kafka::ClientSettings Settings() const;  // without a member's identity
};

using Keys = std::map<std::string, std::shared_ptr<const Keyset>>;

// `file` names what is read relative to it and is not opened. Reads the keysets and secrets that
// the text names, but not the keysets of `given_keys`, which stand in for them (in tests of a
// pipeline).
std::optional<Config> ParseConfig(std::string_view text, const std::string& file,
                                  yaml::Diagnostics& diagnostics, const Keys& given_keys = {});

// Paths whose values differ and that only a restart takes up, sorted. Empty: a reload may go on.
std::vector<std::string> NeedRestart(const Config& running, const Config& wanted);

// What `check` says of a file: every problem, as `file:line:col: error: …`.
struct LoadedConfig {
  std::optional<Config> config;
  std::string problems;
};
LoadedConfig LoadConfig(const std::string& file, const Keys& given_keys = {});

}  // namespace aegis::topology
