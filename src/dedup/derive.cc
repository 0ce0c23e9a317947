#include "src/dedup/derive.h"

#include "src/base/record.h"
#include "src/dedup/image_search.h"

namespace aegis::dedup {

void AddEntry(const Entry& primary, const NearRule* near, ArenaVector<Entry>& to) {
  to.push_back(primary);
  if (IsNull(primary.value) || primary.group.empty()) return;
  switch (static_cast<Kind>(primary.group.front())) {
    case Kind::kNear:
      if (near != nullptr) DeriveBands(primary.group, primary.value, *near, to);
      return;
    case Kind::kImage:
      DeriveChunks(primary, to);
      return;
    case Kind::kExact:
    case Kind::kNearBand:
    case Kind::kImageChunk:
      return;
  }
}

}  // namespace aegis::dedup
