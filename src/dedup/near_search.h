// Near-duplicates of text: which entries a document makes, and how the documents like it are found.
//
// A document is one entry of kind kNear, whose value holds its signature, and one entry of kind
// kNearBand for each band: a band is a few components of the signature in a row, and two documents
// that agree in all of them meet in its group. What meets is compared by whole signatures.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "src/base/arena.h"
#include "src/dedup/entries.h"
#include "src/dedup/minhash.h"
#include "src/dedup/stream_time.h"

namespace aegis::dedup {

inline constexpr size_t kMaxBands = 16;
// Below it half of two texts differs, and bands would have to be so short that everything meets.
inline constexpr double kMinThreshold = 0.5;
// Above it only texts that are equal but for spelling pass, which the bands below find anyway.
inline constexpr double kMaxThreshold = 0.99;

// What a threshold asks for. A pure function of it, and part of kFingerprintVersion.
struct NearRule {
  double threshold;
  size_t bands;
  size_t rows;         // components of a band
  int least_agreeing;  // of kComponents, for a duplicate

  // Any threshold from kMinThreshold to kMaxThreshold; others are taken for the nearest.
  static NearRule For(double threshold);
  // How probably two texts meet in a band, if their components agree so often.
  double MeetingProbability(double similarity) const;
  friend bool operator==(const NearRule&, const NearRule&) = default;
};

inline constexpr size_t kNearValueBytes = kWrittenAtBytes + kOccurrenceBytes + kSignatureBytes;
using NearGroup = std::array<char, GroupBytes('N')>;
using BandGroup = std::array<char, GroupBytes('B')>;

NearGroup NearGroupOf(int64_t offset);
void PutNearValue(int64_t stamp_ms, const Occurrence& occurrence, const Signature& signature,
                  char* to);
// Nothing: it is not such a value.
std::optional<Signature> SignatureOf(std::string_view value);
BandGroup BandGroupOf(size_t band, const Signature& signature, const NearRule& rule);

// The entries that follow from a primary one, as a restore makes them: needs no key. None when it
// is not such an entry.
void DeriveBands(std::string_view group, std::string_view value, const NearRule& rule,
                 ArenaVector<Entry>& to);
// The primary entry of a document; derive.h adds those of its bands.
Entry NewNear(int64_t stamp_ms, const Occurrence& occurrence, const Signature& signature,
              Arena& arena);

// Members of one band's group that are considered, the latest: more documents than this that share
// a band, within a window, share a template, and those most like the record share other bands with
// it. Each costs a step through the store, of some 0.2 us.
inline constexpr size_t kMaxMembersOfBand = 64;
// Documents whose signatures are read: each may cost a look at the disk, some 5 us. Those that
// share most bands with the record are the first, and the older of equals.
inline constexpr size_t kMaxCandidates = 32;

struct NearMatch {
  Occurrence first;
  double similarity = 0;
  friend bool operator==(const NearMatch&, const NearMatch&) = default;
};

// The document most like one of the signatures (of one record, under each key), the oldest of
// equals. An entry counts only if it is alive, its timestamp is at most a window behind the
// record's, and it is not the record itself. Entries that are past change nothing, whether they are
// still there or not. `scratch` keeps what was read.
std::optional<NearMatch> FindNear(std::span<const Signature> signatures, const NearRule& rule,
                                  const Entries& entries, const StreamTime& time, int64_t window_ms,
                                  const Occurrence& record, Arena& scratch);

}  // namespace aegis::dedup
