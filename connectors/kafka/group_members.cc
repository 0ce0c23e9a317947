#include "connectors/kafka/group_members.h"

#include <cstdint>
#include <optional>
#include <string>

#include "src/base/big_endian.h"

namespace aegis::kafka {
namespace {

constexpr size_t kUuidLength = 36;

// Big-endian numbers and texts from the front of bytes; nothing once they have run out.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  template <typename Number>
  std::optional<Number> Take() {
    if (bytes_.size() < sizeof(Number)) return std::nullopt;
    const uint64_t number = BigEndian(bytes_.substr(0, sizeof(Number)));
    bytes_.remove_prefix(sizeof(Number));
    return static_cast<Number>(number);
  }

  std::optional<std::string_view> TakeText() {
    const std::optional<int16_t> size = Take<int16_t>();
    if (!size || *size < 0 || bytes_.size() < static_cast<size_t>(*size)) return std::nullopt;
    const std::string_view text = bytes_.substr(0, static_cast<size_t>(*size));
    bytes_.remove_prefix(text.size());
    return text;
  }

 private:
  std::string_view bytes_;
};

}  // namespace

bool IsMemberOf(std::string_view instance_id, std::string_view member_id) {
  return member_id.size() == instance_id.size() + 1 + kUuidLength &&
         member_id.starts_with(instance_id) && member_id[instance_id.size()] == '-';
}

void ReadAssignment(std::string_view bytes, std::vector<io::TopicPartition>* partitions) {
  Reader reader(bytes);
  if (!reader.Take<int16_t>()) return;  // the version; later ones add at the end
  const std::optional<int32_t> topics = reader.Take<int32_t>();
  for (int32_t t = 0; topics && t < *topics; ++t) {
    const std::optional<std::string_view> topic = reader.TakeText();
    const std::optional<int32_t> count = topic ? reader.Take<int32_t>() : std::nullopt;
    if (!count) return;
    for (int32_t i = 0; i < *count; ++i) {
      const std::optional<int32_t> partition = reader.Take<int32_t>();
      if (!partition) return;
      partitions->push_back({std::string(*topic), *partition});
    }
  }
}

}  // namespace aegis::kafka
