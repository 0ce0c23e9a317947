#include "src/codec/splice.h"

#include "src/base/limits.h"
#include "src/codec/utf8.h"

namespace aegis {

RecordStatus CheckOrder(std::string_view raw, std::span<const Edit> edits) {
  uint32_t end_before = 0;
  for (const Edit& edit : edits) {
    if (edit.raw.begin < end_before || edit.raw.end < edit.raw.begin || edit.raw.end > raw.size()) {
      return Refuse(RecordErrorCode::kRedactionFailed, edit.raw.begin);
    }
    end_before = edit.raw.end;
  }
  return {};
}

RecordResult<std::string_view> SplicePlain(std::string_view raw, std::span<const Edit> edits,
                                           bool utf8, Arena& arena, ArenaVector<Splice>* splices) {
  if (edits.empty()) return raw;
  if (auto checked = CheckOrder(raw, edits); !checked) return tl::unexpected(checked.error());
  size_t inserted = 0;
  for (const Edit& edit : edits) {
    if (utf8 && (!IsCharacterBoundary(raw, edit.raw.begin) ||
                 !IsCharacterBoundary(raw, edit.raw.end) || !IsValidUtf8(edit.replacement))) {
      return Refuse(RecordErrorCode::kRedactionFailed, edit.raw.begin);
    }
    inserted += edit.replacement.size();
    if (inserted > limits::kMaxRecordBytes) return Refuse(RecordErrorCode::kTooLarge);
  }
  Splicer out(raw, inserted, arena, splices);
  for (const Edit& edit : edits) {
    out.CopyTo(edit.raw.begin);
    if (edit.kind != Edit::Kind::kRemoveField) out.Put(edit.replacement);
    out.SkipTo(edit.raw.end);
  }
  return out.Finish();
}

std::string_view SpliceAgain(std::string_view raw, std::span<const Splice> splices, Arena& arena) {
  if (splices.empty()) return raw;
  size_t inserted = 0;
  for (const Splice& splice : splices) inserted += splice.with.size();
  Splicer out(raw, inserted, arena);
  for (const Splice& splice : splices) {
    out.CopyTo(splice.raw.begin);
    out.Put(splice.with);
    out.SkipTo(splice.raw.end);
  }
  return out.Finish();
}

}  // namespace aegis
