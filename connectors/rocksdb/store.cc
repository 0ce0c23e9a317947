#include "connectors/rocksdb/store.h"

#include <string>

#include "connectors/rocksdb/layout.h"
#include "connectors/rocksdb/state.h"

namespace aegis::rocks {
namespace {

constexpr size_t kMostNameBytes = 255;  // of a file, on every file system in use

// A file's name: no separators, no "." or "..", nothing that a shell or a terminal would mind.
std::string FileName(std::string_view name) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string file;
  for (const char byte : name) {
    const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= '0' && byte <= '9') || byte == '_' || byte == '-' ||
                       (byte == '.' && !file.empty());
    if (plain) {
      file.push_back(byte);
    } else {
      const auto number = static_cast<unsigned char>(byte);
      file.append({'%', kHex[number >> 4], kHex[number & 15]});
    }
  }
  return file;
}

class RocksStore final : public Store {
 public:
  RocksStore(std::shared_ptr<Disk> disk, size_t front_bytes, std::optional<int> open_files)
      : disk_(std::move(disk)), worker_(std::make_shared<Worker>(front_bytes, open_files)) {
    disk_->shared().Watch(std::shared_ptr<const Front>(worker_, &worker_->front));
  }

  Result<std::unique_ptr<io::State>> Open(const io::TopicPartition& input, std::string_view state,
                                          const io::StateForm& form) override {
    const std::string topic_file = FileName(input.topic);
    const std::string state_file = FileName(state);
    if (topic_file.empty() || state_file.empty() || topic_file.size() > kMostNameBytes ||
        state_file.size() > kMostNameBytes) {
      return Fail(ErrorCode::kInvalidArgument,
                  "a topic or dedup state has no name, or too long a one");
    }
    const std::string partition = std::to_string(input.partition);
    return RocksState::Open(
        disk_, worker_,
        disk_->shared().options().dir / "dedup" / topic_file / partition / state_file,
        StateName(input, state), form);
  }

  FrontCounts front() const override { return worker_->front.counts(); }

 private:
  std::shared_ptr<Disk> disk_;
  std::shared_ptr<Worker> worker_;
};

}  // namespace

std::unique_ptr<Store> NewStore(std::shared_ptr<Disk> disk, size_t front_bytes,
                                std::optional<int> open_files) {
  return std::make_unique<RocksStore>(std::move(disk), front_bytes, open_files);
}

}  // namespace aegis::rocks
