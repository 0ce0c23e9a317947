#include "connectors/delivery.h"

namespace aegis::io {

RefusalMove AfterRefusal(const RefusalFacts& facts) {
  if (facts.aborts_with_mark >= kMaxAbortsWithMark) return RefusalMove::kStop;
  if (facts.guilty_is_marked) return RefusalMove::kStop;
  if (facts.guilty > 0) return RefusalMove::kMark;
  // No record is to blame for a receipt.
  if (facts.receipt_records > 0)
    return facts.receipt_records > 1 ? RefusalMove::kSplit : RefusalMove::kStop;
  return facts.accused > 0 ? RefusalMove::kReplayOneByOne : RefusalMove::kReplay;
}

}  // namespace aegis::io
