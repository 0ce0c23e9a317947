// One Kafka record, seen. Owns nothing: the bytes belong to the source's batch (or the test).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace aegis {

// Keys, values and header values may be absent, which is not the same as empty. Absent is a view
// with no address.
inline constexpr std::string_view kNull{};
inline bool IsNull(std::string_view bytes) { return bytes.data() == nullptr; }

struct Header {
  std::string_view name;
  std::string_view value;  // may be kNull
};

enum class TimestampType : uint8_t { kNotAvailable, kCreateTime, kLogAppendTime };

struct Record {
  std::string_view topic;
  int32_t partition = 0;
  int64_t offset = 0;
  int32_t leader_epoch = -1;
  int64_t timestamp_ms = -1;
  TimestampType timestamp_type = TimestampType::kNotAvailable;
  std::string_view key = kNull;
  std::string_view value = kNull;  // kNull: a tombstone
  std::span<const Header> headers;
};

}  // namespace aegis
