#include "connectors/delivery.h"

#include <gtest/gtest.h>

#include <chrono>

namespace aegis::io {
namespace {

using std::chrono::milliseconds;

TEST(MayCommit, InItsOwnEpochOnly) {
  static_assert(MayCommit(3, 3));
  static_assert(!MayCommit(3, 4));
}

TEST(ShouldSeal, AtTheFirstLimit) {
  constexpr Time kBegun{std::chrono::seconds(100)};
  constexpr SealLimits kLimits{.interval = milliseconds(100),
                               .max_records = 10,
                               .max_bytes = 1000,
                               .max_receipt_bytes = 500};
  static_assert(!ShouldSeal({kBegun, 1, 1}, kLimits, kBegun + milliseconds(99)));
  static_assert(ShouldSeal({kBegun, 1, 1}, kLimits, kBegun + milliseconds(100)));
  static_assert(!ShouldSeal({kBegun, 9, 999}, kLimits, kBegun));
  static_assert(ShouldSeal({kBegun, 10, 1}, kLimits, kBegun));
  static_assert(ShouldSeal({kBegun, 1, 1000}, kLimits, kBegun));
  static_assert(!ShouldSeal({kBegun, 1, 1, 499}, kLimits, kBegun));
  static_assert(ShouldSeal({kBegun, 1, 1, 500}, kLimits, kBegun));
}

TEST(AfterRefusal, FindsTheOneAndNeverGoesOnForEver) {
  struct {
    RefusalFacts facts;
    RefusalMove expected;
  } const kTable[] = {
      {{.accused = 0}, RefusalMove::kReplay},
      {{.accused = 40}, RefusalMove::kReplayOneByOne},
      // One report accuses, and does not prove: the batch may have held others.
      {{.accused = 1}, RefusalMove::kReplayOneByOne},
      {{.accused = 1, .guilty = 1}, RefusalMove::kMark},
      // What else is accused is accused again, or is not.
      {{.accused = 40, .guilty = 3}, RefusalMove::kMark},
      {{.accused = 1, .guilty = 1, .guilty_is_marked = true}, RefusalMove::kStop},
      {{.accused = 2, .guilty = 2, .guilty_is_marked = true}, RefusalMove::kStop},
      {{.accused = 1, .receipt_records = 2}, RefusalMove::kSplit},
      {{.accused = 1, .receipt_records = 1}, RefusalMove::kStop},
      // A smaller receipt is another one, and may be taken.
      {{.accused = 2, .guilty = 1, .receipt_records = 1}, RefusalMove::kMark},
      {{.accused = 0, .aborts_with_mark = 2}, RefusalMove::kReplay},
      {{.accused = 0, .aborts_with_mark = 3}, RefusalMove::kStop},
      {{.accused = 5, .aborts_with_mark = 3}, RefusalMove::kStop},
  };
  for (const auto& row : kTable) {
    EXPECT_EQ(AfterRefusal(row.facts), row.expected)
        << row.facts.accused << " " << row.facts.guilty << " " << row.facts.aborts_with_mark;
  }
}

TEST(Lag, OfUnknownPositionsIsUnknown) {
  static_assert(LagRecords(10, 4) == 6);
  static_assert(LagRecords(10, 10) == 0);
  static_assert(LagRecords(9, 10) == 0);
  static_assert(LagRecords(-1, 4) == -1);
  static_assert(LagRecords(10, -1) == -1);
}

}  // namespace
}  // namespace aegis::io
