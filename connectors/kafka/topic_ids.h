// Remembers the broker's id of every topic that was read, so that a topic that was deleted and made
// again is noticed: its offsets mean something else, and the committed ones are gone with it. Kept
// in `state.dir` when there is one. Thread-safe.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "src/base/result.h"

namespace aegis::kafka {

class TopicIds {
 public:
  // file: <state.dir>/topic_ids.json; empty: in memory only.
  static Result<std::unique_ptr<TopicIds>> Open(std::string file);
  // Remembers a new topic. kConflict: a known one has another id; the text says what to do. Any
  // other error: it cannot be kept now, and was not remembered.
  Status Check(const std::string& topic, const std::string& id);

 private:
  explicit TopicIds(std::string file) : file_(std::move(file)) {}
  Status Save();

  std::string file_;
  std::mutex mutex_;
  std::map<std::string, std::string> ids_;
};

}  // namespace aegis::kafka
