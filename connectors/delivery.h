// Decisions of a delivery that is exactly once, over any log with offsets and transactions: closed
// enums and pure functions, each held by a table in tests/unit/connectors/delivery_test.cc.
#pragma once

#include <cstddef>
#include <cstdint>

#include "connectors/io.h"

namespace aegis::io {

// --- Who may commit ---

// What a transaction does when its epoch is compared with the source's.
constexpr bool MayCommit(uint64_t begun_epoch, uint64_t epoch) { return begun_epoch == epoch; }

// --- When to seal ---

struct SealLimits {
  Duration interval{};
  size_t max_records = 0;
  size_t max_bytes = 0;
  size_t max_receipt_bytes = 0;
};
struct Filling {
  Time begun{};
  size_t records = 0;
  size_t bytes = 0;
  size_t receipt_bytes = 0;  // of its largest receipt
};
constexpr bool ShouldSeal(const Filling& open, const SealLimits& limits, Time now) {
  return now - open.begun >= limits.interval || open.records >= limits.max_records ||
         open.bytes >= limits.max_bytes || open.receipt_bytes >= limits.max_receipt_bytes;
}

// --- A record that the broker refuses ---

struct RefusalFacts {
  size_t accused = 0;             // whose report accuses them
  size_t guilty = 0;              // of them, records that were refused alone
  bool guilty_is_marked = false;  // one of these is a dead letter
  uint64_t receipt_records = 0;   // a receipt was refused alone, of so many records
  int aborts_with_mark =
      0;  // aborts so far, this one included, while the first offset to replay held a marked record
};
enum class RefusalMove : uint8_t {
  kReplay,          // nobody is accused
  kReplayOneByOne,  // somebody in the batch; a new producer, for the old one fails once more
                    // (OUT_OF_ORDER_SEQUENCE_NUMBER)
  kMark,            // the guilty: quarantine them on the next replay
  kSplit,           // a receipt: the same records in smaller transactions, with smaller receipts
  kStop,  // the dead letter, or the receipt of one record, is refused too; or it never gets past
          // this offset
};
RefusalMove AfterRefusal(const RefusalFacts& facts);
inline constexpr int kMaxAbortsWithMark = 3;

// --- Lag ---

// -1 while one of them is not known.
constexpr int64_t LagRecords(int64_t stable_end, int64_t committed) {
  if (stable_end < 0 || committed < 0) return -1;
  return stable_end > committed ? stable_end - committed : 0;
}

}  // namespace aegis::io
