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
  std::map<io::TopicPartition, PartitionState> partitions;
};

void AddPlan(const PlanCounters& counters, Sums& sums) {
  const Plan& plan = *counters.plan;
  for (size_t r = 0; r < plan.routes.size(); ++r) {
    const RouteCounters& from = counters.routes[r];
    const std::string& name = plan.routes[r].name;
    Sums::RouteSum& to = sums.routes[name];
    to.forwarded += from.forwarded.value();
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
                        const ProcessUsage& process, int64_t now_ms) {
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
  for (const auto& [partition, state] : sums.partitions) {
    const auto labels =
        Labels({{"topic", partition.topic}, {"partition", std::to_string(partition.partition)}});
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
  for (MetricFamily* family : {&records, &quarantined, &bytes, &findings, &lag_records,
                               &lag_seconds, &stopped, &transactions, &rebalances}) {
    // A family without a series would be a bare heading.
    if (!family->metric.empty()) families.push_back(std::move(*family));
  }
  families.push_back(Histogram("aegis_end_to_end_seconds",
                               "From a record's timestamp to the commit of its outcome.", workers,
                               &WorkerCounters::end_to_end_seconds));
  families.push_back(Histogram("aegis_process_seconds", "One batch through the engine.", workers,
                               &WorkerCounters::process_seconds));
  families.push_back(Histogram("aegis_transaction_seconds", "From begin to committed.", workers,
                               &WorkerCounters::transaction_seconds));
  families.push_back(std::move(count));
  families.push_back(std::move(info));
  AddProcess(process, families);
  return Text(families);
}

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
         {sum.forwarded, sum.dropped, sum.quarantined, sum.bytes_in, sum.bytes_out}) {
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
  out << "</table></body></html>\n";
  return out.str();
}

}  // namespace aegis::topology
