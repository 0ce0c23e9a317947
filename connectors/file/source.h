// JSON lines of a file or of stdin as an io::Source: one partition, whose offsets are line numbers
// from 0. Lines are kept until their transaction has committed, so that an abort can replay what
// came through a pipe.
#pragma once

#include <cstdio>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "connectors/file/json_lines.h"
#include "connectors/io.h"

namespace aegis::file {

class FileSource final : public io::Source {
 public:
  // path: "-" is stdin. topic: what the records are said to come from.
  static Result<std::unique_ptr<FileSource>> Open(const std::string& path, std::string topic);
  ~FileSource() override;

  // Everything was read and committed.
  bool done() const { return at_end_ && pending_.empty(); }

  // A line that is no record is an error of the process's level, with its number.
  Result<std::span<const Record>> Poll(const io::PollLimits& limits,
                                       io::AssignmentListener& listener) override;
  uint64_t epoch() const override { return 1; }
  std::shared_ptr<const io::Membership> membership() override { return membership_; }
  Status Rewind() override;
  void AskStart(const io::TopicPartition&) override {}
  void Stop(const io::TopicPartition& partition, const Error& why) override;
  std::span<const io::EndPosition> Ends() override { return {}; }
  void NoteCommitted(const io::Progress& progress) override;
  std::vector<io::PartitionLag> Lag() override;
  Status Close(bool leave, io::AssignmentListener& listener, io::Time deadline) override;

 private:
  FileSource(std::FILE* in, bool owned, std::string topic);
  Status Read();

  std::FILE* in_;
  bool owned_;
  io::TopicPartition id_;
  std::shared_ptr<const io::Membership> membership_;
  bool started_ = false;
  bool at_end_ = false;
  std::string stopped_;
  int64_t committed_ = 0;  // number of the first line in pending_
  size_t cursor_ = 0;      // next of pending_ to be handed out
  std::deque<Line> pending_;
  char* buffer_ = nullptr;  // getline's
  size_t buffer_size_ = 0;
  std::vector<Record> records_;
  std::vector<std::vector<Header>> headers_;
};

}  // namespace aegis::file
