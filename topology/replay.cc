// Back to what is committed, after a transaction that was not; and what its end tells of a record.
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>

#include "connectors/delivery.h"
#include "connectors/mutation.h"
#include "topology/turn.h"

namespace aegis::topology {
namespace {

using std::chrono::milliseconds;

// A call that makes a producer must not keep a rebalance or a stop waiting.
constexpr auto kRenewSlice = std::chrono::seconds(2);
constexpr auto kRenewAgainAfter = milliseconds(200);
constexpr auto kLongestPause = std::chrono::seconds(5);

}  // namespace

Status StoppedAt(const Place& at, const std::string& why) {
  return Fail(ErrorCode::kInternal, at.partition.topic + " [" +
                                        std::to_string(at.partition.partition) + "] offset " +
                                        std::to_string(at.offset) + ": " + why);
}

Status Worker::Turn::AfterAbort() {
  auto who = [this](std::span<const uint32_t> origins) {
    std::vector<Accused> found;
    for (uint32_t index : origins) {
      if (index >= open_.origins.size()) continue;
      const Origin& origin = open_.origins[index];
      found.push_back(
          {{{origin.partition->id, origin.offset}, origin.route}, origin.receipt_records});
    }
    return found;
  };
  const std::vector<Accused> accused = who(open_->refusal().accused);
  const std::vector<Accused> guilty = who(open_->refusal().guilty);
  // Up to and with the record at which it was noticed, which is not counted as processed yet.
  std::map<io::TopicPartition, int64_t> reached;
  for (const Origin& origin : open_.origins) {
    if (origin.partition->halted) continue;  // it is not replayed
    int64_t& end = reached.try_emplace(origin.partition->id, -1).first->second;
    end = std::max(end, origin.offset + 1);
  }
  std::vector<Place> ends;
  for (const auto& [id, end] : reached) ends.push_back({id, end});
  const std::string why = open_->error().message;
  const Refusals::Move next = refusals_.Aborted(accused, guilty, ends, open_.held_marked);
  switch (next.move) {
    case io::RefusalMove::kReplay:
    case io::RefusalMove::kReplayOneByOne:
      break;
    case io::RefusalMove::kMark:
      aborts_in_a_row_ = 0;  // that was progress
      break;
    case io::RefusalMove::kSplit:
      SplitFrom(*owned_.Find(next.about.copy.place.partition));
      break;
    case io::RefusalMove::kStop: {
      // Nobody is accused where the transaction failed as a whole, and so says nothing certain of
      // the dead letter.
      const bool is_receipt = next.about.receipt_records > 0;
      const Place at = accused.empty() ? open_.held_marked.front().place : next.about.copy.place;
      Drop();
      if (accused.empty()) {
        return StoppedAt(at, "the broker refuses this record, and " +
                                 std::to_string(io::kMaxAbortsWithMark) +
                                 " transactions with its dead letter were not committed: " + why);
      }
      return StoppedAt(at, (is_receipt ? "the receipt of this record is not taken by the broker: "
                                       : "neither the record nor its dead letter is taken by the "
                                         "broker: ") +
                               why);
    }
  }
  Drop();
  StartRecovery(why.empty() ? "the assignment changed" : why);
  return {};
}

// The same records again, in transactions whose receipts are half as large.
void Worker::Turn::SplitFrom(const Owned& partition) {
  receipt_limit_ = std::min(receipt_limit_, partition.receipt.size_estimate()) / 2;
  commits_since_split_ = 0;
  spdlog::warn(
      "worker {}: the receipt of {} records of {} [{}] was refused: transactions get smaller; see "
      "max.message.bytes of topic {}",
      options_.number, partition.receipt.records(), partition.id.topic, partition.id.partition,
      work_.routes->receipts_topic());
}

void Worker::Turn::StartRecovery(const std::string& why) {
  recovering_ = true;
  ++aborts_in_a_row_;
  io::Duration pause = milliseconds(10) * (1 << std::min(aborts_in_a_row_ - 1, 9));
  recover_at_ = clock_.Now() + std::min(pause, io::Duration(kLongestPause));
  spdlog::warn("worker {}: transaction not committed, will be replayed: {}", options_.number, why);
}

Status Worker::Turn::Recover(io::Time now) {
  // A commit may have left a request without an answer; and one record a batch is for suspects
  // only.
  bool renew = sink_.needs_renewal() || one_by_one_ != refusals_.one_by_one();
  if (renew && !open_) recovering_ = true;
  // Found damaged when it was written: made again now, and not with the next record.
  if (!open_ && PastsFailed()) recovering_ = true;
  if (!recovering_ || now < recover_at_) return {};
  if (renew) {
    Status renewed = sink_.Renew(refusals_.one_by_one(),
                                 now + std::min(options_.timeout, io::Duration(kRenewSlice)));
    if (!renewed) {
      if (renewed.error().code != ErrorCode::kUnavailable) return renewed;
      recover_at_ = now + kRenewAgainAfter;
      if (renewed.error().message != renewal_problem_) {
        renewal_problem_ = renewed.error().message;
        spdlog::warn("worker {}: {}", options_.number, renewal_problem_);
      }
      return {};
    }
    one_by_one_ = refusals_.one_by_one();
    renewal_problem_.clear();
  }
  if (AEGIS_MUTATION(no_rewind)) {
    recovering_ = false;
    return {};
  }
  owned_.Clear();
  // What went wrong may be an output that is not what it was.
  router_.Forget();
  recovering_ = false;
  return source_.Rewind();
}

}  // namespace aegis::topology
