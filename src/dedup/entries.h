// What was seen, as the engine reads and writes it: groups of members, all of them bytes. The
// engine only reads, and says what is to be added; whoever owns the entries adds it with the
// transaction that commits.
//
//   kind         group                       members             value, behind the time of writing
//   kExact       'E' fingerprint (16)        one, empty          Occurrence
//   kNear        'N' id (8)                  one, empty          Occurrence, signature
//   kNearBand    'B' band (1), hash (8)      one a document      nothing
//   kImage       'I' id (8)                  one, empty          Occurrence, hashes
//   kImageChunk  'C' chunk (1), bits (2)     one an image        what Hamming search compares
//
// The id of a document or an image is the offset of the record that brought it: a record has one of
// each in a state, and offsets are one partition's, as states are. Among the members of a group the
// latest comes first (see PutMemberId), so that who reads a few reads the youngest.
//
// kExact, kNear and kImage are what the changelog has; the others follow from them (see
// near_search.h and image_search.h). Every value begins with the stream time at which it was
// written: 8 bytes, big-endian, so that a store can tell what is past without knowing more.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "src/base/arena.h"

namespace aegis::dedup {

enum class Kind : char {
  kExact = 'E',
  kNear = 'N',
  kNearBand = 'B',
  kImage = 'I',
  kImageChunk = 'C',
};

// Bytes of a group of this kind, the kind's own included. 0: no kind.
constexpr size_t GroupBytes(char kind) {
  switch (kind) {
    case 'E':
      return 17;
    case 'N':
    case 'I':
      return 9;
    case 'B':
      return 10;
    case 'C':
      return 4;
  }
  return 0;
}
// Stands in the changelog; the others are made from these.
constexpr bool IsPrimary(char kind) { return kind == 'E' || kind == 'N' || kind == 'I'; }

struct Entry {
  std::string_view group;
  std::string_view member;
  std::string_view value;
};

struct Member {
  std::string_view member;
  std::string_view value;
};

// The stream time in front of a value; -1, which is always past, when there is none.
int64_t WrittenAt(std::string_view value);
inline constexpr size_t kWrittenAtBytes = 8;
void PutWrittenAt(int64_t stream_time_ms, char* to);

// Who wrote an entry first.
struct Occurrence {
  int32_t partition = 0;
  int64_t offset = 0;
  int64_t timestamp_ms = 0;
  friend bool operator==(const Occurrence&, const Occurrence&) = default;
};
inline constexpr size_t kOccurrenceBytes = 20;  // big-endian, in this order
void PutOccurrence(const Occurrence& occurrence, char* to);
// Of what stands behind the time of writing. Nothing: too short.
std::optional<Occurrence> OccurrenceOf(std::string_view value);

// The name, among a group's members, of what the record at this offset brought: those of later
// records come before it.
inline constexpr size_t kMemberIdBytes = 8;
void PutMemberId(int64_t offset, char* to);
// The name has kMemberIdBytes.
int64_t OffsetOfMember(std::string_view name);

class Entries {
 public:
  virtual ~Entries() = default;
  // The value of the group's only member. Valid until the next call or change.
  virtual std::optional<std::string_view> Get(std::string_view group) const = 0;
  // Adds the first `most` of the group's members to `found`, in the order of their bytes; copies
  // live in its arena. Of a group with more members the rest costs nothing.
  virtual void Members(std::string_view group, size_t most, ArenaVector<Member>& found) const = 0;
  // Something could not be read, and what was answered since is worth nothing.
  virtual bool failed() const = 0;
};

}  // namespace aegis::dedup
