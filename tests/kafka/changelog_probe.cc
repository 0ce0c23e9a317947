// Drives io::Changelogs over a real broker for test_changelogs.py: one command a line on stdin, one
// answer a line on stdout.
//   create TOPIC PARTITIONS   open TOPIC PARTITION FROM   end   read COUNT   reach POSITION   close
#include <chrono>
#include <iostream>
#include <sstream>
#include <string>

#include "connectors/kafka/changelogs.h"
#include "connectors/system_clock.h"

int main(int argc, char** argv) {
  using namespace std::chrono_literals;
  if (argc != 2) return 2;
  aegis::kafka::ClientSettings settings;
  settings.brokers = argv[1];
  const aegis::io::SystemClock clock;
  auto changelogs = aegis::kafka::NewChangelogs(settings, clock);
  if (!changelogs) return 1;
  std::unique_ptr<aegis::io::ChangelogReader> reader;
  const auto say = [](const aegis::Error& error) {
    std::cout << "error " << static_cast<int>(error.code) << " " << error.message << std::endl;
  };
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words(line);
    std::string command;
    words >> command;
    const aegis::io::Time deadline = clock.Now() + 20s;
    if (command == "create") {
      std::string topic;
      int32_t partitions = 0;
      words >> topic >> partitions;
      const aegis::Status made = (*changelogs)->Create(topic, partitions, deadline);
      if (!made) {
        say(made.error());
        continue;
      }
    } else if (command == "open") {
      aegis::io::TopicPartition partition;
      int64_t from = 0;
      words >> partition.topic >> partition.partition >> from;
      auto opened = (*changelogs)->Open(partition, from);
      if (!opened) {
        say(opened.error());
        continue;
      }
      reader = std::move(*opened);
    } else if (command == "end") {
      std::optional<int64_t> end;
      while (!end && clock.Now() < deadline) {
        const auto answer = reader->End(clock.Now() + 100ms);
        if (!answer) break;
        end = *answer;
      }
      std::cout << "end " << end.value_or(-1) << std::endl;
      continue;
    } else if (command == "read" || command == "reach") {
      // Until so many records, or until the position.
      int64_t wanted = 0;
      words >> wanted;
      std::string values;
      int64_t count = 0;
      bool failed = false;
      while (!failed && clock.Now() < deadline &&
             (command == "read" ? count < wanted : reader->position() < wanted)) {
        const auto records = reader->Poll(clock.Now() + 100ms);
        if (!records) {
          say(records.error());
          failed = true;
          continue;
        }
        for (const aegis::Record& record : *records) {
          values += " " + (aegis::IsNull(record.value) ? "-" : std::string(record.value));
          ++count;
        }
      }
      if (!failed) std::cout << "at " << reader->position() << values << std::endl;
      continue;
    } else if (command == "close") {
      const auto before = clock.Now();
      reader.reset();
      const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(clock.Now() - before);
      std::cout << "closed " << took.count() << std::endl;
      continue;
    } else {
      return 2;
    }
    std::cout << "ok" << std::endl;
  }
  return 0;
}
