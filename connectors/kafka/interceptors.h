// Notices transactional requests that were left without an answer. librdkafka retries them inside;
// a delayed first one may still reach the coordinator and end the next transaction, so their
// producer must not begin another.
#pragma once

#include <librdkafka/rdkafka.h>

#include <array>
#include <atomic>

#include "src/base/result.h"

namespace aegis::kafka {

class UnansweredRequests {
 public:
  // The watched requests: AddPartitionsToTxn, AddOffsetsToTxn, EndTxn, TxnOffsetCommit.
  static constexpr std::array<int16_t, 4> kApiKeys = {24, 25, 26, 28};

  // Before rd_kafka_new; this object outlives the client.
  Status Watch(rd_kafka_conf_t* conf);

  // Was a request sent again before its answer came, or is one still without?
  bool any() const;
  // Is one on its way, neither answered nor failed?
  bool under_way() const;

  // Called on the client's own threads: no call into librdkafka, no waiting.
  void OnSent(int16_t api_key);
  void OnReceived(int16_t api_key, bool without_error);

 private:
  std::array<std::atomic<bool>, kApiKeys.size()> waiting_{};
  std::array<std::atomic<bool>, kApiKeys.size()> under_way_{};
  std::atomic<bool> sent_again_{false};
};

}  // namespace aegis::kafka
