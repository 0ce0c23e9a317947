#include "topology/stored_states.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "src/base/big_endian.h"
#include "src/dedup/image_search.h"
#include "src/dedup/near_search.h"
#include "topology/json_text.h"

namespace aegis::topology {
namespace {

constexpr size_t kExactValueBytes = dedup::kWrittenAtBytes + dedup::kOccurrenceBytes;
constexpr size_t kIdBytes = 8;

void AppendHex(std::string_view bytes, std::string* out) {
  static constexpr char kHex[] = "0123456789abcdef";
  for (const char byte : bytes) {
    const auto number = static_cast<unsigned char>(byte);
    out->append({kHex[number >> 4], kHex[number & 15]});
  }
}

// Sizes of members and values of a kind.
struct Shape {
  size_t member_bytes;
  size_t value_bytes;
};

Shape ShapeOf(dedup::Kind kind) {
  switch (kind) {
    case dedup::Kind::kExact:
      return {0, kExactValueBytes};
    case dedup::Kind::kNear:
      return {0, dedup::kNearValueBytes};
    case dedup::Kind::kNearBand:
      return {kIdBytes, dedup::kWrittenAtBytes};
    case dedup::Kind::kImage:
      return {0, dedup::kImageValueBytes};
    case dedup::Kind::kImageChunk:
      return {kIdBytes, dedup::kImageValueBytes};
  }
  return {};
}

// What names the content: the fingerprint, or the signature or hash that likeness is found by.
std::string_view FingerprintOf(const dedup::Entry& entry) {
  if (entry.group[0] == static_cast<char>(dedup::Kind::kExact)) return entry.group.substr(1);
  return entry.value.substr(kExactValueBytes);
}

void AppendTime(std::string_view name, int64_t time_ms, std::string* out) {
  out->append(",\"").append(name).append("\":");
  if (time_ms < 0)
    out->append("null");
  else
    AppendNumber(time_ms, out);
}

void Judge(const DedupPlan* plan, StateInfo& info) {
  const auto say = [&](StateCondition condition, std::string why) {
    info.condition = condition;
    info.why = std::move(why);
  };
  if (!info.head.is_readable) {
    say(StateCondition::kForeign, "it is of format version " +
                                      std::to_string(info.head.format_version) +
                                      "; the next start makes it again");
  } else if (!info.head.has_this_name) {
    say(StateCondition::kForeign,
        "it is of another partition or state; the next start makes it again");
  } else if (plan != nullptr && info.head.form.window_ms < plan->window_ms) {
    say(StateCondition::kForeign, "its window was shorter; the next start makes it again");
  } else if (!info.head.progress) {
    say(StateCondition::kEmpty, "");
  } else if (info.head.progress->input_next < 0) {
    say(StateCondition::kRestoring, info.in_use ? "a restore is under way"
                                                : "a restore was interrupted; the next start goes "
                                                  "on with it");
  } else {
    say(StateCondition::kComplete, "");
  }
}

void SayError(const Error& error, StateInfo& info) {
  info.condition = error.code == ErrorCode::kNotFound     ? StateCondition::kEmpty
                   : error.code == ErrorCode::kPermission ? StateCondition::kUnreadable
                                                          : StateCondition::kDamaged;
  if (info.condition != StateCondition::kEmpty) info.why = error.message;
}

}  // namespace

Result<std::vector<rocks::StoredState>> FindStates(const Config& config,
                                                   const StateFilter& filter) {
  auto states = rocks::ListStates(config.state_dir);
  if (!states) return tl::unexpected(states.error());
  std::erase_if(*states, [&](const rocks::StoredState& stored) {
    return (!filter.topic.empty() && stored.input.topic != filter.topic) ||
           (filter.partition && stored.input.partition != *filter.partition) ||
           (!filter.state.empty() && stored.state != filter.state);
  });
  return states;
}

const DedupPlan* PlanOf(const Config& config, const rocks::StoredState& stored) {
  for (const Match& match : config.work.routes->MatchTopic(stored.input.topic)) {
    const auto& dedup = config.work.plan->routes[match.route].dedup;
    if (dedup && dedup->state == stored.state) return &*dedup;
  }
  return nullptr;
}

std::string StateText(const rocks::StoredState& stored) {
  return stored.state + " of " + stored.input.topic + " [" +
         std::to_string(stored.input.partition) + "]";
}

std::string_view ConditionName(StateCondition condition) {
  switch (condition) {
    case StateCondition::kComplete:
      return "complete";
    case StateCondition::kEmpty:
      return "empty";
    case StateCondition::kRestoring:
      return "restoring";
    case StateCondition::kForeign:
      return "foreign";
    case StateCondition::kDamaged:
      return "damaged";
    case StateCondition::kUnreadable:
      return "unreadable";
  }
  return "";
}

std::string_view KindName(dedup::Kind kind) {
  switch (kind) {
    case dedup::Kind::kExact:
      return "exact";
    case dedup::Kind::kNear:
      return "near";
    case dedup::Kind::kNearBand:
      return "near_band";
    case dedup::Kind::kImage:
      return "image";
    case dedup::Kind::kImageChunk:
      return "image_chunk";
  }
  return "";
}

StateInfo Examine(const Config& config, const rocks::StoredState& stored) {
  StateInfo info;
  info.stored = stored;
  info.in_use = rocks::IsOwned(stored);
  info.bytes_on_disk = rocks::BytesOnDisk(stored);
  const DedupPlan* plan = PlanOf(config, stored);
  info.has_route = plan != nullptr;
  const auto reading = rocks::Reading::Open(stored);
  if (!reading) {
    SayError(reading.error(), info);
    return info;
  }
  info.head = (*reading)->head();
  Judge(plan, info);
  // Another version may mean other keys.
  if (!info.head.is_readable) return info;
  std::string wrong;
  const Status read = (*reading)->ForEach([&](const dedup::Entry& entry) {
    if (wrong.empty()) wrong = WhyNoEntry(entry);
    for (size_t i = 0; i < std::size(kEntryKinds); ++i) {
      info.entries[i] += entry.group[0] == static_cast<char>(kEntryKinds[i]);
    }
  });
  if (!read) {
    SayError(read.error(), info);
  } else if (!wrong.empty()) {
    info.condition = StateCondition::kDamaged;
    info.why = wrong;
  }
  return info;
}

std::string WhyNoEntry(const dedup::Entry& entry) {
  const Shape shape = ShapeOf(static_cast<dedup::Kind>(entry.group[0]));
  if (entry.member.size() != shape.member_bytes) return EntryName(entry.group) + ": a wrong member";
  if (entry.value.size() != shape.value_bytes) return EntryName(entry.group) + ": a wrong value";
  return {};
}

std::string EntryName(std::string_view group) {
  const auto kind = static_cast<dedup::Kind>(group[0]);
  std::string name(KindName(kind));
  name.push_back(' ');
  switch (kind) {
    case dedup::Kind::kNear:
    case dedup::Kind::kImage:
      return name + std::to_string(BigEndian(group.substr(1)));
    case dedup::Kind::kExact:
    case dedup::Kind::kNearBand:
    case dedup::Kind::kImageChunk:
      AppendHex(group.substr(1), &name);
      return name;
  }
  return name;
}

dedup::Window WindowOf(const rocks::StoredHead& head) {
  const dedup::StreamTime time = head.progress ? head.progress->time : dedup::StreamTime();
  return {time, head.form.window_ms, -1};
}

Status ExportState(const rocks::StoredState& stored,
                   const std::function<void(std::string_view line)>& write) {
  const auto reading = rocks::Reading::Open(stored);
  if (!reading) {
    if (reading.error().code == ErrorCode::kNotFound) return {};
    return tl::unexpected(reading.error());
  }
  const rocks::StoredHead& head = (*reading)->head();
  if (!head.is_readable || !head.has_this_name) {
    return Fail(ErrorCode::kInvalidArgument,
                "the dedup state " + StateText(stored) +
                    " is of another format version or partition, and cannot be exported");
  }
  const dedup::Window window = WindowOf(head);
  std::string start = "{\"topic\":";
  AppendJsonString(stored.input.topic, &start);
  start.append(",\"partition\":");
  AppendNumber(stored.input.partition, &start);
  start.append(",\"state\":");
  AppendJsonString(stored.state, &start);
  start.append(",\"kind\":\"");
  std::string wrong;
  std::string line;
  const Status read = (*reading)->ForEach([&](const dedup::Entry& entry) {
    if (!wrong.empty() || !dedup::IsPrimary(entry.group[0])) return;
    wrong = WhyNoEntry(entry);
    if (!wrong.empty()) return;
    const dedup::Occurrence first = *dedup::OccurrenceOf(entry.value);
    line = start;
    line.append(KindName(static_cast<dedup::Kind>(entry.group[0]))).append("\",\"fingerprint\":\"");
    AppendHex(FingerprintOf(entry), &line);
    line.append("\",\"first\":{\"topic\":");
    AppendJsonString(stored.input.topic, &line);
    line.append(",\"partition\":");
    AppendNumber(first.partition, &line);
    line.append(",\"offset\":");
    AppendNumber(first.offset, &line);
    AppendTime("timestamp_ms", first.timestamp_ms, &line);
    line.append("}");
    AppendTime("written_ms", dedup::WrittenAt(entry.value), &line);
    line.append(",\"live\":").append(window.IsLive(entry.group, entry.value) ? "true}" : "false}");
    write(line);
  });
  if (!read) return read;
  if (!wrong.empty()) {
    return Fail(ErrorCode::kInternal,
                "the dedup state " + StateText(stored) + " is damaged: " + wrong);
  }
  return {};
}

}  // namespace aegis::topology
