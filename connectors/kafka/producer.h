// One incarnation of a transactional producer: made for an id, thrown away when it can no longer be
// trusted. Private to this folder; the Sink owns it, the Transaction works with it.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "connectors/io.h"
#include "connectors/kafka/handles.h"
#include "connectors/kafka/interceptors.h"
#include "connectors/kafka/nudge.h"
#include "connectors/mutation.h"

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
  bool spent() const {
    return !MayReuseProducer(unanswered_.any() && !AEGIS_MUTATION(reuse_unanswered_producer),
                             broken_);
  }
  void Break(ErrorClass why) {
    broken_ = true;
    if (why == ErrorClass::kFenced) fenced_ = true;
  }
  bool fenced() const { return fenced_; }

  // What the delivery reports said since the transaction began.
  struct Reports {
    bool failed = false;
    int reason = 0;  // see MoreTelling
    io::Refusal refusal;
    // Behind the last of the records that are noted.
    std::map<std::pair<std::string, int32_t>, int64_t> noted_ends;
  };
  Reports& reports() { return reports_; }
  Nudge& nudge() { return nudge_; }
  const Reports& reports() const { return reports_; }

  // What a message carries to its report.
  static void* Private(uint32_t origin, bool note_offset) {
    return reinterpret_cast<void*>(static_cast<uintptr_t>(origin) |
                                   static_cast<uintptr_t>(note_offset) << 32);
  }

 private:
  Producer() = default;
  static void OnReport(rd_kafka_t*, const rd_kafka_message_t* message, void* opaque);

  // These outlive the handle.
  UnansweredRequests unanswered_;
  Nudge nudge_{unanswered_};
  rd_kafka_t* handle_ = nullptr;
  bool one_by_one_ = false;
  size_t batch_bytes_ = 0;
  std::string transactional_id_;
  bool initialised_ = false;
  bool broken_ = false;
  bool fenced_ = false;
  Reports reports_;
};

}  // namespace aegis::kafka
