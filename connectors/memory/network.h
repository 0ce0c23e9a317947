// What stands between a client and the brokers: whether a request arrives, whether its answer comes
// back, how long anything takes. The default loses nothing and takes no time; a simulation draws
// all of it from a seed.
#pragma once

#include <cstdint>

#include "connectors/io.h"

namespace aegis::memory {

// One incarnation of a process; given out by whoever makes the clients.
using Client = uint32_t;

enum class Request : uint8_t {
  kJoin,
  kHeartbeat,
  kFetchOffsets,
  kFetch,
  kDescribe,
  kInitProducer,
  kProduce,
  kSendOffsets,
  kEndTransaction,
};

enum class Delivery : uint8_t {
  kAnswered,
  kRetriable,   // answered: the same again, later
  kLost,        // never arrives; no answer
  kAnswerLost,  // takes effect; no answer
  kDelayed,     // no answer; arrives later, when the client may have gone on
};

// Things that take a while at the brokers.
enum class Slow : uint8_t {
  kMarker,    // until a partition has the marker of a transaction that was decided
  kAnswer,    // until the answer about a committed offset is there
  kDelivery,  // until a delayed request arrives
};

// Where a process stands between two calls; the names are those of connectors/failpoint.h.
enum class Point : uint8_t {
  kAfterPoll,
  kAfterProduce,
  kBeforeFlush,
  kAfterFlush,
  kAfterSendOffsets,
  kAfterCommit,
  kAfterAbort,
  kAfterRenew,
  kRestore,  // a changelog was read on
  kStateApply,
  kStateApplied,
};

class Network {
 public:
  virtual ~Network() = default;
  virtual Delivery Send(Request, Client) { return Delivery::kAnswered; }
  // The process is there; it may freeze, or die: then this does not return.
  virtual void Reach(Point, Client) {}
  // The client waits within a call; others go on. Does not return when the process dies.
  virtual void Wait(Client, io::Duration) {}
  virtual io::Duration Takes(Slow) { return {}; }
  // Its objects do nothing any more, their destructors neither.
  virtual bool IsDead(Client) const { return false; }
  // Stopped, or never scheduled: sends no heartbeats.
  virtual bool IsFrozen(Client) const { return false; }
};

}  // namespace aegis::memory
