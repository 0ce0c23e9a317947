// Which picture that was seen is near this one: Hamming search over entries, by the 16 chunks of 16
// bits that a hash consists of. Hashes that differ in at most 15 bits have a chunk in common, those
// that differ in at most 31 one that differs in a single bit, so within the radius nothing is
// missed; of what AreNear takes beyond it (crops), most is found.
//
//   kImage       'I' id       ""   written at, Occurrence, hash: 68 bytes
//   kImageChunk  'C' n bits   id   the same, so that a candidate needs no second read
//
// A record has one picture in a state, the first of its chosen content.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "src/base/arena.h"
#include "src/dedup/entries.h"
#include "src/dedup/image_hash.h"
#include "src/dedup/view.h"

namespace aegis::dedup {

inline constexpr size_t kImageChunks = 16;
inline constexpr size_t kImageHashBytes = 40;
inline constexpr size_t kImageValueBytes = kWrittenAtBytes + kOccurrenceBytes + kImageHashBytes;

// What is to be added for a picture that nothing was near to; derive.h adds the 16 of its chunks.
Entry NewImage(const Occurrence& occurrence, int64_t stamp_ms, const ImageHash& hash, Arena& arena);

// The entries that follow from a kImage one. False: it is none, and nothing was added.
bool DeriveChunks(const Entry& image, ArenaVector<Entry>& chunks);

struct ImageMatch {
  Occurrence first;
  uint32_t distance = 0;  // of 256 bits
  double similarity() const { return 1 - distance / 256.0; }
};

struct ImageWindow {
  uint32_t radius = 0;  // at most kMaxImageRadius
  int64_t window_ms = 0;
};

// One a thread: it keeps its memory from search to search.
class ImageSearch {
 public:
  // The most similar picture that was there before `self` and is in the window; of equally similar
  // ones that of the earliest record. Nothing when the picture's quality is too low. Worth nothing
  // when the entries failed.
  std::optional<ImageMatch> Find(const ImageFingerprint& picture, const Occurrence& self,
                                 const ImageWindow& window, const View& view);

  // Of the last search.
  size_t candidates() const { return candidates_; }

 private:
  struct Best;
  void Look(const ImageHash& hash, size_t chunk, uint16_t flipped, Best& best);

  Arena memory_;
  size_t candidates_ = 0;
};

}  // namespace aegis::dedup
