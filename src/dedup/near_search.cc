#include "src/dedup/near_search.h"

#include <xxhash.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "src/base/big_endian.h"

namespace aegis::dedup {
namespace {

// Of two texts just at the threshold, so many are to meet in a band; those more alike meet more
// often. What the estimate rejects by chance comes on top (see NearRule::For).
constexpr double kLeastMeeting = 0.985;
// Texts so far below the threshold are not duplicates; where more of them than this meet, reading
// their signatures costs more than further bands.
constexpr double kUnlike = 0.25;
constexpr double kMostMeetingUnlike = 0.25;

bool IsWithin(int64_t window_ms, int64_t timestamp_ms, int64_t record_ms) {
  int64_t age = 0;
  if (__builtin_sub_overflow(record_ms, timestamp_ms, &age)) return record_ms < timestamp_ms;
  return age <= window_ms;
}

struct Candidate {
  int64_t id;      // the record's offset
  uint32_t bands;  // that it shares with the record
};

// Ids of living members, one after the other. Those that are past are the earlier ones, so that
// the bound lets in the same ones whether a store still has them or not.
void AddIds(std::string_view group, const Entries& entries, const StreamTime& time,
            int64_t window_ms, ArenaVector<Member>& members, ArenaVector<int64_t>& ids) {
  members.clear();
  entries.Members(group, kMaxMembersOfBand, members);
  for (const Member& member : members) {
    if (member.member.size() != kMemberIdBytes) continue;
    if (!time.IsAlive(WrittenAt(member.value), window_ms)) continue;
    ids.push_back(OffsetOfMember(member.member));
  }
}

// One for each id, the best first.
void Rank(ArenaVector<int64_t>& ids, ArenaVector<Candidate>& candidates) {
  std::sort(ids.begin(), ids.end());
  for (const int64_t id : ids) {
    if (candidates.empty() || candidates.back().id != id) {
      candidates.push_back({id, 1});
    } else {
      ++candidates.back().bands;
    }
  }
  const size_t kept = std::min(candidates.size(), kMaxCandidates);
  std::partial_sort(candidates.begin(), candidates.begin() + kept, candidates.end(),
                    [](const Candidate& a, const Candidate& b) {
                      return a.bands != b.bands ? a.bands > b.bands : a.id < b.id;
                    });
  candidates.resize_down(kept);
}

}  // namespace

double NearRule::MeetingProbability(double similarity) const {
  return 1 -
         std::pow(1 - std::pow(similarity, static_cast<double>(rows)), static_cast<double>(bands));
}

NearRule NearRule::For(double threshold) {
  threshold = std::clamp(threshold, kMinThreshold, kMaxThreshold);
  // Of the shapes whose bands meet often enough at the threshold, the fewest bands that keep most
  // texts apart which are not alike enough: each band is an entry to be written. Where none do, the
  // longest.
  NearRule best{threshold, kMaxBands, 1, 0};
  bool parts = false;
  for (size_t rows = 1; rows <= kComponents; ++rows) {
    NearRule rule{threshold, 1, rows, 0};
    const size_t most = std::min(kMaxBands, kComponents / rows);
    while (rule.bands < most && rule.MeetingProbability(threshold) < kLeastMeeting) ++rule.bands;
    if (rule.MeetingProbability(threshold) < kLeastMeeting) continue;
    const bool rule_parts = rule.MeetingProbability(threshold - kUnlike) <= kMostMeetingUnlike;
    if (parts && (!rule_parts || rule.bands >= best.bands)) continue;
    best = rule;
    parts = rule_parts;
  }
  // Two standard errors below the threshold: of 1,000 pairs just there, 977 pass.
  const double error = std::sqrt(threshold * (1 - threshold) / kComponents);
  best.least_agreeing = static_cast<int>(std::ceil((threshold - 2 * error) * kComponents));
  return best;
}

NearGroup NearGroupOf(int64_t offset) {
  NearGroup group;
  group[0] = static_cast<char>(Kind::kNear);
  PutBigEndian(static_cast<uint64_t>(offset), 8, group.data() + 1);
  return group;
}

void PutNearValue(int64_t stamp_ms, const Occurrence& occurrence, const Signature& signature,
                  char* to) {
  PutWrittenAt(stamp_ms, to);
  PutOccurrence(occurrence, to + kWrittenAtBytes);
  PutSignature(signature, to + kWrittenAtBytes + kOccurrenceBytes);
}

std::optional<Signature> SignatureOf(std::string_view value) {
  if (value.size() != kNearValueBytes) return std::nullopt;
  return ReadSignature(value.data() + kWrittenAtBytes + kOccurrenceBytes);
}

BandGroup BandGroupOf(size_t band, const Signature& signature, const NearRule& rule) {
  // The components are a keyed function's already: nobody can try a text on a plain hash of them.
  char bytes[kSignatureBytes];
  PutSignature(signature, bytes);
  const size_t band_bytes = kSignatureBytes / kComponents * rule.rows;
  BandGroup group;
  group[0] = static_cast<char>(Kind::kNearBand);
  group[1] = static_cast<char>(band);
  PutBigEndian(XXH3_64bits(bytes + band * band_bytes, band_bytes), 8, group.data() + 2);
  return group;
}

void DeriveBands(std::string_view group, std::string_view value, const NearRule& rule,
                 ArenaVector<Entry>& to) {
  if (group.size() != GroupBytes('N') || group[0] != static_cast<char>(Kind::kNear)) return;
  const std::optional<Signature> signature = SignatureOf(value);
  if (!signature) return;
  Arena& arena = to.arena();
  char* const id = arena.NewBytes(kMemberIdBytes);
  PutMemberId(static_cast<int64_t>(BigEndian(group.substr(1))), id);
  const std::string_view stamp = arena.Copy(value.substr(0, kWrittenAtBytes));
  for (size_t band = 0; band < rule.bands; ++band) {
    const BandGroup band_group = BandGroupOf(band, *signature, rule);
    to.push_back({arena.Copy({band_group.data(), band_group.size()}), {id, kMemberIdBytes}, stamp});
  }
}

Entry NewNear(int64_t stamp_ms, const Occurrence& occurrence, const Signature& signature,
              Arena& arena) {
  const NearGroup group = NearGroupOf(occurrence.offset);
  char* value = arena.NewBytes(kNearValueBytes);
  PutNearValue(stamp_ms, occurrence, signature, value);
  return {arena.Copy({group.data(), group.size()}), arena.Copy({}), {value, kNearValueBytes}};
}

std::optional<NearMatch> FindNear(std::span<const Signature> signatures, const NearRule& rule,
                                  const Entries& entries, const StreamTime& time, int64_t window_ms,
                                  const Occurrence& record, Arena& scratch) {
  ArenaVector<Member> members(scratch);
  ArenaVector<int64_t> ids(scratch);
  for (const Signature& signature : signatures) {
    for (size_t band = 0; band < rule.bands; ++band) {
      const BandGroup group = BandGroupOf(band, signature, rule);
      AddIds({group.data(), group.size()}, entries, time, window_ms, members, ids);
    }
  }
  ArenaVector<Candidate> candidates(scratch);
  Rank(ids, candidates);

  std::optional<NearMatch> best;
  int most = rule.least_agreeing - 1;
  int64_t best_id = 0;
  for (const Candidate& candidate : candidates) {
    const NearGroup group = NearGroupOf(candidate.id);
    const std::optional<std::string_view> value = entries.Get({group.data(), group.size()});
    if (!value || !time.IsAlive(WrittenAt(*value), window_ms)) continue;
    const std::optional<Occurrence> first = OccurrenceOf(*value);
    const std::optional<Signature> stored = SignatureOf(*value);
    if (!first || !stored) continue;
    if (first->partition == record.partition && first->offset == record.offset) continue;
    if (!IsWithin(window_ms, first->timestamp_ms, record.timestamp_ms)) continue;
    int agreeing = 0;
    for (const Signature& signature : signatures) {
      agreeing = std::max(agreeing, Agreeing(signature, *stored));
    }
    if (agreeing < most || (agreeing == most && (!best || candidate.id > best_id))) continue;
    most = agreeing;
    best_id = candidate.id;
    best = NearMatch{*first, static_cast<double>(agreeing) / kComponents};
  }
  return best;
}

}  // namespace aegis::dedup
