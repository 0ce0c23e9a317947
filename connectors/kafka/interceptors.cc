#include "connectors/kafka/interceptors.h"

#include <algorithm>

namespace aegis::kafka {
namespace {

constexpr char kName[] = "aegis-unanswered";

int IndexOf(int16_t api_key) {
  for (size_t i = 0; i < UnansweredRequests::kApiKeys.size(); ++i) {
    if (UnansweredRequests::kApiKeys[i] == api_key) return static_cast<int>(i);
  }
  return -1;
}

rd_kafka_resp_err_t Sent(rd_kafka_t*, int, const char*, int32_t, int16_t api_key, int16_t, int32_t,
                         size_t, void* opaque) {
  static_cast<UnansweredRequests*>(opaque)->OnSent(api_key);
  return RD_KAFKA_RESP_ERR_NO_ERROR;
}

rd_kafka_resp_err_t Received(rd_kafka_t*, int, const char*, int32_t, int16_t api_key, int16_t,
                             int32_t, size_t, int64_t, rd_kafka_resp_err_t error, void* opaque) {
  static_cast<UnansweredRequests*>(opaque)->OnReceived(api_key,
                                                       error == RD_KAFKA_RESP_ERR_NO_ERROR);
  return RD_KAFKA_RESP_ERR_NO_ERROR;
}

rd_kafka_resp_err_t New(rd_kafka_t* handle, const rd_kafka_conf_t*, void* opaque, char*, size_t) {
  rd_kafka_resp_err_t error = rd_kafka_interceptor_add_on_request_sent(handle, kName, Sent, opaque);
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return error;
  return rd_kafka_interceptor_add_on_response_received(handle, kName, Received, opaque);
}

}  // namespace

Status UnansweredRequests::Watch(rd_kafka_conf_t* conf) {
  if (rd_kafka_conf_interceptor_add_on_new(conf, kName, New, this) != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return Fail(ErrorCode::kInternal, "the Kafka client takes no interceptor");
  }
  return {};
}

bool UnansweredRequests::any() const {
  if (sent_again_.load(std::memory_order_acquire)) return true;
  for (const auto& waiting : waiting_) {
    if (waiting.load(std::memory_order_acquire)) return true;
  }
  return false;
}

bool UnansweredRequests::under_way() const {
  return std::any_of(under_way_.begin(), under_way_.end(), [](const std::atomic<bool>& request) {
    return request.load(std::memory_order_acquire);
  });
}

void UnansweredRequests::OnSent(int16_t api_key) {
  int i = IndexOf(api_key);
  if (i < 0) return;
  under_way_[static_cast<size_t>(i)].store(true, std::memory_order_release);
  // librdkafka has one request of a kind on its way: a second one before an answer replaces one
  // that got none.
  if (waiting_[static_cast<size_t>(i)].exchange(true, std::memory_order_acq_rel)) {
    sent_again_.store(true, std::memory_order_release);
  }
}

void UnansweredRequests::OnReceived(int16_t api_key, bool without_error) {
  int i = IndexOf(api_key);
  if (i < 0) return;
  under_way_[static_cast<size_t>(i)].store(false, std::memory_order_release);
  // A response with an error is a timeout or a broken connection: no answer. The hook runs twice
  // for an answer, both times before the next request of the kind is made.
  if (without_error) waiting_[static_cast<size_t>(i)].store(false, std::memory_order_release);
}

}  // namespace aegis::kafka
