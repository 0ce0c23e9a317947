#include "topology/metrics.h"

#include <dirent.h>
#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <tuple>

#include "connectors/delivery.h"
#include "topology/admin.h"

namespace aegis::topology {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

constexpr const char* kForward = "forward";
constexpr const char* kRoute = "route";  // to the topic for duplicates
constexpr const char* kDrop = "drop";
constexpr const char* kQuarantine = "quarantine";

const char* ResultName(TransactionResult result) {
  switch (result) {
    case TransactionResult::kCommitted:
      return "committed";
    case TransactionResult::kAborted:
      return "aborted";
    case TransactionResult::kUnknown:
      return "unknown";
  }
  return "";
}

const char* SeenLabel(Seen seen) {
  switch (seen) {
    case Seen::kNotAsked:
      break;
    case Seen::kFirst:
      return "first";
    case Seen::kExact:
      return "exact";
    case Seen::kNear:
      return "near";
    case Seen::kImage:
      return "image";
  }
  return "";
}

std::vector<ClientMetric::Label> Labels(
    std::initializer_list<std::pair<const char*, std::string>> labels) {
  std::vector<ClientMetric::Label> out;
  for (const auto& [name, value] : labels) out.push_back({name, value});
  return out;
}

ClientMetric CounterOf(double value, std::vector<ClientMetric::Label> labels = {}) {
  ClientMetric metric;
  metric.label = std::move(labels);
  metric.counter.value = value;
  return metric;
}

ClientMetric GaugeOf(double value, std::vector<ClientMetric::Label> labels = {}) {
  ClientMetric metric;
  metric.label = std::move(labels);
  metric.gauge.value = value;
  return metric;
}

// By labels, so that workers and plans add up and the order is the same at each scrape.
struct Sums {
  struct RouteSum {
    uint64_t forwarded = 0;
    uint64_t routed = 0;
    std::array<uint64_t, kSeenCount> seen{};
    std::array<uint64_t, dedup::kImageProblemCount> image_problems{};
    std::array<uint64_t, kReusedCount> reused{};
    uint64_t dropped = 0;
    uint64_t quarantined = 0;
    uint64_t bytes_in = 0;
    uint64_t bytes_out = 0;
    std::map<std::string, uint64_t> errors;
  };
  std::map<std::string, RouteSum> routes;
  std::map<std::tuple<std::string, std::string, std::string>, uint64_t> findings;
  std::array<uint64_t, kTransactionResults> transactions{};
  uint64_t rebalances = 0;
  uint64_t reuse_bytes = 0;
  std::map<io::TopicPartition, PartitionState> partitions;
};

void AddPlan(const PlanCounters& counters, Sums& sums) {
  const Plan& plan = *counters.plan;
  for (size_t r = 0; r < plan.routes.size(); ++r) {
    const RouteCounters& from = counters.routes[r];
    const std::string& name = plan.routes[r].name;
    Sums::RouteSum& to = sums.routes[name];
    to.forwarded += from.forwarded.value();
    to.routed += from.routed.value();
    for (size_t i = 0; i < kSeenCount; ++i) to.seen[i] += from.seen[i].value();
    for (size_t i = 0; i < kReusedCount; ++i) to.reused[i] += from.reused[i].value();
    for (size_t i = 0; i < dedup::kImageProblemCount; ++i)
      to.image_problems[i] += from.image_problems[i].value();
    for (const Counter& dropped : from.dropped) to.dropped += dropped.value();
    for (size_t e = 0; e < from.quarantined.size(); ++e) {
      const uint64_t n = from.quarantined[e].value();
      to.quarantined += n;
      if (n != 0) to.errors[std::string(RecordErrorName(static_cast<RecordErrorCode>(e)))] += n;
    }
    to.bytes_in += from.bytes_in.value();
    to.bytes_out += from.bytes_out.value();
    for (size_t entity = 0; entity < plan.rules.entity_count(); ++entity) {
      for (size_t action = 0; action < kActions; ++action) {
        const uint64_t n = from.findings[entity * kActions + action].value();
        if (n == 0) continue;
        sums.findings[{name, plan.rules.EntityName(static_cast<uint16_t>(entity)),
                       std::string(ActionName(action))}] += n;
      }
    }
  }
}

Sums SumUp(const std::vector<const WorkerCounters*>& workers) {
  Sums sums;
  for (const WorkerCounters* worker : workers) {
    for (const auto& plan : worker->Plans()) AddPlan(*plan, sums);
    for (size_t i = 0; i < kTransactionResults; ++i) {
      sums.transactions[i] += worker->transactions[i].value();
    }
    sums.rebalances += worker->rebalances.value();
    sums.reuse_bytes += worker->reuse_bytes.value();
    for (PartitionState& state : worker->Partitions()) {
      const auto [at, fresh] = sums.partitions.try_emplace(state.lag.partition, state);
      if (!fresh && state.lag.committed > at->second.lag.committed) at->second = std::move(state);
    }
  }
  return sums;
}

// Nothing when an end is not known yet: a guess of 0 would look like the best of news.
std::optional<int64_t> LagRecords(const PartitionState& state) {
  const int64_t records = io::LagRecords(state.lag.end_offset, state.lag.committed);
  return records < 0 ? std::nullopt : std::optional(records);
}

std::optional<double> LagSeconds(const PartitionState& state, int64_t now_ms) {
  const std::optional<int64_t> records = LagRecords(state);
  if (!records) return std::nullopt;
  if (*records == 0) return 0.0;
  if (state.oldest_uncommitted_ms < 0) return std::nullopt;
  return std::max(0.0, static_cast<double>(now_ms - state.oldest_uncommitted_ms) / 1000.0);
}

MetricFamily Histogram(const char* name, const char* help,
                       const std::vector<const WorkerCounters*>& workers,
                       const SecondsHistogram WorkerCounters::*which) {
  MetricFamily family{name, help, MetricType::Histogram, {}};
  ClientMetric metric;
  uint64_t cumulative = 0;
  for (size_t i = 0; i < SecondsHistogram::kBuckets; ++i) {
    for (const WorkerCounters* worker : workers) cumulative += (worker->*which).bucket(i);
    const double bound = i < kSecondsBounds.size() ? kSecondsBounds[i] : INFINITY;
    metric.histogram.bucket.push_back({cumulative, bound});
  }
  metric.histogram.sample_count = cumulative;
  for (const WorkerCounters* worker : workers)
    metric.histogram.sample_sum += (worker->*which).sum();
  family.metric.push_back(std::move(metric));
  return family;
}

void AddStandby(const std::vector<StandbyCopy>& copies, std::vector<MetricFamily>& families) {
  families.push_back({"aegis_dedup_standby_states",
                      "Dedup states of other instances that a copy is kept of here.",
                      MetricType::Gauge,
                      {GaugeOf(static_cast<double>(copies.size()))}});
  MetricFamily entries{
      "aegis_dedup_standby_entries", "Entries of a standby copy, about.", MetricType::Gauge, {}};
  MetricFamily left{"aegis_dedup_standby_left_records",
                    "Records of the changelog that a standby copy has still to read, about.",
                    MetricType::Gauge,
                    {}};
  for (const StandbyCopy& copy : copies) {
    const auto labels = Labels({{"topic", copy.input.topic},
                                {"partition", std::to_string(copy.input.partition)},
                                {"state", copy.state}});
    entries.metric.push_back(GaugeOf(static_cast<double>(copy.entries), labels));
    if (copy.left >= 0) left.metric.push_back(GaugeOf(static_cast<double>(copy.left), labels));
  }
  for (MetricFamily* family : {&entries, &left}) {
    if (!family->metric.empty()) families.push_back(std::move(*family));
  }
}

void AddProcess(const ProcessUsage& process, std::vector<MetricFamily>& families) {
  const struct {
    const char* name;
    const char* help;
    MetricType type;
    double value;
  } shown[] = {
      {"process_cpu_seconds_total", "CPU time of the process, user and system.",
       MetricType::Counter, process.cpu_seconds},
      {"process_resident_memory_bytes", "Resident memory.", MetricType::Gauge,
       process.resident_bytes},
      {"process_virtual_memory_bytes", "Virtual memory.", MetricType::Gauge, process.virtual_bytes},
      {"process_open_fds", "Open file descriptors.", MetricType::Gauge, process.open_fds},
      {"process_max_fds", "File descriptors that may be open.", MetricType::Gauge, process.max_fds},
      {"process_start_time_seconds", "When the process began, since the epoch.", MetricType::Gauge,
       process.start_time_seconds},
      {"process_threads", "Threads.", MetricType::Gauge, process.threads},
  };
  for (const auto& [name, help, type, value] : shown) {
    if (value < 0) continue;
    MetricFamily family{name, help, type, {}};
    family.metric.push_back(type == MetricType::Counter ? CounterOf(value) : GaugeOf(value));
    families.push_back(std::move(family));
  }
}

// Of all dedup states that this process has open.
void AddDisk(const rocks::DiskUsage& disk, std::vector<MetricFamily>& families) {
  const auto add = [&](const char* name, const char* help, MetricType type, uint64_t value) {
    const auto number = static_cast<double>(value);
    families.push_back(
        {name, help, type, {type == MetricType::Counter ? CounterOf(number) : GaugeOf(number)}});
  };
  const auto answered = [&](const char* name, const char* help, uint64_t hits, uint64_t misses) {
    families.push_back({name,
                        help,
                        MetricType::Counter,
                        {CounterOf(static_cast<double>(hits), Labels({{"result", "hit"}})),
                         CounterOf(static_cast<double>(misses), Labels({{"result", "miss"}}))}});
  };
  answered("aegis_dedup_memory_lookups_total",
           "Lookups of exact fingerprints by whether memory knew them.", disk.front_hits,
           disk.front_misses);
  answered("aegis_dedup_block_cache_total", "Blocks of dedup states by whether memory had them.",
           disk.block_cache_hits, disk.block_cache_misses);
  add("aegis_dedup_filtered_lookups_total", "Lookups that a filter answered without a block.",
      MetricType::Counter, disk.absences_told_by_filters);
  add("aegis_dedup_cache_bytes", "Memory of blocks, filters and memtables of all dedup states.",
      MetricType::Gauge, disk.memory_bytes);
  add("aegis_dedup_memtable_bytes", "What of it is not on disk yet.", MetricType::Gauge,
      disk.memtable_bytes);
  add("aegis_dedup_compaction_debt_bytes", "What compactions of dedup states have still to do.",
      MetricType::Gauge, disk.compaction_debt_bytes);
  add("aegis_dedup_written_bytes_total", "What flushes and compactions have written.",
      MetricType::Counter, disk.bytes_written);
  add("aegis_dedup_states_emptied_total",
      "Dedup states that could not be trusted and were emptied, to be restored.",
      MetricType::Counter, disk.states_wiped);
}

std::string Text(const std::vector<MetricFamily>& families) {
  std::ostringstream out;
  prometheus::TextSerializer().Serialize(out, families);
  return out.str();
}

}  // namespace

ProcessUsage ReadProcessUsage() {
  ProcessUsage usage;
  rusage times{};
  if (getrusage(RUSAGE_SELF, &times) == 0) {
    const auto seconds = [](const timeval& t) {
      return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
    };
    usage.cpu_seconds = seconds(times.ru_utime) + seconds(times.ru_stime);
  }
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) usage.max_fds = static_cast<double>(files.rlim_cur);
  if (DIR* folder = opendir("/proc/self/fd")) {
    double count = -1;  // the folder itself is open, too
    while (const dirent* entry = readdir(folder)) count += entry->d_name[0] == '.' ? 0 : 1;
    closedir(folder);
    usage.open_fds = count;
  }
  std::ifstream stat_file("/proc/self/stat");
  std::string line;
  std::getline(stat_file, line);
  // The name, in parentheses, may hold anything; the third field follows the last one.
  const size_t after_name = line.rfind(')');
  if (after_name == std::string::npos) return usage;
  std::istringstream fields(line.substr(after_name + 1));
  std::vector<std::string> field(1, "");
  for (std::string word; fields >> word;) field.push_back(word);  // field[1] is the state, no. 3
  constexpr size_t kThreads = 20 - 2;
  constexpr size_t kStartTime = 22 - 2;
  constexpr size_t kVirtual = 23 - 2;
  constexpr size_t kResident = 24 - 2;
  if (field.size() <= kResident) return usage;
  usage.threads = std::strtod(field[kThreads].c_str(), nullptr);
  usage.virtual_bytes = std::strtod(field[kVirtual].c_str(), nullptr);
  usage.resident_bytes =
      std::strtod(field[kResident].c_str(), nullptr) * static_cast<double>(sysconf(_SC_PAGESIZE));
  std::ifstream kernel("/proc/stat");
  for (std::string words; std::getline(kernel, words);) {
    if (!words.starts_with("btime ")) continue;
    usage.start_time_seconds =
        std::strtod(words.c_str() + 6, nullptr) +
        std::strtod(field[kStartTime].c_str(), nullptr) / static_cast<double>(sysconf(_SC_CLK_TCK));
  }
  return usage;
}

std::string MetricsText(const std::vector<const WorkerCounters*>& workers, const BuildInfo& build,
                        const ProcessUsage& process, const rocks::DiskUsage* disk, int64_t now_ms,
                        const std::vector<StandbyCopy>* standby) {
  const Sums sums = SumUp(workers);
  MetricFamily records{"aegis_records_total",
                       "Committed outcomes; their sum is the records that matched a route.",
                       MetricType::Counter,
                       {}};
  MetricFamily quarantined{
      "aegis_quarantined_total", "Committed quarantines by reason.", MetricType::Counter, {}};
  MetricFamily bytes{
      "aegis_bytes_total", "Keys and values of committed records.", MetricType::Counter, {}};
  for (const auto& [route, sum] : sums.routes) {
    const auto outcome = [&, &name = route](const char* which, uint64_t n) {
      records.metric.push_back(
          CounterOf(static_cast<double>(n), Labels({{"route", name}, {"outcome", which}})));
    };
    outcome(kForward, sum.forwarded);
    if (sum.routed != 0) outcome(kRoute, sum.routed);
    outcome(kDrop, sum.dropped);
    outcome(kQuarantine, sum.quarantined);
    for (const auto& [error, n] : sum.errors) {
      quarantined.metric.push_back(
          CounterOf(static_cast<double>(n), Labels({{"route", route}, {"reason", error}})));
    }
    bytes.metric.push_back(CounterOf(static_cast<double>(sum.bytes_in),
                                     Labels({{"route", route}, {"direction", "in"}})));
    bytes.metric.push_back(CounterOf(static_cast<double>(sum.bytes_out),
                                     Labels({{"route", route}, {"direction", "out"}})));
  }
  MetricFamily seen{"aegis_dedup_records_total",
                    "Committed records by what dedup made of them.",
                    MetricType::Counter,
                    {}};
  for (const auto& [route, sum] : sums.routes) {
    for (const Seen which : {Seen::kFirst, Seen::kExact, Seen::kNear, Seen::kImage}) {
      const uint64_t n = sum.seen[static_cast<size_t>(which)];
      // A route without dedup has none of them.
      if (n == 0 && sum.seen[static_cast<size_t>(Seen::kFirst)] == 0) continue;
      seen.metric.push_back(CounterOf(static_cast<double>(n),
                                      Labels({{"route", route}, {"seen", SeenLabel(which)}})));
    }
  }
  MetricFamily unread{"aegis_dedup_images_unread_total",
                      "Pictures of committed records that could not be compared, by why.",
                      MetricType::Counter,
                      {}};
  for (const auto& [route, sum] : sums.routes) {
    for (size_t i = 0; i < dedup::kImageProblemCount; ++i) {
      if (sum.image_problems[i] == 0) continue;
      const auto problem = ImageProblemName(static_cast<dedup::ImageProblem>(i));
      unread.metric.push_back(
          CounterOf(static_cast<double>(sum.image_problems[i]),
                    Labels({{"route", route}, {"problem", std::string(problem)}})));
    }
  }
  MetricFamily reuse_hits{"aegis_reuse_hits_total",
                          "Committed records whose value had been worked on before.",
                          MetricType::Counter,
                          {}};
  MetricFamily reuse_misses{"aegis_reuse_misses_total",
                            "Committed records whose value was looked for and not known.",
                            MetricType::Counter,
                            {}};
  for (const auto& [route, sum] : sums.routes) {
    const uint64_t hits = sum.reused[static_cast<size_t>(Reused::kHit)];
    const uint64_t misses = sum.reused[static_cast<size_t>(Reused::kMiss)];
    if (hits + misses == 0) continue;  // the route does not reuse
    reuse_hits.metric.push_back(CounterOf(static_cast<double>(hits), Labels({{"route", route}})));
    reuse_misses.metric.push_back(
        CounterOf(static_cast<double>(misses), Labels({{"route", route}})));
  }
  MetricFamily reuse_bytes{
      "aegis_reuse_bytes", "Held by results that may be reused.", MetricType::Gauge, {}};
  if (!reuse_hits.metric.empty())
    reuse_bytes.metric.push_back(GaugeOf(static_cast<double>(sums.reuse_bytes)));
  MetricFamily findings{"aegis_findings_total",
                        "Findings in committed records, by what was done.",
                        MetricType::Counter,
                        {}};
  for (const auto& [labels, n] : sums.findings) {
    const auto& [route, entity, action] = labels;
    findings.metric.push_back(
        CounterOf(static_cast<double>(n),
                  Labels({{"route", route}, {"entity", entity}, {"action", action}})));
  }
  MetricFamily lag_records{"aegis_consumer_lag_records",
                           "Stable end offset less our committed one.",
                           MetricType::Gauge,
                           {}};
  MetricFamily lag_seconds{"aegis_consumer_lag_seconds",
                           "Age of the oldest record not committed; 0 at the end.",
                           MetricType::Gauge,
                           {}};
  MetricFamily stopped{"aegis_partition_stopped",
                       "1 while a partition stands still until somebody acts.",
                       MetricType::Gauge,
                       {}};
  MetricFamily entries{
      "aegis_dedup_entries", "Entries of a dedup state, about.", MetricType::Gauge, {}};
  MetricFamily state_bytes{
      "aegis_dedup_bytes", "Bytes of a dedup state on disk.", MetricType::Gauge, {}};
  MetricFamily restore{
      "aegis_dedup_restore_left_records",
      "Records of the changelog that a restore has still to read; 0 when none runs.",
      MetricType::Gauge,
      {}};
  for (const auto& [partition, state] : sums.partitions) {
    const auto labels =
        Labels({{"topic", partition.topic}, {"partition", std::to_string(partition.partition)}});
    for (const DedupState& dedup : state.dedup) {
      auto of_state = labels;
      of_state.push_back({"state", dedup.name});
      entries.metric.push_back(GaugeOf(static_cast<double>(dedup.size.primary_entries), of_state));
      state_bytes.metric.push_back(
          GaugeOf(static_cast<double>(dedup.size.bytes_on_disk), of_state));
      restore.metric.push_back(GaugeOf(static_cast<double>(dedup.restore_left), of_state));
    }
    if (const auto n = LagRecords(state)) {
      lag_records.metric.push_back(GaugeOf(static_cast<double>(*n), labels));
    }
    if (const auto seconds = LagSeconds(state, now_ms)) {
      lag_seconds.metric.push_back(GaugeOf(*seconds, labels));
    }
    stopped.metric.push_back(GaugeOf(state.lag.stopped.empty() ? 0 : 1, labels));
  }
  MetricFamily transactions{
      "aegis_transactions_total", "Transactions by how they ended.", MetricType::Counter, {}};
  for (size_t i = 0; i < kTransactionResults; ++i) {
    transactions.metric.push_back(
        CounterOf(static_cast<double>(sums.transactions[i]),
                  Labels({{"result", ResultName(static_cast<TransactionResult>(i))}})));
  }
  MetricFamily rebalances{"aegis_rebalances_total",
                          "Rebalances, as each worker saw them.",
                          MetricType::Counter,
                          {CounterOf(static_cast<double>(sums.rebalances))}};
  MetricFamily info{
      "aegis_build_info",
      "1, with the versions as labels.",
      MetricType::Gauge,
      {GaugeOf(1, Labels({{"version", build.version}, {"librdkafka", build.librdkafka}}))}};
  MetricFamily count{"aegis_workers",
                     "Worker threads.",
                     MetricType::Gauge,
                     {GaugeOf(static_cast<double>(workers.size()))}};

  std::vector<MetricFamily> families;
  for (MetricFamily* family : {&records, &quarantined, &bytes, &findings, &seen, &unread, &entries,
                               &state_bytes, &restore, &reuse_hits, &reuse_misses, &reuse_bytes,
                               &lag_records, &lag_seconds, &stopped, &transactions, &rebalances}) {
    // A family without a series would be a bare heading.
    if (!family->metric.empty()) families.push_back(std::move(*family));
  }
  if (standby != nullptr) AddStandby(*standby, families);
  families.push_back(Histogram("aegis_end_to_end_seconds",
                               "From a record's timestamp to the commit of its outcome.", workers,
                               &WorkerCounters::end_to_end_seconds));
  families.push_back(Histogram("aegis_process_seconds", "One batch through the engine.", workers,
                               &WorkerCounters::process_seconds));
  families.push_back(Histogram("aegis_transaction_seconds", "From begin to committed.", workers,
                               &WorkerCounters::transaction_seconds));
  families.push_back(std::move(count));
  families.push_back(std::move(info));
  if (disk != nullptr) AddDisk(*disk, families);
  AddProcess(process, families);
  return Text(families);
}

namespace {

constexpr size_t kClustersOnPage = 20;

void AddDedup(const Sums& sums, std::ostringstream& out) {
  struct Line {
    io::TopicPartition partition;
    std::string state;
    Cluster cluster;
  };
  std::vector<Line> lines;
  out << "<h2>Duplicates</h2><table><tr><th>topic</th><th>partition</th><th>state</th>"
         "<th>entries</th><th>bytes</th><th>to restore</th></tr>";
  for (const auto& [partition, state] : sums.partitions) {
    for (const DedupState& dedup : state.dedup) {
      out << "<tr><td>" << EscapeHtml(partition.topic) << "</td><td class=\"n\">"
          << partition.partition << "</td><td>" << EscapeHtml(dedup.name) << "</td><td class=\"n\">"
          << dedup.size.primary_entries << "</td><td class=\"n\">" << dedup.size.bytes_on_disk
          << "</td><td class=\"n\">" << dedup.restore_left << "</td></tr>";
      for (const Cluster& cluster : dedup.clusters)
        lines.push_back({partition, dedup.name, cluster});
    }
  }
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
    return a.cluster.duplicates > b.cluster.duplicates;
  });
  if (lines.size() > kClustersOnPage) lines.resize(kClustersOnPage);
  out << "</table><h2>Most repeated</h2><table><tr><th>topic</th><th>partition</th>"
         "<th>first offset</th><th>state</th><th>duplicates since the partition came "
         "here</th></tr>";
  for (const Line& line : lines) {
    out << "<tr><td>" << EscapeHtml(line.partition.topic) << "</td><td class=\"n\">"
        << line.partition.partition << "</td><td class=\"n\">" << line.cluster.first_offset
        << "</td><td>" << EscapeHtml(line.state) << "</td><td class=\"n\">"
        << line.cluster.duplicates << "</td></tr>";
  }
  out << "</table>";
}

}  // namespace

std::string AdminPage(const std::vector<const WorkerCounters*>& workers, const PageFacts& facts,
                      int64_t now_ms) {
  const Sums sums = SumUp(workers);
  std::ostringstream out;
  out << "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta "
         "http-equiv=\"refresh\" content=\"5\">"
         "<title>"
      << EscapeHtml(facts.name)
      << " · Aegis</title><style>body{font:15px/1.5 system-ui,sans-serif;margin:2rem "
         "auto;max-width:60rem;padding:0 1rem}"
         "table{border-collapse:collapse;margin:0 0 2rem}th,td{padding:.25rem "
         ".9rem;border-bottom:1px solid #ccc;"
         "text-align:left}td.n{text-align:right;font-variant-numeric:tabular-nums}.bad{color:#"
         "b00020}</style></head><body>";
  out << "<h1>" << EscapeHtml(facts.name) << "</h1><p>Group " << EscapeHtml(facts.group) << ", "
      << workers.size() << (workers.size() == 1 ? " worker" : " workers") << ", Aegis "
      << EscapeHtml(facts.version) << ". ";
  if (facts.not_ready.empty()) {
    out << "Ready.";
  } else {
    for (const std::string& why : facts.not_ready) {
      out << "<strong class=\"bad\">" << EscapeHtml(why) << "</strong> ";
    }
  }
  out << " <a href=\"/metrics\">metrics</a></p>";

  out << "<h2>Routes</h2><table><tr><th>route</th><th>forwarded</th><th>dropped</"
         "th><th>quarantined</th>"
         "<th>bytes in</th><th>bytes out</th></tr>";
  for (const auto& [route, sum] : sums.routes) {
    out << "<tr><td>" << EscapeHtml(route) << "</td>";
    for (const uint64_t n :
         {sum.forwarded + sum.routed, sum.dropped, sum.quarantined, sum.bytes_in, sum.bytes_out}) {
      out << "<td class=\"n\">" << n << "</td>";
    }
    out << "</tr>";
  }
  out << "</table><h2>Findings</h2><table><tr><th>route</th><th>entity</th><th>action</"
         "th><th>count</th></tr>";
  for (const auto& [labels, n] : sums.findings) {
    const auto& [route, entity, action] = labels;
    out << "<tr><td>" << EscapeHtml(route) << "</td><td>" << EscapeHtml(entity) << "</td><td>"
        << EscapeHtml(action) << "</td><td class=\"n\">" << n << "</td></tr>";
  }
  out << "</table><h2>Lag</h2><table><tr><th>topic</th><th>partition</th><th>records</"
         "th><th>seconds</th><th></th></tr>";
  for (const auto& [partition, state] : sums.partitions) {
    const auto records = LagRecords(state);
    const auto seconds = LagSeconds(state, now_ms);
    out << "<tr><td>" << EscapeHtml(partition.topic) << "</td><td class=\"n\">"
        << partition.partition << "</td><td class=\"n\">"
        << (records ? std::to_string(*records) : "not known yet") << "</td><td class=\"n\">"
        << (seconds ? std::to_string(static_cast<int64_t>(*seconds)) : "–")
        << "</td><td class=\"bad\">" << EscapeHtml(state.lag.stopped) << "</td></tr>";
  }
  out << "</table>";
  if (std::any_of(sums.partitions.begin(), sums.partitions.end(),
                  [](const auto& partition) { return !partition.second.dedup.empty(); })) {
    AddDedup(sums, out);
  }
  out << "</body></html>\n";
  return out.str();
}

}  // namespace aegis::topology
