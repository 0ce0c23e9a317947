// rd_kafka_send_offsets_to_transaction() may wait for ever, whatever time it was given: for a
// coordinator that has left the cluster's metadata and come back, and that librdkafka looks up
// again only when some connection changes its state (its issues 5456 and 5511). So, while such a
// call lasts and nothing of it is under way, connections are cut, one after another; they come back
// by themselves. Private to this folder.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "connectors/io.h"
#include "connectors/kafka/interceptors.h"

namespace aegis::kafka {

class Nudge {
 public:
  explicit Nudge(const UnansweredRequests& requests);
  ~Nudge();

  // While it lives, a call that may need help is being made.
  class Call {
   public:
    explicit Call(Nudge& nudge) : nudge_(nudge) { nudge_.Begin(); }
    ~Call() { nudge_.calling_.store(false, std::memory_order_release); }
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

   private:
    Nudge& nudge_;
  };

  // What the client calls to open and to close a socket, on threads of its own.
  int Open(int domain, int type, int protocol);
  int Close(int socket);

  uint64_t cuts() const { return cuts_.load(std::memory_order_relaxed); }

 private:
  void Begin();
  void Watch();
  void CutNext();

  const UnansweredRequests& requests_;
  std::atomic<bool> calling_{false};
  std::atomic<uint64_t> call_{0};  // how many there were
  std::atomic<uint64_t> cuts_{0};

  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stop_ = false;
  std::set<int> sockets_;
  int last_cut_ = -1;
  std::thread thread_;
};

}  // namespace aegis::kafka
