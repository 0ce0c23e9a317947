#include "tests/chaos/simulation/oracle.h"

#include <algorithm>

namespace aegis::simulation {
namespace {

// What becomes of a record that is no duplicate.
std::string Undisturbed(Kind kind, size_t route) {
  switch (kind) {
    case Kind::kPlain:
    case Kind::kPlanted:
    case Kind::kTombstone:
      return "forward";
    case Kind::kBroken:
      return "quarantine:invalid_json";
    case Kind::kRefused:
      return "quarantine:broker_refused";
    case Kind::kRefusedOnKeyed:
      return route == kKeyed ? "quarantine:broker_refused" : "forward";
    case Kind::kTooLarge:
      return "quarantine:too_large";
  }
  return {};
}

// Nothing: it is no duplicate, and not remembered.
std::optional<std::string> ContentOf(const Input& input, Compared what) {
  switch (what) {
    case Compared::kNothing:
      return std::nullopt;
    case Compared::kValue:
      return input.message.value;
    case Compared::kPath:
    case Compared::kText:
      // In what is broken nothing is found.
      if (input.kind == Kind::kBroken || input.content < 0) return std::nullopt;
      return std::to_string(input.content);
  }
  return std::nullopt;
}

}  // namespace

void StreamClock::Pass(int64_t timestamp_ms) {
  if (now_ms && timestamp_ms > *now_ms + kMaxTimeStepMs) {
    ahead.push_back(timestamp_ms);
    if (ahead.size() < kAgreeing) return;
    now_ms = *std::min_element(ahead.begin(), ahead.end());
  } else {
    now_ms = std::max(timestamp_ms, now_ms.value_or(timestamp_ms));
  }
  ahead.clear();
}

bool Oracle::Counts(const Remembered& remembered) const {
  if (dedup_.of == Compared::kText) return *clock_.now_ms - remembered.written_ms <= kWindowMs;
  return !IsPast(remembered);
}

bool Oracle::CountsFor(const Remembered& remembered, int64_t timestamp_ms) const {
  if (!Counts(remembered)) return false;
  const int64_t own = remembered.first->message.timestamp_ms;
  // What the stream has passed counts on around its own time, which was ahead.
  const bool by_stream = *clock_.now_ms - remembered.written_ms <= kWindowMs;
  return timestamp_ms - own <= kWindowMs && (by_stream || own - timestamp_ms <= kWindowMs);
}

bool Oracle::IsPast(const Remembered& remembered) const {
  // Of a record that was ahead, the window is behind its own time; but none is a week ahead.
  const int64_t own = remembered.first->message.timestamp_ms;
  const int64_t ahead = own - remembered.written_ms;
  const int64_t from = ahead > 0 && ahead <= kMostAheadMs ? own : remembered.written_ms;
  return *clock_.now_ms - from > kWindowMs;
}

Decided Oracle::Decide(const Input& input) {
  const int64_t timestamp_ms = input.message.timestamp_ms;
  clock_.Pass(timestamp_ms);
  clocks_[input.offset] = clock_;
  Decided decided{Undisturbed(input.kind, route_), {}};
  const auto content = ContentOf(input, dedup_.of);
  if (!content) return decided;
  std::vector<Remembered>& known = memory_[*content];
  for (const Remembered& one : known) {
    if (CountsFor(one, timestamp_ms)) decided.firsts.push_back(one.first);
  }
  const bool forwarded = decided.outcome == "forward";
  if (decided.firsts.empty()) {
    // By the value: also what was quarantined, for its repeat is as bad.
    if (!forwarded && dedup_.of != Compared::kValue) return decided;
    if (dedup_.of != Compared::kText) known.clear();
    known.push_back({&input, *clock_.now_ms});
    return decided;
  }
  switch (dedup_.are) {
    case Duplicates::kDropped:
      decided.outcome = "drop:duplicate";
      break;
    case Duplicates::kTagged:
      break;
    case Duplicates::kRouted:
      if (forwarded) decided.outcome = "route:duplicate";
      break;
  }
  return decided;
}

const StreamClock& Oracle::ClockBefore(int64_t offset) const {
  static const StreamClock kNothing;
  const auto behind = clocks_.lower_bound(offset);
  return behind == clocks_.begin() ? kNothing : std::prev(behind)->second;
}

std::vector<Remembered> Oracle::Memory() const {
  std::vector<Remembered> all;
  for (const auto& [content, known] : memory_) all.insert(all.end(), known.begin(), known.end());
  return all;
}

}  // namespace aegis::simulation
