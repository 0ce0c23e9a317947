// aegis verify: was everything done exactly once? From the topics alone.
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <string>

#include "cli/commands.h"
#include "cli/output.h"
#include "topology/config.h"
#include "topology/feedback.h"
#include "topology/host_names.h"
#include "topology/verify_cluster.h"

namespace aegis::cli {
namespace {

struct Options {
  std::string config;
  std::string brokers;
  std::string from;
  std::string to;
  std::string dead_letter;
  std::string receipts;
  bool by_key = false;
  bool keys_redacted = false;
};

int Show(const topology::VerifyReport& report) {
  std::printf("receipts     %10lld\n", static_cast<long long>(report.receipts));
  std::printf("inputs       %10lld  (counted once for each route)\n",
              static_cast<long long>(report.inputs));
  std::printf("forwarded    %10lld\n", static_cast<long long>(report.forwarded));
  std::printf("dropped      %10lld\n", static_cast<long long>(report.dropped));
  std::printf("quarantined  %10lld\n", static_cast<long long>(report.quarantined));
  for (const std::string& fault : report.shown) std::printf("fault: %s\n", fault.c_str());
  const auto more = report.faults - static_cast<int64_t>(report.shown.size());
  if (more > 0) std::printf("… and %lld more faults\n", static_cast<long long>(more));
  if (report.faults > 0) {
    std::printf("FAILED: %lld faults\n", static_cast<long long>(report.faults));
    return kFailed;
  }
  if (report.receipts == 0) {
    std::printf("FAILED: there are no receipts to judge by\n");
    return kFailed;
  }
  std::printf("exactly once: every input has one outcome on each of its routes, in order\n");
  return kFine;
}

std::string WrongArguments(const Options& options) {
  for (std::string_view rest = options.brokers;;) {
    const size_t comma = rest.find(',');
    if (std::string wrong = topology::WrongBroker(rest.substr(0, comma)); !wrong.empty())
      return "--brokers: " + wrong;
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  for (const std::string& topic :
       {options.from, options.to, options.dead_letter, options.receipts}) {
    if (topic.empty()) continue;  // not given
    if (std::string wrong = topology::WrongTopicName(topic); !wrong.empty()) return wrong;
  }
  return {};
}

int Verify(const Options& options) {
  topology::VerifyOptions wanted;
  if (!options.config.empty()) {
    const topology::LoadedConfig loaded = topology::LoadConfig(options.config);
    if (!loaded.config) {
      SayProblems(loaded.problems);
      return kBadUsage;
    }
    wanted = topology::VerifyOptionsOf(*loaded.config);
    if (wanted.receipts_topic.empty()) {
      SayError(options.config + " has no `receipts`: without them, nobody can check from outside");
      return kBadUsage;
    }
  } else {
    if (options.brokers.empty() || options.from.empty() || options.to.empty() ||
        options.receipts.empty()) {
      SayError("either -c FILE, or --brokers, --from, --to and --receipts");
      return kBadUsage;
    }
    if (const std::string wrong = WrongArguments(options); !wrong.empty()) {
      SayError(wrong);
      return kBadUsage;
    }
    wanted.client.brokers = options.brokers;
    wanted.receipts_topic = options.receipts;
    wanted.only_input = options.from;
    wanted.only_output = options.to;
    wanted.dead_letter = options.dead_letter;
    wanted.every_route = {
        .by_key = options.by_key, .keys_change = options.keys_redacted, .provenance = false};
  }
  if (isatty(STDERR_FILENO) != 0) {
    wanted.progress = [](const std::string& step, int64_t records) {
      std::fprintf(stderr, "%s: %lld records\n", step.c_str(), static_cast<long long>(records));
    };
  }
  const auto report = topology::VerifyCluster(wanted);
  if (!report) return FailWith(report.error());
  return Show(*report);
}

}  // namespace

Action AddVerify(CLI::App& command) {
  auto options = std::make_shared<Options>();
  CLI::Option* config = command.add_option("-c,--config", options->config,
                                           "The pipeline's YAML; outputs are scanned again, too");
  for (CLI::Option* option :
       {command.add_option("--brokers", options->brokers, "host:port, comma-separated"),
        command.add_option("--from", options->from, "The input topic"),
        command.add_option("--to", options->to, "The output topic"),
        command.add_option("--dead-letter", options->dead_letter, "The topic of dead letters"),
        command.add_option("--receipts", options->receipts, "The topic of receipts"),
        command.add_flag("--by-key", options->by_key, "The route partitions by key"),
        command.add_flag("--keys-redacted", options->keys_redacted,
                         "The route redacts keys, so they pair nothing")}) {
    option->excludes(config);
  }
  command.footer(
      "Reads receipts, inputs, dead letters and outputs from their beginning, committed records "
      "only. Run it while the pipeline\n"
      "stands still, or what is under way counts as missing. With -c, values, headers and keys of "
      "the "
      "outputs are scanned again as\n"
      "their routes say.\n\n"
      "Memory: some 24 bytes for each record that is judged at a time - with `partition: same` the "
      "partitions of one number, with\n"
      "`partition: key` all of a topic - and some 100 for each quarantined record and each run of "
      "equal outcomes in the receipts.\n\n"
      "Examples:\n"
      "  aegis verify -c pipeline.yaml\n"
      "  aegis verify --brokers localhost:9092 --from orders.raw --to orders.clean --dead-letter "
      "orders.dlq --receipts "
      "orders.receipts\n");
  return [options] { return Verify(*options); };
}

}  // namespace aegis::cli
