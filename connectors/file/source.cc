#include "connectors/file/source.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace aegis::file {
namespace {

struct Reader final : io::Membership {};

}  // namespace

Result<std::unique_ptr<FileSource>> FileSource::Open(const std::string& path, std::string topic) {
  if (path == "-")
    return std::unique_ptr<FileSource>(new FileSource(stdin, false, std::move(topic)));
  std::FILE* in = std::fopen(path.c_str(), "re");
  if (in == nullptr)
    return Fail(ErrorCode::kNotFound, "cannot read " + path + ": " + std::strerror(errno));
  return std::unique_ptr<FileSource>(new FileSource(in, true, std::move(topic)));
}

FileSource::FileSource(std::FILE* in, bool owned, std::string topic)
    : in_(in), owned_(owned), id_{std::move(topic), 0}, membership_(std::make_shared<Reader>()) {}

FileSource::~FileSource() {
  std::free(buffer_);
  if (owned_) std::fclose(in_);
}

Status FileSource::Read() {
  ssize_t size = getline(&buffer_, &buffer_size_, in_);
  if (size < 0) {
    if (std::ferror(in_)) return Fail(ErrorCode::kUnavailable, "the input cannot be read");
    at_end_ = true;
    return {};
  }
  std::string_view text(buffer_, static_cast<size_t>(size));
  if (text.ends_with('\n')) text.remove_suffix(1);
  Result<Line> line = ParseLine(text);
  if (!line) {
    int64_t number = committed_ + static_cast<int64_t>(pending_.size()) + 1;
    return Fail(line.error().code, "line " + std::to_string(number) + ": " + line.error().message);
  }
  pending_.push_back(std::move(*line));
  return {};
}

Result<std::span<const Record>> FileSource::Poll(const io::PollLimits& limits,
                                                 io::AssignmentListener& listener) {
  records_.clear();
  headers_.clear();
  if (!started_ && stopped_.empty()) {
    io::StartPosition start;
    start.offset = committed_;
    start.committed = true;  // the beginning of a file needs no commit to be found again
    Status agreed = listener.OnStart(id_, start);
    if (!agreed && agreed.error().code != ErrorCode::kUnavailable)
      return tl::unexpected(agreed.error());
    started_ = agreed.has_value();
  }
  if (!started_ || !stopped_.empty()) return std::span<const Record>();
  size_t first = cursor_;
  while (cursor_ - first < limits.max_records) {
    if (cursor_ == pending_.size()) {
      if (at_end_) break;
      if (Status read = Read(); !read) return tl::unexpected(read.error());
      if (at_end_) break;
    }
    ++cursor_;
  }
  for (size_t i = first; i < cursor_; ++i) {
    const Line& line = pending_[i];
    Record& record = records_.emplace_back();
    record.topic = id_.topic;
    record.partition = 0;  // one partition: the order of the file
    record.offset = committed_ + static_cast<int64_t>(i);
    record.timestamp_ms = line.timestamp_ms;
    record.timestamp_type = TimestampType::kCreateTime;
    if (line.key) record.key = *line.key;
    if (line.value) record.value = *line.value;
    std::vector<Header>& headers = headers_.emplace_back();
    for (const auto& [name, value] : line.headers)
      headers.push_back({name, value ? std::string_view(*value) : kNull});
  }
  for (size_t i = 0; i < records_.size(); ++i) records_[i].headers = headers_[i];
  return std::span<const Record>(records_);
}

Status FileSource::Rewind() {
  cursor_ = 0;
  started_ = false;
  return {};
}

void FileSource::Stop(const io::TopicPartition&, const Error& why) {
  if (stopped_.empty()) stopped_ = why.message;
}

void FileSource::NoteCommitted(const io::Progress& progress) {
  for (const io::PartitionProgress& partition : progress.partitions) {
    while (committed_ < partition.next_offset && !pending_.empty()) {
      pending_.pop_front();
      ++committed_;
      if (cursor_ > 0) --cursor_;
    }
  }
}

std::vector<io::PartitionLag> FileSource::Lag() {
  return {{id_, committed_ + static_cast<int64_t>(pending_.size()), committed_, stopped_}};
}

Status FileSource::Close(bool, io::AssignmentListener& listener, io::Time) {
  listener.OnRevoke(std::span(&id_, 1), false);
  return {};
}

}  // namespace aegis::file
