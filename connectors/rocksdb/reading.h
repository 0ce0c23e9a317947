// States as they lie on disk, for whoever only looks: nothing is made, emptied or repaired, and
// whoever owns them is not disturbed. Beside an owner at work it is what some earlier Apply left,
// whole: what came later is in that process's memory until RocksDB writes it out.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/io.h"

namespace aegis::rocks {

struct StoredState {
  io::TopicPartition input;
  std::string state;
  std::filesystem::path dir;
};

// By topic, partition and state. None where there is no such directory.
Result<std::vector<StoredState>> ListStates(const std::filesystem::path& state_dir);

// A process has it open, this one or another.
bool IsOwned(const StoredState& stored);
// Of all its files. What cannot be read counts as nothing.
uint64_t BytesOnDisk(const StoredState& stored);

struct StoredHead {
  uint64_t format_version = 0;
  bool is_readable = false;    // of this program's format version; what follows is empty if not
  bool has_this_name = false;  // it is the state of the partition that its directory says
  io::StateForm form;
  std::optional<io::StateProgress> progress;
};

class Reading {
 public:
  // Errors here and below: kNotFound: nothing has been written. kPermission: this user may not read
  // it. kInternal: it is damaged.
  static Result<std::unique_ptr<Reading>> Open(const StoredState& stored);
  virtual ~Reading() = default;

  virtual const StoredHead& head() const = 0;
  // Reads every file whole. Beside an owner it may miss a file that was just compacted away.
  virtual Status VerifyChecksums() = 0;
  // In the order of the keys' bytes; views are valid during the call. What is neither an entry nor
  // of the state's own records is damage.
  virtual Status ForEach(const std::function<void(const dedup::Entry&)>& visit) = 0;
  // Valid until the next call. Nothing: there is no such member.
  virtual Result<std::optional<std::string_view>> Get(std::string_view group,
                                                      std::string_view member) = 0;
};

}  // namespace aegis::rocks
