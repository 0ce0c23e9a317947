// One incarnation of a transactional producer: made for an id, thrown away when it can no longer be
// trusted. Private to this folder; the Sink owns it, the Transaction works with it.
#pragma once

#include <memory>
#include <string>

#include "connectors/io.h"
#include "connectors/kafka/handles.h"
#include "connectors/kafka/interceptors.h"

namespace aegis::kafka {

class Producer {
 public:
  static Result<std::unique_ptr<Producer>> New(const ClientSettings& settings, size_t batch_bytes,
                                               bool one_by_one);
  ~Producer();

  rd_kafka_t* handle() const { return handle_; }
  bool one_by_one() const { return one_by_one_; }
  bool initialised() const { return initialised_; }
  // Fences predecessors and waits for what they left to end.
  Status Initialise(const io::Clock& clock, io::Time deadline);

  // Not to be used for another transaction.
  bool spent() const { return !MayReuseProducer(unanswered_.any(), broken_); }
  void Break(ErrorClass why) {
    broken_ = true;
    if (why == ErrorClass::kFenced) fenced_ = true;
  }
  bool fenced() const { return fenced_; }

  // What the delivery reports said since the transaction began.
  struct Reports {
    bool failed = false;
    int first_error = 0;
    io::Refusal refusal;
  };
  Reports& reports() { return reports_; }

 private:
  Producer() = default;
  static void OnReport(rd_kafka_t*, const rd_kafka_message_t* message, void* opaque);

  UnansweredRequests unanswered_;  // outlives the handle
  rd_kafka_t* handle_ = nullptr;
  bool one_by_one_ = false;
  std::string transactional_id_;
  bool initialised_ = false;
  bool broken_ = false;
  bool fenced_ = false;
  Reports reports_;
};

}  // namespace aegis::kafka
