// Changes a dedup state behind its pipeline's back, for test_dedup.py: takes the first exact entry
// of a state away and writes another one, as no transaction did. Prints both fingerprints in hex.
//   state_probe STATE_DIR TOPIC PARTITION STATE
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "connectors/rocksdb/reading.h"
#include "connectors/rocksdb/store.h"

namespace {

std::string Hex(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    char two[3];
    std::snprintf(two, sizeof two, "%02x", static_cast<unsigned char>(byte));
    text += two;
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace aegis;
  if (argc != 5) return 2;
  const auto all = rocks::ListStates(argv[1]);
  if (!all) return 1;
  for (const rocks::StoredState& stored : *all) {
    if (stored.input != io::TopicPartition{argv[2], std::atoi(argv[3])} || stored.state != argv[4])
      continue;
    io::StateForm form;
    std::string group;
    std::string value;
    {
      const auto reading = rocks::Reading::Open(stored);
      if (!reading) return 1;
      form = (*reading)->head().form;
      const Status read = (*reading)->ForEach([&](const dedup::Entry& entry) {
        if (!group.empty() || entry.group[0] != static_cast<char>(dedup::Kind::kExact)) return;
        group = entry.group;
        value = entry.value;
      });
      if (!read || group.empty()) return 1;
    }
    auto disk = rocks::Disk::Open({.dir = argv[1]});
    if (!disk) return 1;
    const auto state = rocks::NewStore(*disk, 0)->Open(stored.input, stored.state, form);
    if (!state || !(*state)->progress()) return 1;
    std::string other = group;
    other.back() = static_cast<char>(other.back() ^ 1);
    const std::vector<dedup::Entry> changes = {{group, {}, kNull}, {other, {}, value}};
    if (!(*state)->Apply(changes, *(*state)->progress())) return 1;
    std::printf("%s %s\n", Hex(std::string_view(group).substr(1)).c_str(),
                Hex(std::string_view(other).substr(1)).c_str());
    return 0;
  }
  return 1;
}
