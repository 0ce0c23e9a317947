#include "topology/dead_letter.h"

#include "topology/json_text.h"

namespace aegis::topology {
namespace {

void AppendSize(std::string_view bytes, std::string* out) {
  if (IsNull(bytes)) {
    out->append("null");
  } else {
    AppendNumber(static_cast<int64_t>(bytes.size()), out);
  }
}

}  // namespace

void WriteDeadLetter(const Record& record, std::string_view route, RecordError error,
                     std::string* out) {
  out->assign("{\"version\":1,\"route\":");
  AppendJsonString(route, out);
  out->append(",\"topic\":");
  AppendJsonString(record.topic, out);
  out->append(",\"partition\":");
  AppendNumber(record.partition, out);
  out->append(",\"offset\":");
  AppendNumber(record.offset, out);
  out->append(",\"timestamp\":");
  AppendNumber(record.timestamp_ms, out);
  out->append(",\"error\":");
  AppendJsonString(RecordErrorName(error.code), out);
  out->append(",\"error_at\":");
  AppendNumber(error.offset, out);
  out->append(",\"key_size\":");
  AppendSize(record.key, out);
  out->append(",\"value_size\":");
  AppendSize(record.value, out);
  out->append(",\"headers\":");
  AppendNumber(static_cast<int64_t>(record.headers.size()), out);
  out->push_back('}');
}

}  // namespace aegis::topology
