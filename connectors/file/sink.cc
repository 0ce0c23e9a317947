#include "connectors/file/sink.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "connectors/file/json_lines.h"

namespace aegis::file {

class FileTransaction final : public io::Transaction {
 public:
  explicit FileTransaction(FileSink& sink) : sink_(sink) {}

  io::ProduceResult Produce(const io::OutputRecord& record) override {
    text_ += WriteLine(sink_.topics_[record.topic], record);
    return io::ProduceResult::kAccepted;
  }
  int64_t NotedEnd(io::TopicHandle, int32_t) const override { return -1; }
  io::CommitOutcome Commit(const io::Progress&, io::Time) override {
    bool written = std::fwrite(text_.data(), 1, text_.size(), sink_.out_) == text_.size();
    if (written && std::fflush(sink_.out_) == 0) return io::CommitOutcome::kCommitted;
    // How much of it is written is not known: there is nothing to go back to.
    error_ = {ErrorCode::kUnavailable,
              std::string("the output cannot be written: ") + std::strerror(errno)};
    return io::CommitOutcome::kFatal;
  }
  io::CommitOutcome Abort(io::Time) override {
    text_.clear();
    return io::CommitOutcome::kAborted;
  }
  const io::Refusal& refusal() const override { return refusal_; }
  const Error& error() const override { return error_; }

 private:
  FileSink& sink_;
  std::string text_;
  io::Refusal refusal_;
  Error error_;
};

Result<std::unique_ptr<FileSink>> FileSink::Open(const std::string& path) {
  if (path == "-") return std::unique_ptr<FileSink>(new FileSink(stdout, ""));
  std::FILE* out = std::fopen((path + ".part").c_str(), "we");
  if (out == nullptr)
    return Fail(ErrorCode::kPermission, "cannot write " + path + ".part: " + std::strerror(errno));
  return std::unique_ptr<FileSink>(new FileSink(out, path));
}

FileSink::~FileSink() {
  if (path_.empty() || finished_) return;
  std::fclose(out_);
  unlink((path_ + ".part").c_str());
}

Status FileSink::Finish() {
  if (path_.empty() || finished_) return {};
  bool safe = fsync(fileno(out_)) == 0;
  safe = std::fclose(out_) == 0 && safe;
  finished_ = true;
  if (!safe || std::rename((path_ + ".part").c_str(), path_.c_str()) != 0) {
    return Fail(ErrorCode::kUnavailable, "cannot write " + path_ + ": " + std::strerror(errno));
  }
  return {};
}

Result<std::unique_ptr<io::Transaction>> FileSink::Begin(io::Time) {
  return std::make_unique<FileTransaction>(*this);
}

Result<io::TopicInfo> FileSink::Describe(std::string_view topic, io::Time) {
  auto at = handles_.find(topic);
  if (at == handles_.end()) {
    at = handles_.emplace(std::string(topic), static_cast<io::TopicHandle>(topics_.size())).first;
    topics_.emplace_back(topic);
  }
  return io::TopicInfo{at->second, 1, {}};
}

}  // namespace aegis::file
