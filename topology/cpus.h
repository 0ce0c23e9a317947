// How many workers fit, and on which CPUs: the set this process may run on (taskset, cpusets, the
// service manager) and the share of time its cgroups grant it. The parsing is pure; only the two
// functions at the end read the system.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/result.h"

namespace aegis::topology {

// Content of a v2 `cpu.max`: "150000 100000" is 1.5 CPUs; "max 100000" and anything else is no
// quota.
std::optional<double> ParseCpuMax(std::string_view text);
// Contents of v1 `cpu.cfs_quota_us` and `cpu.cfs_period_us`; -1 is no quota.
std::optional<double> ParseCfsQuota(std::string_view quota_us, std::string_view period_us);

// Where a process stands, from /proc/PID/cgroup. Empty: not under that version, or without the cpu
// controller there.
struct CgroupPaths {
  std::string unified;  // v2
  std::string cpu;      // v1
};
CgroupPaths ParseProcCgroup(std::string_view text);

// Whole CPUs only: a worker that shares its CPU's last fraction is throttled in the middle of a
// transaction. At least one.
int WorkersThatFit(size_t allowed_cpus, std::optional<double> quota);

// The tightest quota from the process's own cgroup up to the root. `root` stands in for "/" in
// tests.
std::optional<double> CgroupQuota(const std::string& root = "");
// Sorted.
std::vector<int> AllowedCpus();
Status PinThisThread(int cpu);

}  // namespace aegis::topology
