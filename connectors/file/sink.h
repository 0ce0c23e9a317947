// JSON lines into a file or to stdout as an io::Sink. A file appears under its name only when
// Finish is called, whole: until then it is `<path>.part`, to which each committed transaction is
// added. On stdout a transaction is written when it commits. All topics go into the one file, each
// line naming its own.
#pragma once

#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "connectors/io.h"

namespace aegis::file {

class FileSink final : public io::Sink {
 public:
  // path: "-" is stdout.
  static Result<std::unique_ptr<FileSink>> Open(const std::string& path);
  ~FileSink() override;  // without Finish, the part is removed

  // Everything is committed: syncs and renames.
  Status Finish();

  Result<std::unique_ptr<io::Transaction>> Begin(io::Time deadline) override;
  bool needs_renewal() const override { return false; }
  Status Renew(bool, io::Time) override { return {}; }
  // Any topic, one partition.
  Result<io::TopicInfo> Describe(std::string_view topic, io::Time deadline) override;
  Status GrowTopic(std::string_view, int32_t, io::Time) override { return {}; }

 private:
  friend class FileTransaction;
  FileSink(std::FILE* out, std::string path) : out_(out), path_(std::move(path)) {}

  std::FILE* out_;
  std::string path_;  // empty: stdout
  bool finished_ = false;
  std::vector<std::string> topics_;
  std::map<std::string, io::TopicHandle, std::less<>> handles_;
};

}  // namespace aegis::file
