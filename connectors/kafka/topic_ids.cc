#include "connectors/kafka/topic_ids.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>

namespace aegis::kafka {
namespace {

// One "<topic> <id>" a line: names of topics and ids have neither blanks nor line breaks.
constexpr char kHeading[] = "aegis topic ids 1";

}  // namespace

Result<std::unique_ptr<TopicIds>> TopicIds::Open(std::string file) {
  std::unique_ptr<TopicIds> ids(new TopicIds(std::move(file)));
  if (ids->file_.empty()) return ids;
  std::ifstream in(ids->file_);
  if (!in) {
    if (access(ids->file_.c_str(), F_OK) != 0) return ids;
    return Fail(ErrorCode::kPermission, "cannot read " + ids->file_);
  }
  std::string line;
  if (!std::getline(in, line) || line != kHeading) {
    return Fail(ErrorCode::kInvalidArgument, ids->file_ + " is not a list of topic ids");
  }
  while (std::getline(in, line)) {
    std::istringstream words(line);
    std::string topic;
    std::string id;
    if (!(words >> topic >> id)) {
      return Fail(ErrorCode::kInvalidArgument, ids->file_ + " is not a list of topic ids");
    }
    ids->ids_[topic] = id;
  }
  return ids;
}

Status TopicIds::Check(const std::string& topic, const std::string& id) {
  if (id.empty()) return {};  // a broker without topic ids
  std::lock_guard lock(mutex_);
  auto [known, is_new] = ids_.try_emplace(topic, id);
  if (is_new) {
    Status saved = Save();
    if (!saved) ids_.erase(known);  // or the next question would find it, and a restart would not
    return saved;
  }
  if (known->second == id) return {};
  std::string forget = file_.empty() ? std::string() : ", remove its line from " + file_;
  return Fail(ErrorCode::kConflict,
              "topic " + topic + " was deleted and made again (id " + id + ", was " +
                  known->second +
                  "): its offsets start anew. To read it again, reset the group's offsets of it" +
                  forget + " and restart");
}

Status TopicIds::Save() {
  if (file_.empty()) return {};
  std::string text = std::string(kHeading) + "\n";
  for (const auto& [topic, id] : ids_) text += topic + " " + id + "\n";
  std::string temporary = file_ + ".new";
  int fd = open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0)
    return Fail(ErrorCode::kUnavailable, "cannot write " + temporary + ": " + std::strerror(errno));
  bool written =
      write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && fsync(fd) == 0;
  written = close(fd) == 0 && written;
  if (!written || rename(temporary.c_str(), file_.c_str()) != 0) {
    const std::string why = std::strerror(errno);
    unlink(temporary.c_str());
    return Fail(ErrorCode::kUnavailable, "cannot write " + file_ + ": " + why);
  }
  return {};
}

}  // namespace aegis::kafka
