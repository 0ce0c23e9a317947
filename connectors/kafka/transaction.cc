#include "connectors/kafka/transaction.h"

#include <algorithm>
#include <array>

#include "connectors/failpoint.h"
#include "connectors/kafka/membership.h"
#include "connectors/mutation.h"

namespace aegis::kafka {
namespace {

// A failed report is noticed after one slice instead of at the end of the time.
constexpr int kFlushSliceMs = 50;
// One slice of a transactional call: a commit that is retried inside longer than this gives the
// deadline a chance.
constexpr int kCallSliceMs = 2000;
// Reports are looked at this often while producing.
constexpr size_t kReportsEvery = 256;

int Slice(io::Time deadline, io::Time now, int slice) {
  return std::clamp(MillisecondsUntil(deadline, now), 1, slice);
}

}  // namespace

KafkaTransaction::~KafkaTransaction() {
  if (open_) Abort(std::min(deadline_, clock_.Now() + std::chrono::seconds(1)));
}

io::ProduceResult KafkaTransaction::Produce(const io::OutputRecord& record) {
  Output& output = outputs_[record.topic];
  if (!output.topic) {
    output.topic.reset(rd_kafka_topic_new(producer_.handle(), output.name.c_str(), nullptr));
    if (!output.topic) {
      error_ = {ErrorCode::kInternal,
                "output " + output.name + ": " + Describe(rd_kafka_last_error())};
      return io::ProduceResult::kAbort;
    }
  }
  rd_kafka_headers_t* headers = nullptr;
  if (!record.headers.empty()) {
    headers = rd_kafka_headers_new(record.headers.size());
    for (const Header& header : record.headers) {
      rd_kafka_header_add(headers, header.name.data(), static_cast<ssize_t>(header.name.size()),
                          header.value.data(),
                          static_cast<ssize_t>(IsNull(header.value) ? 0 : header.value.size()));
    }
  }
  std::array<rd_kafka_vu_t, 8> fields;
  size_t count = 0;
  fields[count].vtype = RD_KAFKA_VTYPE_RKT;
  fields[count++].u.rkt = output.topic.get();
  fields[count].vtype = RD_KAFKA_VTYPE_PARTITION;
  fields[count++].u.i32 = record.partition;
  fields[count].vtype = RD_KAFKA_VTYPE_MSGFLAGS;
  fields[count++].u.i = RD_KAFKA_MSG_F_COPY;
  fields[count].vtype = RD_KAFKA_VTYPE_VALUE;
  fields[count].u.mem.ptr = const_cast<char*>(record.value.data());
  fields[count++].u.mem.size = record.value.size();
  fields[count].vtype = RD_KAFKA_VTYPE_KEY;
  fields[count].u.mem.ptr = const_cast<char*>(record.key.data());
  fields[count++].u.mem.size = record.key.size();
  fields[count].vtype = RD_KAFKA_VTYPE_TIMESTAMP;
  fields[count++].u.i64 = record.timestamp_ms;
  fields[count].vtype = RD_KAFKA_VTYPE_OPAQUE;
  fields[count++].u.ptr = Producer::Private(record.origin, record.note_offset);
  if (headers != nullptr) {
    fields[count].vtype = RD_KAFKA_VTYPE_HEADERS;
    fields[count++].u.headers = headers;
  }

  io::ProduceResult result = io::ProduceResult::kAccepted;
  for (;;) {
    KafkaError error(rd_kafka_produceva(producer_.handle(), fields.data(), count));
    if (!error) {
      headers = nullptr;  // the message has them now
      break;
    }
    rd_kafka_resp_err_t code = rd_kafka_error_code(error.get());
    if (code == RD_KAFKA_RESP_ERR__QUEUE_FULL && !producer_.reports().failed &&
        clock_.Now() < deadline_) {
      rd_kafka_poll(producer_.handle(), 10);
      continue;
    }
    if (code == RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE) {
      result = io::ProduceResult::kRefused;
      break;
    }
    // The reason is a report that waits to be read, if there is one.
    rd_kafka_poll(producer_.handle(), 0);
    error_ = {ErrorCode::kUnavailable, "output " + output.name + ": " + Describe(error.get())};
    if (producer_.reports().failed) error_ = NotTaken();
    result = io::ProduceResult::kAbort;
    break;
  }
  if (headers != nullptr) rd_kafka_headers_destroy(headers);
  if (result != io::ProduceResult::kAccepted) return result;
  if (produced_++ == 0) AEGIS_FAILPOINT("after_first_produce");
  if (produced_ % kReportsEvery == 0) rd_kafka_poll(producer_.handle(), 0);
  if (!producer_.reports().failed) return io::ProduceResult::kAccepted;
  error_ = NotTaken();
  return io::ProduceResult::kAbort;
}

int64_t KafkaTransaction::NotedEnd(io::TopicHandle topic, int32_t partition) const {
  const auto& ends = producer_.reports().noted_ends;
  const auto end = ends.find({outputs_[topic].name, partition});
  return end == ends.end() ? -1 : end->second;
}

Error KafkaTransaction::NotTaken() {
  is_not_taken_ = true;
  auto code = static_cast<rd_kafka_resp_err_t>(producer_.reports().reason);
  return {ErrorCode::kUnavailable, "a record was not taken: " + Describe(code)};
}

NextMove KafkaTransaction::Judge(TransactionCall call, const char* what,
                                 const rd_kafka_error_t* error, io::Time deadline) {
  ErrorClass kind = Classify(error);
  NextMove move = AfterCall(call, kind, clock_.Now() >= deadline);
  if (move == NextMove::kGoOn || move == NextMove::kCallAgain) return move;
  error_ = {ErrorCode::kUnavailable, std::string(what) + ": " + Describe(error)};
  if (move != NextMove::kAbort) producer_.Break(kind);
  return move;
}

NextMove KafkaTransaction::Flush(io::Time deadline) {
  for (;;) {
    rd_kafka_resp_err_t code =
        rd_kafka_flush(producer_.handle(), Slice(deadline, clock_.Now(), kFlushSliceMs));
    if (producer_.reports().failed) {
      error_ = NotTaken();
      return NextMove::kAbort;
    }
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return NextMove::kGoOn;
    if (clock_.Now() >= deadline) {
      error_ = {ErrorCode::kUnavailable, "the outputs did not take the records in time"};
      return NextMove::kAbort;
    }
  }
}

NextMove KafkaTransaction::SendOffsets(const io::Progress& progress, io::Time deadline) {
  if (progress.partitions.empty()) return NextMove::kGoOn;
  PartitionList offsets = NewPartitionList(progress.partitions.size());
  for (const io::PartitionProgress& partition : progress.partitions) {
    rd_kafka_topic_partition_t* to = rd_kafka_topic_partition_list_add(
        offsets.get(), partition.partition.topic.c_str(), partition.partition.partition);
    to->offset = partition.next_offset;
    rd_kafka_topic_partition_set_leader_epoch(to, partition.leader_epoch);
    if (!partition.metadata.empty()) {
      // librdkafka frees it with the list.
      to->metadata = rd_kafka_mem_malloc(producer_.handle(), partition.metadata.size());
      std::copy(partition.metadata.begin(), partition.metadata.end(),
                static_cast<char*>(to->metadata));
      to->metadata_size = partition.metadata.size();
    }
  }
  const auto& membership = static_cast<const GroupMembership&>(*progress.membership);
  const Nudge::Call call(producer_.nudge());
  for (;;) {
    KafkaError error(
        rd_kafka_send_offsets_to_transaction(producer_.handle(), offsets.get(), membership.get(),
                                             Slice(deadline, clock_.Now(), kCallSliceMs)));
    NextMove move =
        Judge(TransactionCall::kSendOffsets, "offsets were not taken", error.get(), deadline);
    if (move != NextMove::kCallAgain) return move;
  }
}

NextMove KafkaTransaction::CommitTransaction(io::Time deadline) {
  for (;;) {
    KafkaError error(rd_kafka_commit_transaction(producer_.handle(),
                                                 Slice(deadline, clock_.Now(), kCallSliceMs)));
    NextMove move = Judge(TransactionCall::kCommit, "commit failed", error.get(), deadline);
    if (move != NextMove::kCallAgain) return move;
  }
}

io::CommitOutcome KafkaTransaction::Commit(const io::Progress& progress, io::Time deadline) {
  AEGIS_FAILPOINT("before_flush");
  NextMove move = Flush(deadline);
  if (move != NextMove::kGoOn) return Finish(move, deadline);
  AEGIS_FAILPOINT("after_flush");
  move = SendOffsets(progress, deadline);
  if (move != NextMove::kGoOn) return Finish(move, deadline);
  AEGIS_FAILPOINT("after_send_offsets");
  AEGIS_FAILPOINT("before_commit");
  move = CommitTransaction(deadline);
  if (move != NextMove::kGoOn) return Finish(move, deadline);
  AEGIS_FAILPOINT("after_commit");
  open_ = false;
  return io::CommitOutcome::kCommitted;
}

io::CommitOutcome KafkaTransaction::Finish(NextMove move, io::Time deadline) {
  switch (move) {
    case NextMove::kAbort:
      // The abort has time of its own: it is what saves the producer.
      return Abort(std::max(deadline, clock_.Now() + std::chrono::seconds(1)));
    case NextMove::kGoOn:  // these two are nobody's last word; knowing nothing is always safe
    case NextMove::kCallAgain:
    case NextMove::kAbortedByRenew:
    case NextMove::kUnknown:
      break;
  }
  open_ = false;
  return io::CommitOutcome::kUnknown;
}

io::CommitOutcome KafkaTransaction::Abort(io::Time deadline) {
  open_ = false;
  if (AEGIS_MUTATION(skip_abort)) return io::CommitOutcome::kAborted;
  // After a failed batch the producer fails once more, with OUT_OF_ORDER_SEQUENCE_NUMBER.
  if (producer_.reports().failed) producer_.Break(ErrorClass::kUnknown);
  // Whatever is said of the abort, the reason that led to it is the one to tell.
  Error reason = error_;
  for (;;) {
    KafkaError error(rd_kafka_abort_transaction(producer_.handle(),
                                                Slice(deadline, clock_.Now(), kCallSliceMs)));
    NextMove move = Judge(TransactionCall::kAbort, "abort failed", error.get(), deadline);
    if (move == NextMove::kCallAgain) continue;
    if (!reason.message.empty()) error_ = reason;
    // The report that tells most may have come with the last ones.
    if (is_not_taken_) error_ = NotTaken();
    return move == NextMove::kGoOn ? io::CommitOutcome::kAborted : io::CommitOutcome::kUnknown;
  }
}

}  // namespace aegis::kafka
