#include "connectors/kafka/producer.h"

#include <algorithm>

namespace aegis::kafka {

void Producer::OnReport(rd_kafka_t*, const rd_kafka_message_t* message, void* opaque) {
  const auto carried = reinterpret_cast<uintptr_t>(message->_private);
  auto& producer = *static_cast<Producer*>(opaque);
  Reports& reports = producer.reports_;
  if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
    if (carried >> 32 == 0 || message->offset < 0) return;
    int64_t& end =
        reports.noted_ends.try_emplace({rd_kafka_topic_name(message->rkt), message->partition}, -1)
            .first->second;
    end = std::max(end, message->offset + 1);
    return;
  }
  reports.failed = true;
  reports.reason = MoreTelling(reports.reason, message->err);
  if (!AccusesRecord(message->err)) return;
  reports.refusal.accused.push_back(static_cast<uint32_t>(carried));
  // Nothing else fits into the batch of a record that is larger than a batch may get.
  const bool alone =
      producer.one_by_one_ || message->len + message->key_len >= producer.batch_bytes_;
  if (alone) reports.refusal.guilty.push_back(static_cast<uint32_t>(carried));
}

Result<std::unique_ptr<Producer>> Producer::New(const ClientSettings& settings, size_t batch_bytes,
                                                bool one_by_one) {
  std::unique_ptr<Producer> producer(new Producer());
  producer->one_by_one_ = one_by_one;
  producer->batch_bytes_ = batch_bytes;
  producer->transactional_id_ = settings.member_id;
  Result<Conf> conf = MakeConf(ProducerProperties(settings, batch_bytes, one_by_one));
  if (!conf) return tl::unexpected(conf.error());
  rd_kafka_conf_set_dr_msg_cb(conf->get(), OnReport);
  rd_kafka_conf_set_opaque(conf->get(), producer.get());
  rd_kafka_conf_set_socket_cb(conf->get(), [](int domain, int type, int protocol, void* opaque) {
    return static_cast<Producer*>(opaque)->nudge_.Open(domain, type, protocol);
  });
  rd_kafka_conf_set_closesocket_cb(conf->get(), [](int socket, void* opaque) {
    return static_cast<Producer*>(opaque)->nudge_.Close(socket);
  });
  if (Status watched = producer->unanswered_.Watch(conf->get()); !watched) {
    return tl::unexpected(watched.error());
  }
  Result<rd_kafka_t*> handle = NewHandle(RD_KAFKA_PRODUCER, std::move(*conf));
  if (!handle) return tl::unexpected(handle.error());
  producer->handle_ = *handle;
  return producer;
}

Producer::~Producer() {
  if (handle_ == nullptr) return;
  // Nothing of an open transaction may go out any more; the broker aborts it when it is fenced or
  // times out.
  rd_kafka_purge(handle_, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
  rd_kafka_destroy(handle_);
}

Status Producer::Initialise(const io::Clock& clock, io::Time deadline) {
  for (;;) {
    int left = MillisecondsUntil(deadline, clock.Now());
    KafkaError error(rd_kafka_init_transactions(handle_, std::max(left, 1)));
    ErrorClass kind = Classify(error.get());
    switch (AfterCall(TransactionCall::kInit, kind, clock.Now() >= deadline)) {
      case NextMove::kGoOn:
        initialised_ = true;
        return {};
      case NextMove::kCallAgain:
        continue;
      case NextMove::kAbort:
      case NextMove::kAbortedByRenew:
      case NextMove::kUnknown:
        // Out of time is not broken: the next call goes on where this one stopped.
        if (kind != ErrorClass::kRetriable) Break(kind);
        rd_kafka_resp_err_t code = rd_kafka_error_code(error.get());
        bool id_denied = code == RD_KAFKA_RESP_ERR_TRANSACTIONAL_ID_AUTHORIZATION_FAILED;
        bool denied = id_denied || code == RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED;
        return Fail(
            denied ? ErrorCode::kPermission : ErrorCode::kUnavailable,
            "the transactional producer cannot start: " + Describe(error.get()) +
                (id_denied ? ": no right to Write transactional id " + transactional_id_ : ""));
    }
  }
}

}  // namespace aegis::kafka
