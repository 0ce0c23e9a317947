#include "src/dedup/exact.h"

#include <algorithm>

namespace aegis::dedup {

Result<MacKey> ExactKey(const Secret& secret) {
  return MacKey::Derive(secret, "aegis.dedup.exact");
}

std::string_view ExactGroup(const MacKey& key, std::span<const std::string_view> pieces,
                            Arena& arena) {
  const Fingerprint fingerprint = Mac128(key, "exact", pieces);
  char* group = arena.NewBytes(GroupBytes('E'));
  group[0] = static_cast<char>(Kind::kExact);
  std::copy(fingerprint.bytes.begin(), fingerprint.bytes.end(), group + 1);
  return {group, GroupBytes('E')};
}

std::optional<Occurrence> FindExact(const Entries& entries, std::string_view group,
                                    const Window& window) {
  const std::optional<std::string_view> value = entries.Get(group);
  return value ? window.Counts(group, *value) : std::nullopt;
}

Entry NewExact(std::string_view group, const Occurrence& occurrence, const StreamTime& time,
               Arena& arena) {
  char* value = arena.NewBytes(kWrittenAtBytes + kOccurrenceBytes);
  PutWrittenAt(time.Stamp(), value);
  PutOccurrence(occurrence, value + kWrittenAtBytes);
  return {group, {}, {value, kWrittenAtBytes + kOccurrenceBytes}};
}

}  // namespace aegis::dedup
