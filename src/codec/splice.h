// What the codecs share when they write edits back.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#include "src/base/arena.h"
#include "src/base/result.h"
#include "src/codec/codec.h"

namespace aegis {

// Refuses edits that are out of order, overlap or leave raw. Touching edits are fine.
RecordStatus CheckOrder(std::string_view raw, std::span<const Edit> edits);

// For formats without escapes: replacements are put in as they are, removed fields lose their span.
// With `utf8`, an edit that would cut a character, or put in ill-formed bytes, is refused.
RecordResult<std::string_view> SplicePlain(std::string_view raw, std::span<const Edit> edits,
                                           bool utf8, Arena& arena, ArenaVector<Splice>* splices);

// What Encode made of raw, from the splices that it told of: the same bytes, in the arena; raw
// itself where there are none.
std::string_view SpliceAgain(std::string_view raw, std::span<const Splice> splices, Arena& arena);

// Writes the spliced bytes: everything of raw in order, but for what is skipped, and what is put in
// between. The caller says beforehand how much it may put in. Tells `splices`, if there are any,
// what is not a copy.
class Splicer {
 public:
  Splicer(std::string_view raw, size_t max_inserted, Arena& arena,
          ArenaVector<Splice>* splices = nullptr)
      : raw_(raw),
        begin_(arena.NewBytes(raw.size() + max_inserted + 1)),
        to_(begin_),
        splices_(splices),
        copied_to_(begin_) {}

  // Copies raw up to `raw_offset`, which never goes back.
  void CopyTo(uint32_t raw_offset) {
    size_t count = raw_offset - from_;
    if (count == 0) return;
    Tell();
    std::memcpy(to_, raw_.data() + from_, count);
    to_ += count;
    from_ = raw_offset;
    copied_from_ = from_;
    copied_to_ = to_;
  }
  void SkipTo(uint32_t raw_offset) { from_ = raw_offset; }
  void Put(char c) { *to_++ = c; }
  void Put(std::string_view bytes) {
    if (!bytes.empty()) std::memcpy(to_, bytes.data(), bytes.size());
    to_ += bytes.size();
  }
  std::string_view Finish() {
    CopyTo(static_cast<uint32_t>(raw_.size()));
    Tell();
    return {begin_, static_cast<size_t>(to_ - begin_)};
  }

 private:
  // Of what was skipped and put in since the last copy.
  void Tell() {
    if (splices_ == nullptr || (from_ == copied_from_ && to_ == copied_to_)) return;
    splices_->push_back(
        {{copied_from_, from_}, {copied_to_, static_cast<size_t>(to_ - copied_to_)}});
    copied_from_ = from_;
    copied_to_ = to_;
  }

  std::string_view raw_;
  char* begin_;
  char* to_;
  uint32_t from_ = 0;
  ArenaVector<Splice>* splices_;
  // Where the last copy ended.
  uint32_t copied_from_ = 0;
  char* copied_to_;
};

}  // namespace aegis
