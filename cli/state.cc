// aegis state: what dedup remembers, on this machine and in its changelogs.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands.h"
#include "cli/output.h"
#include "connectors/rocksdb/store.h"
#include "topology/config.h"
#include "topology/state_check.h"
#include "topology/state_cluster.h"
#include "topology/stored_states.h"

namespace aegis::cli {
namespace {

using topology::Config;
using topology::StateCondition;
using topology::StateInfo;

struct Options {
  std::string file;
  std::string topic;
  int32_t partition = -1;  // any
  std::string state;
  bool json = false;
  bool local = false;
  bool yes = false;

  bool all() const { return topic.empty() && partition < 0 && state.empty(); }
};

// Those that were asked for, of a configuration that has some; otherwise the exit code.
struct Chosen {
  std::optional<Config> config;
  std::vector<rocks::StoredState> states;
  int exit_code = kFine;
};

Chosen Choose(const Options& options) {
  Chosen chosen;
  topology::LoadedConfig loaded = topology::LoadConfig(options.file);
  if (!loaded.config) {
    SayProblems(loaded.problems);
    chosen.exit_code = kBadUsage;
    return chosen;
  }
  const auto& routes = loaded.config->work.plan->routes;
  if (std::none_of(routes.begin(), routes.end(),
                   [](const RoutePlan& route) { return route.dedup.has_value(); })) {
    SayError(options.file + ": no route has `dedup`");
    chosen.exit_code = kBadUsage;
    return chosen;
  }
  topology::StateFilter filter{options.topic, std::nullopt, options.state};
  if (options.partition >= 0) filter.partition = options.partition;
  auto states = topology::FindStates(*loaded.config, filter);
  if (!states) {
    chosen.exit_code = FailWith(states.error());
    return chosen;
  }
  chosen.states = std::move(*states);
  chosen.config = std::move(loaded.config);
  return chosen;
}

std::string NothingThere(const Options& options, const Config& config) {
  if (!options.all()) return "no dedup state in " + config.state_dir + " is the one asked for";
  return "no dedup state in " + config.state_dir +
         ": `aegis run` makes it with the first record of a partition";
}

// --- info

std::string TimeText(int64_t ms) {
  if (ms == dedup::StreamTime::kNone) return "-";
  const std::time_t seconds = ms / 1000;
  std::tm utc{};
  char text[32];
  if (gmtime_r(&seconds, &utc) == nullptr || ms < 0 ||
      std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc) == 0) {
    return std::to_string(ms);
  }
  char fraction[8];
  std::snprintf(fraction, sizeof fraction, ".%03dZ", static_cast<int>(ms % 1000));
  return std::string(text) + fraction;
}

std::string Hex(uint64_t number) {
  char text[20];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(number));
  return text;
}

nlohmann::ordered_json JsonOf(const StateInfo& info) {
  using nlohmann::ordered_json;
  ordered_json row = {{"topic", info.stored.input.topic},
                      {"partition", info.stored.input.partition},
                      {"state", info.stored.state},
                      {"condition", topology::ConditionName(info.condition)},
                      {"why", info.why.empty() ? ordered_json() : ordered_json(info.why)},
                      {"in_use", info.in_use},
                      {"has_route", info.has_route}};
  const auto known = [](bool is_known, auto value) {
    return is_known ? ordered_json(value) : ordered_json();
  };
  const bool readable = info.head.is_readable;
  const auto& progress = info.head.progress;
  const int64_t now_ms = progress ? progress->time.now_ms : dedup::StreamTime::kNone;
  row["format_version"] = known(info.head.format_version != 0, info.head.format_version);
  row["fingerprint"] = known(readable, Hex(info.head.form.fingerprint));
  row["window_ms"] = known(readable, info.head.form.window_ms);
  row["input_next"] =
      known(progress && progress->input_next >= 0, progress ? progress->input_next : -1);
  row["changelog_next"] = known(progress.has_value(), progress ? progress->changelog_next : 0);
  row["stream_time_ms"] = known(now_ms != dedup::StreamTime::kNone, now_ms);
  for (size_t i = 0; i < info.entries.size(); ++i)
    row["entries"][topology::KindName(topology::kEntryKinds[i])] = info.entries[i];
  row["bytes_on_disk"] = info.bytes_on_disk;
  row["path"] = info.stored.dir.string();
  return row;
}

constexpr size_t kColumns = 14;
using Row = std::array<std::string, kColumns>;

Row RowOf(const StateInfo& info) {
  const auto& progress = info.head.progress;
  const bool has_input = progress && progress->input_next >= 0;
  const auto count = [&](dedup::Kind kind) {
    for (size_t i = 0; i < info.entries.size(); ++i) {
      if (topology::kEntryKinds[i] == kind) return info.entries[i];
    }
    return uint64_t{0};
  };
  const uint64_t derived = count(dedup::Kind::kNearBand) + count(dedup::Kind::kImageChunk);
  return {info.stored.input.topic,
          std::to_string(info.stored.input.partition),
          info.stored.state,
          std::string(topology::ConditionName(info.condition)),
          info.in_use ? "yes" : "no",
          info.head.format_version == 0 ? "-" : std::to_string(info.head.format_version),
          info.head.is_readable ? Hex(info.head.form.fingerprint) : "-",
          has_input ? std::to_string(progress->input_next) : "-",
          progress ? std::to_string(progress->changelog_next) : "-",
          progress ? TimeText(progress->time.now_ms) : "-",
          std::to_string(count(dedup::Kind::kExact)),
          std::to_string(count(dedup::Kind::kNear) + count(dedup::Kind::kImage)),
          std::to_string(derived),
          std::to_string(info.bytes_on_disk)};
}

void PrintTable(const std::vector<StateInfo>& infos) {
  std::vector<Row> rows = {{"TOPIC", "PARTITION", "STATE", "CONDITION", "IN USE", "FORMAT",
                            "FINGERPRINT", "INPUT NEXT", "CHANGELOG NEXT", "STREAM TIME", "EXACT",
                            "NEAR", "DERIVED", "BYTES"}};
  constexpr bool kText[kColumns] = {true, false, true, true, true, false, true, false, false, true};
  for (const StateInfo& info : infos) rows.push_back(RowOf(info));
  std::array<size_t, kColumns> widths{};
  for (const Row& row : rows) {
    for (size_t i = 0; i < kColumns; ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  for (const Row& row : rows) {
    std::string line;
    for (size_t i = 0; i < kColumns; ++i) {
      const std::string space(widths[i] - row[i].size(), ' ');
      if (i > 0) line += "  ";
      if (!kText[i]) line += space;
      line += row[i];
      if (kText[i]) line += space;
    }
    std::printf("%s\n", line.c_str());
  }
}

int Info(const Options& options) {
  const Chosen chosen = Choose(options);
  if (!chosen.config) return chosen.exit_code;
  std::vector<StateInfo> infos;
  for (const rocks::StoredState& stored : chosen.states)
    infos.push_back(topology::Examine(*chosen.config, stored));
  if (options.json) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const StateInfo& info : infos) rows.push_back(JsonOf(info));
    std::printf("%s\n", rows.dump(2).c_str());
  } else if (!infos.empty()) {
    PrintTable(infos);
  }
  if (infos.empty()) {
    std::fprintf(stderr, "%s\n", NothingThere(options, *chosen.config).c_str());
    return options.all() ? kFine : kFailed;
  }
  bool failed = false;
  for (const StateInfo& info : infos) {
    failed |=
        info.condition == StateCondition::kDamaged || info.condition == StateCondition::kUnreadable;
    std::string note = info.why;
    if (info.in_use && note.empty())
      note = "in use: this is what its process last wrote to disk, not what it has in memory";
    if (!info.has_route)
      note += (note.empty() ? "" : "; ") + std::string("no route has it any more");
    if (!note.empty() && !options.json)
      std::fprintf(stderr, "%s: %s\n", topology::StateText(info.stored).c_str(), note.c_str());
  }
  return failed ? kFailed : kFine;
}

// --- verify

void ShowProgress(topology::ChangelogAccess& access) {
  if (isatty(STDERR_FILENO) == 0) return;
  access.progress = [](const std::string& what, int64_t done, int64_t of) {
    const std::string all = of > 0 ? " of " + std::to_string(of) : "";
    std::fprintf(stderr, "%s: %lld%s\n", what.c_str(), static_cast<long long>(done), all.c_str());
  };
}

std::string Counted(uint64_t number, const char* one, const char* many) {
  return std::to_string(number) + " " + (number == 1 ? one : many);
}

// True: nothing is wrong with it.
bool Show(const rocks::StoredState& stored, const topology::StateCheck& check, bool has_route) {
  const std::string name = topology::StateText(stored);
  if (!check.problem.empty()) {
    std::printf("%s: FAILED: %s\n", name.c_str(), check.problem.c_str());
    return false;
  }
  if (check.is_empty) {
    std::printf("%s: nothing is on disk yet\n", name.c_str());
    return true;
  }
  std::string counts = Counted(check.live, "live entry", "live entries");
  if (check.compared) counts += " equal";
  counts += ", " + std::to_string(check.past) + " past";
  if (check.changed_since > 0)
    counts += ", " + std::to_string(check.changed_since) + " changed since";
  if (check.behind > 0) {
    counts +=
        "; " +
        Counted(static_cast<uint64_t>(check.behind), "changelog record", "changelog records") +
        " behind";
  }
  if (check.differences > 0) {
    std::printf("%s: FAILED: %s from its changelog (%s)\n", name.c_str(),
                Counted(check.differences, "difference", "differences").c_str(), counts.c_str());
    for (const std::string& difference : check.shown) std::printf("  %s\n", difference.c_str());
    if (check.differences > check.shown.size()) {
      const uint64_t more = check.differences - check.shown.size();
      std::printf("  … and %llu more\n", static_cast<unsigned long long>(more));
    }
    return false;
  }
  const char* const verdict = check.compared ? "equals its changelog"
                              : has_route    ? "readable, not compared"
                                             : "readable, not compared: no route has it any more";
  std::printf("%s: %s: %s\n", name.c_str(), verdict, counts.c_str());
  return true;
}

int Verify(const Options& options) {
  const Chosen chosen = Choose(options);
  if (!chosen.config) return chosen.exit_code;
  if (chosen.states.empty()) {
    SayError(NothingThere(options, *chosen.config));
    return kFailed;
  }
  std::unique_ptr<topology::ClusterChangelogs> cluster;
  std::optional<topology::ChangelogAccess> access;
  if (!options.local) {
    auto connected = topology::ClusterChangelogs::New(*chosen.config);
    if (!connected) return FailWith(connected.error());
    cluster = std::move(*connected);
    access = cluster->access();
    ShowProgress(*access);
  }
  bool good = true;
  for (const rocks::StoredState& stored : chosen.states) {
    const DedupPlan* const plan = topology::PlanOf(*chosen.config, stored);
    const auto check = topology::CheckState(stored, plan, access ? &*access : nullptr);
    if (!check) return FailWith(check.error());
    good &= Show(stored, *check, plan != nullptr);
  }
  return good ? kFine : kFailed;
}

// --- rebuild

int Rebuild(const Options& options) {
  Chosen chosen = Choose(options);
  if (!chosen.config) return chosen.exit_code;
  const auto plan_of = [&](const rocks::StoredState& stored) {
    return topology::PlanOf(*chosen.config, stored);
  };
  std::erase_if(chosen.states, [&](const auto& stored) { return plan_of(stored) == nullptr; });
  if (chosen.states.empty()) {
    SayError(NothingThere(options, *chosen.config));
    return kFailed;
  }
  if (!options.yes) {
    std::string which;
    for (const rocks::StoredState& stored : chosen.states)
      which += (which.empty() ? "" : ", ") + topology::StateText(stored);
    SayError("this empties what is on disk of " + which +
             " and reads the changelogs again; say --yes to do it");
    return kBadUsage;
  }
  // All or none, as far as one can tell before.
  for (const rocks::StoredState& stored : chosen.states) {
    if (!rocks::IsOwned(stored)) continue;
    SayError("state " + topology::StateText(stored) +
             " is in use by a process: stop it, or choose another with --topic, --partition and "
             "--state; nothing was emptied");
    return kFailed;
  }
  for (const rocks::StoredState& stored : chosen.states) {
    struct stat found {};
    if (::stat(stored.dir.c_str(), &found) != 0 || found.st_uid == ::geteuid()) continue;
    SayError("state " + topology::StateText(stored) +
             " belongs to another user, who could not use " +
             "what this one writes: run it as the user of " + stored.dir.string());
    return kFailed;
  }
  auto cluster = topology::ClusterChangelogs::New(*chosen.config);
  if (!cluster) return FailWith(cluster.error());
  topology::ChangelogAccess access = (*cluster)->access();
  ShowProgress(access);
  auto disk = rocks::Disk::Open({.dir = chosen.config->state_dir});
  if (!disk) return FailWith(disk.error());
  const std::unique_ptr<rocks::Store> store = rocks::NewStore(*disk, 0);
  for (const rocks::StoredState& stored : chosen.states) {
    const auto rebuilt = topology::RebuildState(stored, *plan_of(stored), *store, access);
    if (!rebuilt) return FailWith(rebuilt.error());
    const std::string next = rebuilt->input_next < 0
                                 ? "the changelog holds no progress"
                                 : "the next input is " + std::to_string(rebuilt->input_next);
    std::printf("%s: %s from %s of its changelog; %s\n", topology::StateText(stored).c_str(),
                Counted(rebuilt->primary_entries, "entry", "entries").c_str(),
                Counted(static_cast<uint64_t>(rebuilt->records), "record", "records").c_str(),
                next.c_str());
  }
  return kFine;
}

// --- export

int Export(const Options& options) {
  const Chosen chosen = Choose(options);
  if (!chosen.config) return chosen.exit_code;
  if (chosen.states.empty()) {
    SayError(NothingThere(options, *chosen.config));
    return kFailed;
  }
  for (const rocks::StoredState& stored : chosen.states) {
    const Status exported = topology::ExportState(stored, [](std::string_view line) {
      std::fwrite(line.data(), 1, line.size(), stdout);
      std::fputc('\n', stdout);
    });
    if (!exported) return FailWith(exported.error());
  }
  return kFine;
}

}  // namespace

Action AddState(CLI::App& state) {
  state.require_subcommand(1);
  state.footer(
      "What is on disk is a copy of the changelog, which the cluster has; see docs/dedup.md.\n\n"
      "Example:\n  aegis state info -c pipeline.yaml\n");
  auto options = std::make_shared<Options>();
  const auto add = [&](const char* name, const char* what, const char* footer) {
    CLI::App* command = state.add_subcommand(name, what);
    command->add_option("-c,--config", options->file, "The pipeline's YAML; - is stdin")
        ->required();
    command->add_option("--topic", options->topic, "Only of this input topic");
    command->add_option("--partition", options->partition, "Only of this partition")
        ->check(CLI::NonNegativeNumber);
    command->add_option("--state", options->state, "Only the state of this name");
    command->footer(footer);
    return command;
  };
  CLI::App* info = add(
      "info", "Show each partition's state on this machine",
      "Needs no cluster, and may run beside the pipeline: then it shows what that last wrote to "
      "disk.\n"
      "Counts entries by reading them all. Exit code 1: one of the states is damaged.\n\n"
      "Example:\n  aegis state info -c pipeline.yaml --json\n");
  info->add_flag("--json", options->json, "As a JSON array");
  CLI::App* verify = add(
      "verify", "Check that the state is whole, and equal to its changelog",
      "Reads all checksums and entries, then the changelog from its beginning, committed "
      "records only, and compares\n"
      "what is live at the stored stream time. May run beside the pipeline, where it sees what "
      "that last wrote to disk.\n"
      "Exit code 1: something differs or is damaged. Memory: some 100 bytes for each entry of a "
      "partition.\n\n"
      "Example:\n  aegis state verify -c pipeline.yaml\n");
  verify->add_flag("--local", options->local, "Ask no cluster: only check what is on disk");
  CLI::App* rebuild =
      add("rebuild", "Empty the state and make it again from its changelog",
          "Does nothing while a process has the state, or while the cluster does not answer.\n\n"
          "Example:\n  aegis state rebuild -c pipeline.yaml --topic orders.raw --partition 3 "
          "--yes\n");
  rebuild->add_flag("--yes", options->yes, "Do it");
  CLI::App* exported =
      add("export", "Write the entries to stdout, one JSON object a line",
          "By topic, partition, state and key: the same state gives the same lines. Needs no "
          "cluster.\n\n"
          "Example:\n  aegis state export -c pipeline.yaml | jq -r .fingerprint\n");
  return [options, info, verify, rebuild, exported] {
    if (info->parsed()) return Info(*options);
    if (verify->parsed()) return Verify(*options);
    if (rebuild->parsed()) return Rebuild(*options);
    if (exported->parsed()) return Export(*options);
    return kBadUsage;
  };
}

}  // namespace aegis::cli
