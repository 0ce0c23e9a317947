#include <iomanip>
#include <iostream>
#include <memory>
#include <string>

#include "cli/commands.h"
#include "cli/output.h"
#include "topology/cluster.h"
#include "topology/config.h"

namespace aegis::cli {
namespace {

int Lag(const std::string& file) {
  const topology::LoadedConfig loaded = topology::LoadConfig(file);
  if (!loaded.config) {
    SayProblems(loaded.problems);
    return kBadUsage;
  }
  const auto rows = topology::AskLag(*loaded.config);
  if (!rows) return FailWith(rows.error());
  size_t width = 5;
  for (const auto& row : *rows) width = std::max(width, row.partition.topic.size());
  const auto column = static_cast<int>(width) + 2;
  std::cout << std::left << std::setw(column) << "TOPIC" << std::right << std::setw(9)
            << "PARTITION" << std::setw(14) << "COMMITTED" << std::setw(14) << "END"
            << std::setw(14) << "RECORDS" << std::setw(12) << "SECONDS" << '\n';
  for (const auto& row : *rows) {
    const auto number = [](int64_t n) { return n < 0 ? std::string("-") : std::to_string(n); };
    std::cout << std::left << std::setw(column) << row.partition.topic << std::right << std::setw(9)
              << row.partition.partition << std::setw(14) << number(row.committed) << std::setw(14)
              << number(row.end) << std::setw(14) << number(row.records) << std::setw(12)
              << number(row.seconds) << '\n';
  }
  return kFine;
}

}  // namespace

Action AddLag(CLI::App& command) {
  auto file = std::make_shared<std::string>();
  command.add_option("-c,--config", *file, "The pipeline's YAML; - is stdin")->required();
  command.footer(
      "Asks the cluster; the pipeline need not be running.\n\nExample:\n  aegis lag -c "
      "pipeline.yaml\n");
  return [file] { return Lag(*file); };
}

}  // namespace aegis::cli
