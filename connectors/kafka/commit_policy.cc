#include "connectors/kafka/commit_policy.h"

#include <librdkafka/rdkafka.h>

#include <algorithm>
#include <chrono>

namespace aegis::kafka {

ErrorClass Classify(const ErrorFacts& facts) {
  if (facts.code == RD_KAFKA_RESP_ERR_NO_ERROR) return ErrorClass::kNone;
  // Fatal wins: librdkafka may set it together with the others.
  if (facts.fatal) {
    switch (facts.code) {
      case RD_KAFKA_RESP_ERR__FENCED:
      case RD_KAFKA_RESP_ERR_PRODUCER_FENCED:
      case RD_KAFKA_RESP_ERR_INVALID_PRODUCER_EPOCH:
        return ErrorClass::kFenced;
      default:
        return ErrorClass::kFatal;
    }
  }
  if (facts.requires_abort) return ErrorClass::kAbortable;
  if (facts.retriable) return ErrorClass::kRetriable;
  // A call that ran out of its slice is the same call again, whatever flags it carries.
  if (facts.code == RD_KAFKA_RESP_ERR__TIMED_OUT) return ErrorClass::kRetriable;
  return ErrorClass::kUnknown;
}

bool AccusesRecord(int code) {
  switch (code) {
    case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE:
    case RD_KAFKA_RESP_ERR_RECORD_LIST_TOO_LARGE:
    case RD_KAFKA_RESP_ERR_INVALID_TIMESTAMP:
    case RD_KAFKA_RESP_ERR_INVALID_RECORD:
      return true;
    default:
      return false;
  }
}

int MoreTelling(int first, int next) {
  const bool first_tells = first != RD_KAFKA_RESP_ERR_NO_ERROR &&
                           first != RD_KAFKA_RESP_ERR__PURGE_QUEUE &&
                           first != RD_KAFKA_RESP_ERR__PURGE_INFLIGHT;
  return first_tells || next == RD_KAFKA_RESP_ERR_NO_ERROR ? first : next;
}

NextMove AfterCall(TransactionCall call, ErrorClass error, bool deadline_passed) {
  switch (error) {
    case ErrorClass::kNone:
      return NextMove::kGoOn;
    case ErrorClass::kRetriable:
      if (!deadline_passed) return NextMove::kCallAgain;
      break;
    case ErrorClass::kAbortable:
      // An abort that asks for an abort goes nowhere.
      if (call == TransactionCall::kAbort) return NextMove::kAbortedByRenew;
      return NextMove::kAbort;
    case ErrorClass::kFenced:
    case ErrorClass::kFatal:
    case ErrorClass::kUnknown:
      break;
  }
  // Out of time, or the producer is dead. Only a commit that was called leaves doubt about what the
  // broker did.
  switch (call) {
    case TransactionCall::kCommit:
      return NextMove::kUnknown;
    case TransactionCall::kFlush:
    case TransactionCall::kSendOffsets:
      if (error == ErrorClass::kRetriable) return NextMove::kAbort;
      return NextMove::kAbortedByRenew;
    case TransactionCall::kInit:
    case TransactionCall::kBegin:
    case TransactionCall::kAbort:
      return NextMove::kAbortedByRenew;
  }
  return NextMove::kUnknown;
}

io::Duration RenewDelay(ErrorClass error) {
  return error == ErrorClass::kFenced ? std::chrono::milliseconds(3500)
                                      : std::chrono::milliseconds(0);
}

RebalanceMove OnRebalance(bool is_assign, bool lost) {
  if (is_assign) return RebalanceMove::kAssignPaused;
  return lost ? RebalanceMove::kAbortThenUnassign : RebalanceMove::kCommitThenUnassign;
}

StartMove DecideStart(const CommittedAnswer& answer, Start start) {
  switch (answer.error) {
    case RD_KAFKA_RESP_ERR_NO_ERROR:
      break;
    case RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
      return StartMove::kSayAndAskAgain;
    default:  // UNSTABLE_OFFSET_COMMIT, a moving coordinator, a topic not known yet
      return StartMove::kAskAgain;
  }
  if (answer.offset >= 0) return StartMove::kUseCommitted;
  if (answer.topic_known) return StartMove::kAskEarliest;
  return start == Start::kLatest ? StartMove::kAskLatest : StartMove::kAskEarliest;
}

io::Duration RefusedDelay(int refusals) {
  constexpr auto kLongest = std::chrono::seconds(30);
  return std::min<io::Duration>(std::chrono::seconds(1) * (1 << std::min(refusals, 5)), kLongest);
}

FencedMove AfterFenced(const FencedFacts& facts) {
  if (!facts.answered) return FencedMove::kAskAgain;
  if (!facts.present) return FencedMove::kJoin;
  return facts.same_member_for > facts.session_timeout + kSessionSlack ? FencedMove::kStopProcess
                                                                       : FencedMove::kAskAgain;
}

ConsumerMove AfterConsumerError(int code, bool fatal) {
  if (fatal) return ConsumerMove::kStopProcess;
  switch (code) {
    case RD_KAFKA_RESP_ERR__PARTITION_EOF:
      return ConsumerMove::kEndOfPartition;
    // librdkafka would read on behind what it could not read.
    case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET:
    case RD_KAFKA_RESP_ERR__LOG_TRUNCATION:
    case RD_KAFKA_RESP_ERR__BAD_MSG:
    case RD_KAFKA_RESP_ERR__BAD_COMPRESSION:
    case RD_KAFKA_RESP_ERR__PARTIAL:
    case RD_KAFKA_RESP_ERR__UNDERFLOW:
    case RD_KAFKA_RESP_ERR__NOT_IMPLEMENTED:
    case RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE:
    case RD_KAFKA_RESP_ERR_INVALID_MSG:
    case RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE:
    case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE:
      return ConsumerMove::kStopPartition;
    // The position stays, and the right may come back: librdkafka asks for the same records again.
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
      return ConsumerMove::kSay;
    case RD_KAFKA_RESP_ERR__FATAL:
    case RD_KAFKA_RESP_ERR__FENCED:
    case RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID:
    case RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_INCONSISTENT_GROUP_PROTOCOL:
    case RD_KAFKA_RESP_ERR_INVALID_SESSION_TIMEOUT:
      return ConsumerMove::kStopProcess;
    default:
      return ConsumerMove::kSay;
  }
}

uint32_t Murmur2(std::string_view bytes) {
  constexpr uint32_t kMultiplier = 0x5bd1e995;
  constexpr int kShift = 24;
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  size_t length = bytes.size();
  uint32_t hash = 0x9747b28cu ^ static_cast<uint32_t>(length);
  size_t words = length / 4;
  for (size_t i = 0; i < words; ++i) {
    const unsigned char* at = data + i * 4;
    uint32_t word =
        uint32_t{at[0]} | uint32_t{at[1]} << 8 | uint32_t{at[2]} << 16 | uint32_t{at[3]} << 24;
    word *= kMultiplier;
    word ^= word >> kShift;
    word *= kMultiplier;
    hash *= kMultiplier;
    hash ^= word;
  }
  const unsigned char* rest = data + words * 4;
  switch (length % 4) {
    case 3:
      hash ^= uint32_t{rest[2]} << 16;
      [[fallthrough]];
    case 2:
      hash ^= uint32_t{rest[1]} << 8;
      [[fallthrough]];
    case 1:
      hash ^= uint32_t{rest[0]};
      hash *= kMultiplier;
      break;
    default:
      break;
  }
  hash ^= hash >> 13;
  hash *= kMultiplier;
  hash ^= hash >> 15;
  return hash;
}

}  // namespace aegis::kafka
