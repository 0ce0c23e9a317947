// Which librdkafka properties a client runs with: ours (they carry promises), then the user's, of
// which those that would break a promise are refused.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/base/limits.h"
#include "src/base/result.h"

struct rd_kafka_conf_s;

namespace aegis::kafka {

using Properties = std::vector<std::pair<std::string, std::string>>;

enum class Start : uint8_t { kEarliest, kLatest };

struct ClientSettings {
  std::string brokers;    // comma-separated
  Properties properties;  // the user's, secrets already read from their files
  std::string client_id = "aegis";
  std::string group;
  std::string member_id;       // <name>.<instance>.<worker>: the transactional id
  bool static_member = false;  // member_id is also the group.instance.id
  int session_timeout_ms = 10'000;
  int transaction_timeout_ms = 10'000;
  size_t record_limit = limits::kDefaultRecordBytes;  // limits.record
  bool note_offsets = false;  // the sink is asked where records ended up: reports of all of them
};

struct RefusedProperty {
  std::string_view name;
  std::string_view why;
};
// What kafka.properties may not say, each with the reason. Sorted by name.
std::span<const RefusedProperty> RefusedProperties();
// Null when the property may be set.
const RefusedProperty* FindRefusedProperty(std::string_view name);
// Known to this librdkafka? (for "did you mean", all names: KnownProperties). Values are checked
// too.
Status CheckProperty(const std::string& name, const std::string& value);
std::vector<std::string> KnownProperties();
// Of a property that CheckProperty took: a value with which nothing would ever be committed, or
// found, is an error.
Status CheckBounds(const std::string& name, const std::string& value,
                   const ClientSettings& settings);

// An error unless librdkafka is 2.14.2 or newer: older ones lose what is promised.
Status CheckLibraryVersion();
std::string LibraryVersion();

struct ConfDeleter {
  void operator()(rd_kafka_conf_s* conf) const;
};
using Conf = std::unique_ptr<rd_kafka_conf_s, ConfDeleter>;

// The properties as they will be set, in order; pure, for tests and for `check`.
Properties ConsumerProperties(const ClientSettings& settings);
// batch_bytes: the smallest max.message.bytes of the outputs. one_by_one: one record a batch, to
// find a refused record.
Properties ProducerProperties(const ClientSettings& settings, size_t batch_bytes, bool one_by_one);
Properties AdminProperties(const ClientSettings& settings);
Result<Conf> MakeConf(const Properties& properties);

// Can clients be made of these settings? What librdkafka says of single properties is not all: some
// do not go together, and some name files. Talks to nobody.
Status TryClients(const ClientSettings& settings);

}  // namespace aegis::kafka
