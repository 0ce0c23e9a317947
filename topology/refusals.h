// The memory of a worker about records that the broker refuses, over aborts and replays. The
// decisions are io::AfterRefusal's; this keeps what they are decided on.
#pragma once

#include <algorithm>
#include <map>
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

// A record on one of its routes: what one output refuses, another may take.
struct Copy {
  Place place;
  uint16_t route = 0;
  friend auto operator<=>(const Copy&, const Copy&) = default;
};

// Who is accused of a refusal: a copy of a record, or the receipt of the records up to and with
// this one.
struct Accused {
  Copy copy;
  uint64_t receipt_records = 0;  // 0: the copy itself
};

class Refusals {
 public:
  // Quarantine this record on this route, whatever the engine says.
  bool IsMarked(const io::TopicPartition& partition, int64_t offset, uint16_t route) const {
    return !marked_.empty() && marked_.contains({{partition, offset}, route});
  }
  // Produce one record a batch: somebody in what was aborted is to be found.
  bool one_by_one() const { return !suspected_until_.empty(); }

  struct Move {
    io::RefusalMove move = io::RefusalMove::kReplay;
    Accused about;  // kSplit: the receipt; kStop: who cannot be taken, where somebody is accused
  };
  // A transaction was aborted. ends: where each of its partitions had got to; held_marked: the
  // marked copies that were in it.
  Move Aborted(std::span<const Accused> accused, std::span<const Accused> guilty,
               std::span<const Place> ends, std::span<const Copy> held_marked) {
    io::RefusalFacts facts{.accused = accused.size()};
    Move next;
    if (!accused.empty()) next.about = accused.front();
    for (const Accused& one : guilty) {
      if (one.receipt_records > 0) {
        if (facts.guilty == 0) next.about = one;
        facts.receipt_records = one.receipt_records;
        continue;
      }
      ++facts.guilty;
      if (!facts.guilty_is_marked) next.about = one;
      facts.guilty_is_marked |= marked_.contains(one.copy);
    }
    // Splitting takes as many aborts as it takes, and so does finding one record after another:
    // none of these aborts says anything about those found before.
    auto is_marked = [this](const Accused& one) {
      return one.receipt_records == 0 && marked_.contains(one.copy);
    };
    if (std::all_of(accused.begin(), accused.end(), is_marked)) {
      for (const Copy& copy : held_marked)
        facts.aborts_with_mark = std::max(facts.aborts_with_mark, ++marked_[copy]);
    }
    next.move = io::AfterRefusal(facts);
    switch (next.move) {
      case io::RefusalMove::kReplayOneByOne:
        for (const Place& end : ends) {
          int64_t& until = suspected_until_.try_emplace(end.partition, -1).first->second;
          until = std::max(until, end.offset);
        }
        break;
      case io::RefusalMove::kMark:
        for (auto& [copy, with_it] : marked_) with_it = 0;
        for (const Accused& one : guilty) {
          if (one.receipt_records == 0) marked_.try_emplace(one.copy, 0);
        }
        break;
      case io::RefusalMove::kReplay:
      case io::RefusalMove::kSplit:
      case io::RefusalMove::kStop:
        break;
    }
    return next;
  }

  void Committed(const io::TopicPartition& partition, int64_t next_offset) {
    if (auto suspected = suspected_until_.find(partition);
        suspected != suspected_until_.end() && next_offset >= suspected->second) {
      suspected_until_.erase(suspected);
    }
    std::erase_if(marked_, [&](const auto& mark) {
      return mark.first.place.partition == partition && mark.first.place.offset < next_offset;
    });
  }
  // Somebody else's now.
  void Revoked(const io::TopicPartition& partition) {
    suspected_until_.erase(partition);
    std::erase_if(marked_,
                  [&](const auto& mark) { return mark.first.place.partition == partition; });
  }
  // Routes have other numbers now, and outputs may take what they refused.
  void NewRoutes() { marked_.clear(); }

 private:
  std::map<Copy, int> marked_;  // and the aborts with it
  std::map<io::TopicPartition, int64_t> suspected_until_;
};

}  // namespace aegis::topology
