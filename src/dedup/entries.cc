#include "src/dedup/entries.h"

#include "src/base/big_endian.h"

namespace aegis::dedup {

int64_t WrittenAt(std::string_view value) {
  if (value.size() < kWrittenAtBytes) return -1;
  return static_cast<int64_t>(BigEndian(value.substr(0, kWrittenAtBytes)));
}

void PutWrittenAt(int64_t stream_time_ms, char* to) {
  PutBigEndian(static_cast<uint64_t>(stream_time_ms), kWrittenAtBytes, to);
}

void PutOccurrence(const Occurrence& occurrence, char* to) {
  PutBigEndian(static_cast<uint32_t>(occurrence.partition), 4, to);
  PutBigEndian(static_cast<uint64_t>(occurrence.offset), 8, to + 4);
  PutBigEndian(static_cast<uint64_t>(occurrence.timestamp_ms), 8, to + 12);
}

std::optional<Occurrence> OccurrenceOf(std::string_view value) {
  if (value.size() < kWrittenAtBytes + kOccurrenceBytes) return std::nullopt;
  const std::string_view bytes = value.substr(kWrittenAtBytes, kOccurrenceBytes);
  Occurrence occurrence;
  occurrence.partition = static_cast<int32_t>(BigEndian(bytes.substr(0, 4)));
  occurrence.offset = static_cast<int64_t>(BigEndian(bytes.substr(4, 8)));
  occurrence.timestamp_ms = static_cast<int64_t>(BigEndian(bytes.substr(12, 8)));
  return occurrence;
}

void PutMemberId(int64_t offset, char* to) {
  PutBigEndian(~static_cast<uint64_t>(offset), kMemberIdBytes, to);
}

int64_t OffsetOfMember(std::string_view name) { return static_cast<int64_t>(~BigEndian(name)); }

}  // namespace aegis::dedup
