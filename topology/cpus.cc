#include "topology/cpus.h"

#include <pthread.h>
#include <sched.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <fstream>
#include <sstream>

namespace aegis::topology {
namespace {

std::string_view Trim(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::optional<int64_t> ParseNumber(std::string_view text) {
  text = Trim(text);
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> Ratio(std::optional<int64_t> quota, std::optional<int64_t> period) {
  if (!quota || !period || *quota <= 0 || *period <= 0) return std::nullopt;
  return static_cast<double>(*quota) / static_cast<double>(*period);
}

std::string ReadAll(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return file ? text.str() : std::string();
}

void Tighten(std::optional<double>& quota, std::optional<double> other) {
  if (other) quota = quota ? std::min(*quota, *other) : *other;
}

// "/a/b" → "/a" → "" → done. Inside a container the path may lie above the mounted root, and only
// the root exists.
template <typename Visit>
void EachUpwards(std::string path, Visit visit) {
  while (path.ends_with('/')) path.pop_back();
  for (;;) {
    visit(path);
    if (path.empty()) return;
    path.resize(path.rfind('/') == std::string::npos ? 0 : path.rfind('/'));
  }
}

}  // namespace

std::optional<double> ParseCpuMax(std::string_view text) {
  text = Trim(text);
  const size_t space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  return Ratio(ParseNumber(text.substr(0, space)), ParseNumber(text.substr(space)));
}

std::optional<double> ParseCfsQuota(std::string_view quota_us, std::string_view period_us) {
  return Ratio(ParseNumber(quota_us), ParseNumber(period_us));
}

CgroupPaths ParseProcCgroup(std::string_view text) {
  CgroupPaths paths;
  while (!text.empty()) {
    const size_t eol = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, eol);
    text.remove_prefix(std::min(eol + 1, text.size()));
    // hierarchy-ID:controller-list:path
    const size_t first = line.find(':');
    if (first == std::string_view::npos) continue;
    const size_t second = line.find(':', first + 1);
    if (second == std::string_view::npos) continue;
    const std::string_view controllers = line.substr(first + 1, second - first - 1);
    const std::string_view path = line.substr(second + 1);
    if (controllers.empty() && line.substr(0, first) == "0") paths.unified = path;
    const std::string list = "," + std::string(controllers) + ",";
    if (list.find(",cpu,") != std::string::npos) paths.cpu = path;
  }
  return paths;
}

int WorkersThatFit(size_t allowed_cpus, std::optional<double> quota) {
  double workers = static_cast<double>(std::max<size_t>(allowed_cpus, 1));
  if (quota) workers = std::min(workers, std::floor(*quota));
  return std::max(1, static_cast<int>(workers));
}

std::optional<double> CgroupQuota(const std::string& root) {
  const CgroupPaths paths = ParseProcCgroup(ReadAll(root + "/proc/self/cgroup"));
  std::optional<double> quota;
  if (!paths.unified.empty()) {
    EachUpwards(paths.unified, [&](const std::string& path) {
      Tighten(quota, ParseCpuMax(ReadAll(root + "/sys/fs/cgroup" + path + "/cpu.max")));
    });
  }
  if (!paths.cpu.empty()) {
    for (const char* mount : {"/sys/fs/cgroup/cpu", "/sys/fs/cgroup/cpu,cpuacct"}) {
      EachUpwards(paths.cpu, [&](const std::string& path) {
        const std::string folder = root + mount + path;
        Tighten(quota, ParseCfsQuota(ReadAll(folder + "/cpu.cfs_quota_us"),
                                     ReadAll(folder + "/cpu.cfs_period_us")));
      });
    }
  }
  return quota;
}

std::vector<int> AllowedCpus() {
  std::vector<int> cpus;
  // The kernel refuses a mask smaller than its own with EINVAL.
  for (int bits = 1024; bits <= 1 << 20; bits *= 2) {
    cpu_set_t* set = CPU_ALLOC(bits);
    if (set == nullptr) break;
    const size_t size = CPU_ALLOC_SIZE(bits);
    CPU_ZERO_S(size, set);
    const bool known = sched_getaffinity(0, size, set) == 0;
    const bool too_small = !known && errno == EINVAL;
    for (int cpu = 0; known && cpu < bits; ++cpu) {
      if (CPU_ISSET_S(cpu, size, set)) cpus.push_back(cpu);
    }
    CPU_FREE(set);
    if (!too_small) break;
  }
  return cpus;
}

Status PinThisThread(int cpu) {
  cpu_set_t* set = CPU_ALLOC(cpu + 1);
  if (set == nullptr) return Fail(ErrorCode::kInternal, "out of memory for a CPU mask");
  const size_t size = CPU_ALLOC_SIZE(cpu + 1);
  CPU_ZERO_S(size, set);
  CPU_SET_S(cpu, size, set);
  const int error = pthread_setaffinity_np(pthread_self(), size, set);
  CPU_FREE(set);
  if (error != 0) {
    return Fail(ErrorCode::kPermission,
                "cannot pin a worker to CPU " + std::to_string(cpu) + ": " + std::strerror(error));
  }
  return {};
}

}  // namespace aegis::topology
