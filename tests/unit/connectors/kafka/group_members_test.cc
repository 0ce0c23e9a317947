#include "connectors/kafka/group_members.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "src/base/big_endian.h"

namespace aegis::kafka {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kUuid[] = "4cb9bdd4-a4f1-4151-be22-1d17a623a39f";

TEST(IsMemberOf, AMemberIsNamedAfterItsInstance) {
  EXPECT_TRUE(IsMemberOf("app.a.0", std::string("app.a.0-") + kUuid));
  EXPECT_FALSE(IsMemberOf("app.a.1", std::string("app.a.0-") + kUuid));
  // One instance's id may begin with another's.
  EXPECT_FALSE(IsMemberOf("app", std::string("app-2-") + kUuid));
  EXPECT_FALSE(IsMemberOf("app.a.0", "app.a.0"));
  EXPECT_FALSE(IsMemberOf("app.a.0", ""));
}

std::string Number(uint64_t value, size_t bytes) {
  std::string text(bytes, '\0');
  PutBigEndian(value, bytes, text.data());
  return text;
}

std::vector<io::TopicPartition> Read(const std::string& bytes) {
  std::vector<io::TopicPartition> partitions;
  ReadAssignment(bytes, &partitions);
  return partitions;
}

// Version 1, two topics, and user data behind them.
std::string SomeAssignment() {
  return Number(1, 2) + Number(2, 4) + Number(2, 2) + "in" + Number(2, 4) + Number(0, 4) +
         Number(300, 4) + Number(1, 2) + "t" + Number(0, 4) + Number(0xffffffff, 4);
}

TEST(ReadAssignment, ReadsTopicsAndPartitions) {
  EXPECT_THAT(Read(SomeAssignment()),
              ElementsAre(io::TopicPartition{"in", 0}, io::TopicPartition{"in", 300}));
}

TEST(ReadAssignment, StopsWhereTheBytesEnd) {
  const std::string whole = SomeAssignment();
  for (size_t size = 0; size < whole.size(); ++size)
    EXPECT_LE(Read(whole.substr(0, size)).size(), 2u) << size;
  EXPECT_THAT(Read(""), IsEmpty());
  // Counts and lengths that promise more than there is.
  EXPECT_THAT(Read(Number(0, 2) + Number(0x7fffffff, 4)), IsEmpty());
  EXPECT_THAT(Read(Number(0, 2) + Number(0xffffffff, 4)), IsEmpty());
  EXPECT_THAT(Read(Number(0, 2) + Number(1, 4) + Number(0x8000, 2)), IsEmpty());
  EXPECT_THAT(Read(Number(0, 2) + Number(1, 4) + Number(1, 2) + "t" + Number(0x7fffffff, 4)),
              IsEmpty());
}

}  // namespace
}  // namespace aegis::kafka
