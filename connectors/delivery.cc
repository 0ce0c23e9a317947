#include "connectors/delivery.h"

namespace aegis::io {

RefusalMove AfterRefusal(const RefusalFacts& facts) {
  if (facts.aborts_with_mark >= kMaxAbortsWithMark) return RefusalMove::kStop;
  if (facts.accused == 0) return RefusalMove::kReplay;
  if (!facts.alone) return RefusalMove::kReplayOneByOne;
  // No record is to blame for it.
  if (facts.receipt_records > 0)
    return facts.receipt_records > 1 ? RefusalMove::kSplit : RefusalMove::kStop;
  return facts.accused_is_marked ? RefusalMove::kStop : RefusalMove::kMark;
}

}  // namespace aegis::io
