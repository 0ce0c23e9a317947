#include "topology/clusters.h"

#include <gtest/gtest.h>

#include <random>

namespace aegis::topology {
namespace {

TEST(Clusters, TheLargestFirst) {
  Clusters clusters;
  EXPECT_TRUE(clusters.Largest(10).empty());
  for (const int64_t first : {7, 3, 7, 5, 7, 3, 5}) clusters.Add(first);
  EXPECT_EQ(clusters.Largest(10), (std::vector<Cluster>{{7, 3}, {3, 2}, {5, 2}}));
  EXPECT_EQ(clusters.Largest(1), (std::vector<Cluster>{{7, 3}}));
}

// Among many that come once or twice, one that has a twentieth of all.
TEST(Clusters, AFloodOfSmallOnesDoesNotHideALargeOne) {
  constexpr uint32_t kSeed = 9;
  SCOPED_TRACE(kSeed);
  std::mt19937 draw(kSeed);
  Clusters clusters;
  uint64_t added = 0;
  for (int64_t i = 0; i < 100'000; ++i) {
    const bool large = draw() % 20 == 0;
    added += large ? 1 : 0;
    clusters.Add(large ? -1 : i / 2);
  }
  const std::vector<Cluster> largest = clusters.Largest(5);
  ASSERT_EQ(largest.size(), 5u);
  EXPECT_EQ(largest[0].first_offset, -1);
  EXPECT_LE(largest[0].duplicates, added) << "never more than there were";
  EXPECT_GT(largest[0].duplicates, added / 2);
}

}  // namespace
}  // namespace aegis::topology
