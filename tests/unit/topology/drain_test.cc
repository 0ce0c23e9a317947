#include "topology/drain.h"

#include <gtest/gtest.h>

namespace aegis::topology {
namespace {

PartitionState At(const std::string& topic, int64_t committed, const std::string& stopped = "") {
  PartitionState state;
  state.lag.partition = {topic, 0};
  state.lag.committed = committed;
  state.lag.stopped = stopped;
  return state;
}

TEST(Drain, IsDoneWhenEveryEndIsCommitted) {
  Drain drain({{{"a", 0}, 5}, {{"b", 0}, 3}}, {{{"a", 0}, 0}, {{"b", 0}, 0}});
  EXPECT_FALSE(drain.done());
  drain.Note(std::vector{At("a", 5), At("b", 2), At("other", 9)});
  EXPECT_EQ(drain.left(), (std::vector<io::TopicPartition>{{"b", 0}}));
  drain.Note({"b", 0}, 4);
  EXPECT_TRUE(drain.done());
}

TEST(Drain, EmptyPartitionsAreDone) {
  EXPECT_TRUE(Drain({{{"a", 0}, 5}}, {{{"a", 0}, 5}}).done());
  EXPECT_TRUE(Drain({}, {}).done());
}

TEST(Drain, IsStuckOnlyWhenAllThatIsLeftStandsStill) {
  Drain drain({{{"a", 0}, 5}, {{"b", 0}, 3}}, {});
  drain.Note(std::vector{At("a", 1, "no right"), At("b", 2)});
  EXPECT_EQ(drain.Stuck(), "");
  drain.Note(std::vector{At("a", 1, "no right"), At("b", 3)});
  EXPECT_EQ(drain.Stuck(), "a/0: no right");
  drain.Note(std::vector{At("a", 1)});
  EXPECT_EQ(drain.Stuck(), "");
}

}  // namespace
}  // namespace aegis::topology
