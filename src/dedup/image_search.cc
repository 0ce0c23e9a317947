#include "src/dedup/image_search.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "src/base/big_endian.h"
#include "src/dedup/image_limits.h"

namespace aegis::dedup {
namespace {

constexpr size_t kChunkBits = 16;
constexpr size_t kImageGroupBytes = GroupBytes(static_cast<char>(Kind::kImage));
constexpr size_t kChunkGroupBytes = GroupBytes(static_cast<char>(Kind::kImageChunk));
// A crop may differ in more bits than any chunk can promise to survive. The first 64 bits are the
// coarsest (see ImageKey) and lose the fewest: these chunks are looked for with two bits flipped,
// too, but only as the picture lies, for nobody turns and crops at once.
constexpr size_t kCoarseChunks = 4;
// Whatever differs in at most this many bits has a chunk in common.
constexpr uint32_t kCertainByChunk = kImageChunks - 1;

// The value has kImageValueBytes.
ImageHash HashOf(std::string_view value) {
  const char* at = value.data() + kWrittenAtBytes + kOccurrenceBytes;
  ImageHash hash;
  for (uint64_t& word : hash.wide) {
    word = BigEndian({at, 8});
    at += 8;
  }
  hash.narrow = BigEndian({at, 8});
  return hash;
}

uint16_t ChunkOf(const ImageHash& hash, size_t chunk) {
  return static_cast<uint16_t>(hash.wide[chunk / 4] >> (chunk % 4 * kChunkBits));
}

void PutChunkGroup(size_t chunk, uint16_t bits, char* to) {
  to[0] = static_cast<char>(Kind::kImageChunk);
  to[1] = static_cast<char>(chunk);
  to[2] = static_cast<char>(bits >> 8);
  to[3] = static_cast<char>(bits);
}

}  // namespace

Entry NewImage(const Occurrence& occurrence, int64_t stamp_ms, const ImageHash& hash,
               Arena& arena) {
  char* const group = arena.NewBytes(kImageGroupBytes);
  group[0] = static_cast<char>(Kind::kImage);
  PutBigEndian(static_cast<uint64_t>(occurrence.offset), 8, group + 1);
  char* const value = arena.NewBytes(kImageValueBytes);
  PutWrittenAt(stamp_ms, value);
  PutOccurrence(occurrence, value + kWrittenAtBytes);
  char* at = value + kWrittenAtBytes + kOccurrenceBytes;
  for (uint64_t word : hash.wide) {
    PutBigEndian(word, 8, at);
    at += 8;
  }
  PutBigEndian(hash.narrow, 8, at);
  return {{group, kImageGroupBytes}, {group, 0}, {value, kImageValueBytes}};
}

bool DeriveChunks(const Entry& image, ArenaVector<Entry>& chunks) {
  if (image.group.size() != kImageGroupBytes ||
      image.group.front() != static_cast<char>(Kind::kImage) || !image.member.empty() ||
      image.value.size() != kImageValueBytes) {
    return false;
  }
  Arena& arena = chunks.arena();
  char* const id = arena.NewBytes(kMemberIdBytes);
  PutMemberId(static_cast<int64_t>(BigEndian(image.group.substr(1))), id);
  const std::string_view value = arena.Copy(image.value);
  const ImageHash hash = HashOf(value);
  char* group = arena.NewBytes(kImageChunks * kChunkGroupBytes);
  for (size_t chunk = 0; chunk < kImageChunks; ++chunk) {
    PutChunkGroup(chunk, ChunkOf(hash, chunk), group);
    chunks.push_back({{group, kChunkGroupBytes}, {id, kMemberIdBytes}, value});
    group += kChunkGroupBytes;
  }
  return true;
}

struct ImageSearch::Best {
  const Occurrence& self;
  const ImageWindow& window;
  const View& view;
  ArenaVector<Member>& members;
  std::optional<ImageMatch> match;
  int64_t id = 0;  // the offset of its record

  bool OutOfBounds(size_t candidates) const { return candidates >= kMaxImageCandidates; }

  void Consider(const ImageHash& hash, const Member& member) {
    if (member.member.size() != kMemberIdBytes || member.value.size() != kImageValueBytes) return;
    const ImageHash other = HashOf(member.value);
    const uint32_t distance = WideDistance(hash, other);
    if (!AreNear(distance, NarrowDistance(hash, other), window.radius)) return;
    const int64_t other_id = OffsetOfMember(member.member);
    if (match && (match->distance < distance || (match->distance == distance && id <= other_id))) {
      return;
    }
    const std::optional<Occurrence> first = OccurrenceOf(member.value);
    // A record that is read again finds what it and its followers left.
    if (!first || (first->partition == self.partition && first->offset >= self.offset)) return;
    // Timestamps are not negative where they say anything; without one, age is the stream's.
    if (self.timestamp_ms >= 0 && first->timestamp_ms >= 0 &&
        self.timestamp_ms - first->timestamp_ms > window.window_ms) {
      return;
    }
    match = ImageMatch{*first, distance};
    id = other_id;
  }
};

void ImageSearch::Look(const ImageHash& hash, size_t chunk, uint16_t flipped, Best& best) {
  if (best.OutOfBounds(candidates_)) return;
  std::array<char, kChunkGroupBytes> group;
  PutChunkGroup(chunk, ChunkOf(hash, chunk) ^ flipped, group.data());
  best.members.clear();
  // The latest first: those that are past, which may be there or not, as the store has come to it,
  // take nothing from the bound.
  best.view.entries->Members({group.data(), group.size()},
                             std::min(kMaxImagesOfChunk, kMaxImageCandidates - candidates_),
                             best.members);
  for (const Member& member : best.members) {
    if (!best.view.time.IsAlive(WrittenAt(member.value), best.window.window_ms)) continue;
    ++candidates_;
    best.Consider(hash, member);
  }
}

std::optional<ImageMatch> ImageSearch::Find(const ImageFingerprint& picture, const Occurrence& self,
                                            const ImageWindow& window, const View& view) {
  candidates_ = 0;
  if (view.entries == nullptr || picture.quality < kMinImageQuality) return std::nullopt;
  memory_.Reset();
  ArenaVector<Member> members(memory_);
  Best best{self, window, view, members, std::nullopt, 0};
  for (const ImageHash& hash : picture.turns) {
    for (size_t chunk = 0; chunk < kImageChunks; ++chunk) Look(hash, chunk, 0, best);
  }
  // What is closer than this, or as close and older, has been seen.
  if (best.match && best.match->distance <= kCertainByChunk) return best.match;
  if (window.radius <= kCertainByChunk) return best.match;
  for (const ImageHash& hash : picture.turns) {
    for (size_t chunk = 0; chunk < kImageChunks; ++chunk) {
      for (size_t bit = 0; bit < kChunkBits; ++bit) {
        Look(hash, chunk, static_cast<uint16_t>(1u << bit), best);
      }
    }
  }
  if (best.match && best.match->distance <= kMaxImageRadius) return best.match;
  for (size_t chunk = 0; chunk < kCoarseChunks; ++chunk) {
    for (size_t bit = 1; bit < kChunkBits; ++bit) {
      for (size_t other = 0; other < bit; ++other) {
        Look(picture.hash(), chunk, static_cast<uint16_t>(1u << bit | 1u << other), best);
      }
    }
  }
  return best.match;
}

}  // namespace aegis::dedup
