#include "connectors/kafka/nudge.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>

namespace aegis::kafka {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr auto kLookEvery = milliseconds(500);
// How long a call may take before it gets help: a coordinator that is where it was takes
// milliseconds.
constexpr auto kFirst = milliseconds(2000);
// After a look at the coordinator that led to nothing, librdkafka looks no more for a second.
constexpr auto kNext = milliseconds(1500);
constexpr auto kLongest = milliseconds(60'000);

}  // namespace

Nudge::Nudge(const UnansweredRequests& requests)
    : requests_(requests), thread_([this] { Watch(); }) {}

Nudge::~Nudge() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  stopped_.notify_all();
  thread_.join();
}

void Nudge::Begin() {
  call_.fetch_add(1, std::memory_order_relaxed);
  calling_.store(true, std::memory_order_release);
}

// Looks from time to time, so that a call costs two stores and wakes nobody.
void Nudge::Watch() {
  uint64_t seen = 0;
  Clock::time_point due;
  Clock::duration pause = kNext;
  std::unique_lock lock(mutex_);
  while (!stopped_.wait_for(lock, kLookEvery, [this] { return stop_; })) {
    const auto now = Clock::now();
    const uint64_t call = call_.load(std::memory_order_relaxed);
    // An answer is waited for, as long as it takes.
    if (!calling_.load(std::memory_order_acquire) || call != seen || requests_.under_way()) {
      seen = call;
      due = now + kFirst;
      pause = kNext;
    } else if (now >= due) {
      CutNext();
      // What is cut off needs time to come back.
      if (last_cut_ < 0) pause = std::min<Clock::duration>(2 * pause, kLongest);
      due = now + pause;
    }
  }
}

// One only: the others are asked where the coordinator is. Under the lock: no socket is closed, and
// its number given to somebody else, meanwhile. Behind the last one, nobody's turn.
void Nudge::CutNext() {
  const auto next = sockets_.upper_bound(last_cut_);
  last_cut_ = next == sockets_.end() ? -1 : *next;
  if (last_cut_ < 0) return;
  ::shutdown(last_cut_, SHUT_RDWR);
  cuts_.fetch_add(1, std::memory_order_relaxed);
}

int Nudge::Open(int domain, int type, int protocol) {
  const int socket = ::socket(domain, type | SOCK_CLOEXEC, protocol);
  if (socket < 0) return socket;
  const std::lock_guard lock(mutex_);
  sockets_.insert(socket);
  return socket;
}

int Nudge::Close(int socket) {
  const std::lock_guard lock(mutex_);
  sockets_.erase(socket);
  return ::close(socket);
}

}  // namespace aegis::kafka
