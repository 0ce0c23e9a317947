// Reads receipts, inputs, dead letters and outputs of a cluster and lets Verifier judge them.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "connectors/kafka/client_config.h"
#include "src/base/result.h"
#include "topology/config.h"
#include "topology/verify.h"

namespace aegis::topology {

struct VerifyOptions {
  kafka::ClientSettings client;
  std::string receipts_topic;
  std::map<std::string, VerifyRoute> routes;  // by name
  VerifyRoute every_route;                    // for those that are not in `routes`
  std::string only_input;                     // empty: every topic that the receipts name
  std::string only_output;
  std::string dead_letter;             // empty: those that the receipts name
  std::shared_ptr<const Plan> rescan;  // null: outputs are not scanned again
  std::function<void(const std::string& step, int64_t records)> progress;
};

VerifyOptions VerifyOptionsOf(const Config& config);

Result<VerifyReport> VerifyCluster(const VerifyOptions& options);

}  // namespace aegis::topology
