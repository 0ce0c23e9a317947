// aegis test: a pipeline's own tests, without a cluster.
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "cli/commands.h"
#include "cli/output.h"
#include "src/base/limits.h"
#include "src/plan/yaml.h"
#include "topology/config.h"
#include "topology/dry_run.h"
#include "topology/files.h"

namespace aegis::cli {
namespace {

constexpr size_t kMaxTestFileBytes = size_t{16} << 20;

struct Options {
  std::string config;
  std::string tests;
};

// orders.yaml → orders_test.yaml
std::string TestsBeside(const std::string& config) {
  std::filesystem::path path(config);
  const std::string name = path.stem().string() + "_test" + path.extension().string();
  return path.replace_filename(name).string();
}

int Show(const std::string& file, const std::vector<topology::DryRunResult>& results) {
  size_t failed = 0;
  for (const topology::DryRunResult& result : results) {
    std::printf("%s %s\n", result.failures.empty() ? "ok  " : "FAIL", result.name.c_str());
    if (result.failures.empty()) continue;
    ++failed;
    std::printf("  %s:%d:%d\n", file.c_str(), result.at.line, result.at.column);
    for (const std::string& failure : result.failures) std::printf("  %s\n", failure.c_str());
  }
  std::printf("%zu passed, %zu failed\n", results.size() - failed, failed);
  return failed == 0 ? kFine : kFailed;
}

int Test(const Options& options) {
  const std::string file = options.tests.empty() ? TestsBeside(options.config) : options.tests;
  const auto text = topology::ReadFile(file, kMaxTestFileBytes);
  if (!text) {
    // Without a pipeline, its tests' absence says nothing.
    const auto pipeline = topology::ReadFile(options.config, limits::kMaxYamlBytes);
    SayProblems(pipeline ? file + ": error: " + text.error().message
                         : options.config + ": error: " + pipeline.error().message);
    return kBadUsage;
  }
  yaml::Diagnostics diagnostics;
  const auto bad_tests = [&] {
    SayProblems(diagnostics.Render(file));
    return kBadUsage;
  };
  const auto tests = yaml::Parse(*text, diagnostics);
  if (!tests || !diagnostics.empty() || !topology::CheckDryRun(*tests, diagnostics))
    return bad_tests();
  auto keys = topology::DryRunKeys(*tests, diagnostics);
  if (!diagnostics.empty()) return bad_tests();

  const topology::LoadedConfig loaded = topology::LoadConfig(options.config, keys);
  if (!loaded.config) {
    SayProblems(loaded.problems);
    return kBadUsage;
  }
  const auto results = topology::RunDry(*loaded.config, *tests, diagnostics);
  if (!results) return FailWith(results.error());
  if (!diagnostics.empty()) return bad_tests();
  return Show(file, *results);
}

}  // namespace

Action AddTest(CLI::App& command) {
  auto options = std::make_shared<Options>();
  command.add_option("-c,--config", options->config, "The pipeline's YAML")->required();
  command.add_option("TESTS", options->tests, "The tests; default: the pipeline's name with _test");
  command.footer("Example:\n  aegis test -c configs/demo.yaml      runs configs/demo_test.yaml\n");
  return [options] { return Test(*options); };
}

}  // namespace aegis::cli
