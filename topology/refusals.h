// The memory of a worker about records that the broker refuses, over aborts and replays. The
// decisions are io::AfterRefusal's; this keeps what they are decided on.
#pragma once

#include <map>
#include <set>
#include <span>
#include <vector>

#include "connectors/delivery.h"
#include "connectors/io.h"

namespace aegis::topology {

struct Place {
  io::TopicPartition partition;
  int64_t offset = -1;
  friend auto operator<=>(const Place&, const Place&) = default;
};

// Who is accused of a refusal: a record, or the receipt of the records up to and with this one.
struct Accused {
  Place place;
  uint64_t receipt_records = 0;  // 0: the record itself
};

class Refusals {
 public:
  // Quarantine the record there, whatever the engine says.
  bool IsMarked(const io::TopicPartition& partition, int64_t offset) const {
    return !marked_.empty() && marked_.contains({partition, offset});
  }
  // Produce one record a batch: somebody in what was aborted is to be found.
  bool one_by_one() const { return !suspected_until_.empty(); }

  // A transaction was aborted. accused: of its refusal; ends: where each of its partitions had got
  // to; held_marked: the marked records that were in it.
  io::RefusalMove Aborted(const std::vector<Accused>& accused, bool alone,
                          std::span<const Place> ends, std::span<const Place> held_marked) {
    uint64_t receipt_records = accused.empty() ? 0 : accused.front().receipt_records;
    int aborts = 0;
    // Splitting takes as many aborts as it takes, and none of them says anything about a record.
    if (receipt_records == 0) {
      for (const Place& place : held_marked) aborts = std::max(aborts, ++marked_[place]);
    }
    bool accused_is_marked = !accused.empty() && marked_.contains(accused.front().place);
    io::RefusalMove move = io::AfterRefusal({.accused = accused.size(),
                                             .alone = alone,
                                             .accused_is_marked = accused_is_marked,
                                             .receipt_records = receipt_records,
                                             .aborts_with_mark = aborts});
    switch (move) {
      case io::RefusalMove::kReplayOneByOne:
        for (const Place& end : ends) {
          int64_t& until = suspected_until_.try_emplace(end.partition, -1).first->second;
          until = std::max(until, end.offset);
        }
        break;
      case io::RefusalMove::kMark:
        marked_.try_emplace(accused.front().place, 0);
        break;
      case io::RefusalMove::kReplay:
      case io::RefusalMove::kSplit:
      case io::RefusalMove::kStop:
        break;
    }
    return move;
  }

  void Committed(const io::TopicPartition& partition, int64_t next_offset) {
    if (auto suspected = suspected_until_.find(partition);
        suspected != suspected_until_.end() && next_offset >= suspected->second) {
      suspected_until_.erase(suspected);
    }
    std::erase_if(marked_, [&](const auto& mark) {
      return mark.first.partition == partition && mark.first.offset < next_offset;
    });
  }
  // Somebody else's now.
  void Revoked(const io::TopicPartition& partition) {
    suspected_until_.erase(partition);
    std::erase_if(marked_, [&](const auto& mark) { return mark.first.partition == partition; });
  }

 private:
  std::map<Place, int> marked_;  // and the aborts with it
  std::map<io::TopicPartition, int64_t> suspected_until_;
};

}  // namespace aegis::topology
