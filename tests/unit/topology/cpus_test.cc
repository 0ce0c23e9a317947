#include "topology/cpus.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>

#include <filesystem>
#include <fstream>
#include <thread>

namespace aegis::topology {
namespace {

TEST(CpuMax, ReadsQuotaOverPeriod) {
  EXPECT_EQ(ParseCpuMax("150000 100000\n"), 1.5);
  EXPECT_EQ(ParseCpuMax("50000 100000"), 0.5);
  for (const char* none :
       {"max 100000\n", "", "100000", "0 100000", "100000 0", "x y", "-1 100000"}) {
    EXPECT_EQ(ParseCpuMax(none), std::nullopt) << none;
  }
}

TEST(CfsQuota, ReadsQuotaOverPeriod) {
  EXPECT_EQ(ParseCfsQuota("400000\n", "100000\n"), 4.0);
  EXPECT_EQ(ParseCfsQuota("-1\n", "100000\n"), std::nullopt);
  EXPECT_EQ(ParseCfsQuota("", ""), std::nullopt);
}

TEST(ProcCgroup, FindsBothVersions) {
  const CgroupPaths v2 = ParseProcCgroup("0::/system.slice/aegis.service\n");
  EXPECT_EQ(v2.unified, "/system.slice/aegis.service");
  EXPECT_EQ(v2.cpu, "");
  const CgroupPaths v1 = ParseProcCgroup(
      "11:memory:/docker/a\n4:cpu,cpuacct:/docker/b\n3:cpuset:/docker/c\n1:name=systemd:/docker/"
      "d\n");
  EXPECT_EQ(v1.unified, "");
  EXPECT_EQ(v1.cpu, "/docker/b");
  const CgroupPaths broken = ParseProcCgroup("no colons\n:\n\n");
  EXPECT_EQ(broken.unified + broken.cpu, "");
}

TEST(WorkersThatFit, TakesWholeCpus) {
  struct {
    size_t cpus;
    std::optional<double> quota;
    int workers;
  } const cases[] = {{4, std::nullopt, 4}, {4, 2.0, 2},          {4, 2.9, 2}, {2, 8.0, 2},
                     {4, 0.5, 1},          {0, std::nullopt, 1}, {1, 1.0, 1}};
  for (const auto& c : cases) EXPECT_EQ(WorkersThatFit(c.cpus, c.quota), c.workers) << c.cpus;
}

class CgroupTree : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "aegis-cgroup-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(root_); }
  void Write(const std::string& path, const std::string& text) {
    std::filesystem::create_directories((root_ + path).substr(0, (root_ + path).rfind('/')));
    std::ofstream(root_ + path) << text;
  }
  std::string root_;
};

TEST_F(CgroupTree, TheTightestAncestorCounts) {
  Write("/proc/self/cgroup", "0::/a/b\n");
  Write("/sys/fs/cgroup/a/cpu.max", "200000 100000\n");
  Write("/sys/fs/cgroup/a/b/cpu.max", "max 100000\n");
  EXPECT_EQ(CgroupQuota(root_), 2.0);
  Write("/sys/fs/cgroup/a/b/cpu.max", "100000 100000\n");
  EXPECT_EQ(CgroupQuota(root_), 1.0);
}

TEST_F(CgroupTree, InAContainerTheRootIsOurs) {
  Write("/proc/self/cgroup", "0::/\n");
  Write("/sys/fs/cgroup/cpu.max", "300000 100000\n");
  EXPECT_EQ(CgroupQuota(root_), 3.0);
}

TEST_F(CgroupTree, ReadsVersionOne) {
  Write("/proc/self/cgroup", "4:cpu,cpuacct:/docker/b\n");
  Write("/sys/fs/cgroup/cpu/docker/b/cpu.cfs_quota_us", "150000\n");
  Write("/sys/fs/cgroup/cpu/docker/b/cpu.cfs_period_us", "100000\n");
  EXPECT_EQ(CgroupQuota(root_), 1.5);
}

TEST_F(CgroupTree, NothingThereIsNoQuota) { EXPECT_EQ(CgroupQuota(root_), std::nullopt); }

TEST(AllowedCpus, AThreadCanBePinnedToEachAndNoOther) {
  const std::vector<int> cpus = AllowedCpus();
  ASSERT_FALSE(cpus.empty());
  for (const int cpu : cpus) {
    std::thread([cpu] {
      ASSERT_TRUE(PinThisThread(cpu).has_value());
      EXPECT_THAT(AllowedCpus(), testing::ElementsAre(cpu));
      EXPECT_EQ(sched_getcpu(), cpu);
    }).join();
  }
  std::thread([] { EXPECT_FALSE(PinThisThread(100'000).has_value()); }).join();
}

}  // namespace
}  // namespace aegis::topology
