// What becomes of a static member that was fenced: see AfterFenced. Private to this folder.
#pragma once

#include <string>

#include "connectors/io.h"
#include "connectors/kafka/commit_policy.h"
#include "connectors/kafka/lookup.h"

namespace aegis::kafka {

class Fence {
 public:
  Fence(io::Duration session_timeout, io::Time now)
      : session_timeout_(session_timeout), same_since_(now), answered_at_(now) {}

  FencedMove Take(const GroupAnswer& answer, io::Time now) {
    bool answered = answer.error == 0;
    // While nobody answers, sessions may have been kept alive or not: watching begins anew.
    if (!answered || answer.member_id != member_id_) same_since_ = now;
    if (answered) {
      member_id_ = answer.member_id;
      answered_at_ = now;
    }
    return AfterFenced({.answered = answered,
                        .present = !member_id_.empty(),
                        .same_member_for = now - same_since_,
                        .session_timeout = session_timeout_});
  }

  // librdkafka may keep asking a coordinator that is gone; a new client finds the one there is.
  bool NeedsNewClient(io::Time now) {
    if (now - answered_at_ < kUnansweredFor) return false;
    answered_at_ = now;
    return true;
  }

 private:
  static constexpr auto kUnansweredFor = std::chrono::seconds(20);

  io::Duration session_timeout_;
  std::string member_id_;
  io::Time same_since_;
  io::Time answered_at_;
};

}  // namespace aegis::kafka
