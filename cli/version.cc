#include <iostream>

#include "cli/commands.h"
#include "cli/output.h"
#include "connectors/kafka/client_config.h"

namespace aegis::cli {

Action AddVersion(CLI::App& command) {
  command.footer("Example:\n  aegis version\n");
  return [] {
    std::cout << "aegis " AEGIS_VERSION "\nlibrdkafka " << kafka::LibraryVersion() << '\n';
    return kFine;
  };
}

}  // namespace aegis::cli
