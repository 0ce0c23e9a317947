#include "connectors/kafka/identity.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <optional>

#include "connectors/kafka/topic_ids.h"

namespace aegis::kafka {
namespace {

class Directory {
 public:
  Directory() {
    std::string name = testing::TempDir() + "aegis-identity-XXXXXX";
    path_ = mkdtemp(name.data());
  }
  ~Directory() { std::filesystem::remove_all(path_); }
  std::string path(const std::string& name = "") const {
    return name.empty() ? path_ : path_ + "/" + name;
  }

 private:
  std::string path_;
};

TEST(Identity, ConfiguredIsStatic) {
  auto identity = Identity::Take("orders", "a", "");
  ASSERT_TRUE(identity);
  EXPECT_TRUE(identity->is_static());
  EXPECT_EQ(identity->ForWorker(3), "orders.a.3");
}

TEST(Identity, KeptIsStaticAndStaysOverRestarts) {
  Directory directory;
  std::string first;
  for (int i = 0; i < 2; ++i) {
    auto identity = Identity::Take("orders", "", directory.path("state"));
    ASSERT_TRUE(identity) << identity.error().message;
    EXPECT_TRUE(identity->is_static());
    if (i == 0) first = identity->instance();
    EXPECT_EQ(identity->instance(), first);
  }
  EXPECT_FALSE(first.empty());
}

TEST(Identity, HeldByAnotherIsAConflict) {
  Directory directory;
  auto first = Identity::Take("orders", "", directory.path());
  ASSERT_TRUE(first);
  auto second = Identity::Take("orders", "", directory.path());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kConflict);
  // Also when the id is configured: the directory is what they would share.
  auto third = Identity::Take("orders", "a", directory.path());
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().code, ErrorCode::kConflict);
}

TEST(Identity, WithoutEitherIsDynamicAndFresh) {
  auto first = Identity::Take("orders", "", "");
  auto second = Identity::Take("orders", "", "");
  ASSERT_TRUE(first && second);
  EXPECT_FALSE(first->is_static());
  EXPECT_NE(first->instance(), second->instance());
}

TEST(Identity, RefusesWhatIsNoId) {
  EXPECT_EQ(Identity::Take("orders", "a b", "").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(Identity::Take("orders", "a/../b", "").error().code, ErrorCode::kInvalidArgument);
  Directory directory;
  std::ofstream(directory.path("instance")) << "no good\nid\n";
  EXPECT_EQ(Identity::Take("orders", "", directory.path()).error().code,
            ErrorCode::kInvalidArgument);
}

TEST(TopicIds, NoticeATopicThatWasMadeAgain) {
  auto ids = TopicIds::Open("");
  ASSERT_TRUE(ids);
  EXPECT_TRUE((*ids)->Check("orders", "AAA"));
  EXPECT_TRUE((*ids)->Check("orders", "AAA"));
  EXPECT_TRUE((*ids)->Check("tickets", "BBB"));
  EXPECT_TRUE((*ids)->Check("orders", ""));  // a broker that does not say
  Status changed = (*ids)->Check("orders", "CCC");
  ASSERT_FALSE(changed);
  EXPECT_EQ(changed.error().code, ErrorCode::kConflict);
  EXPECT_NE(changed.error().message.find("orders"), std::string::npos);
}

TEST(TopicIds, AreKept) {
  Directory directory;
  {
    auto ids = TopicIds::Open(directory.path("topic_ids"));
    ASSERT_TRUE(ids);
    EXPECT_TRUE((*ids)->Check("orders", "AAA"));
    EXPECT_TRUE((*ids)->Check("tickets", "BBB"));
  }
  auto ids = TopicIds::Open(directory.path("topic_ids"));
  ASSERT_TRUE(ids) << ids.error().message;
  EXPECT_TRUE((*ids)->Check("orders", "AAA"));
  EXPECT_FALSE((*ids)->Check("tickets", "CCC"));
  std::ofstream(directory.path("topic_ids")) << "garbage";
  EXPECT_FALSE(TopicIds::Open(directory.path("topic_ids")));
}

TEST(TopicIds, WhatCouldNotBeKeptIsNotRemembered) {
  Directory directory;
  const std::string file = directory.path("later/topic_ids");
  auto ids = TopicIds::Open(file);
  ASSERT_TRUE(ids);
  for (int i = 0; i < 2; ++i) {
    Status kept = (*ids)->Check("orders", "AAA");
    ASSERT_FALSE(kept) << i;
    EXPECT_EQ(kept.error().code, ErrorCode::kUnavailable) << "trying again may help";
  }
  std::filesystem::create_directory(directory.path("later"));
  EXPECT_TRUE((*ids)->Check("orders", "AAA"));
  auto again = TopicIds::Open(file);
  ASSERT_TRUE(again);
  EXPECT_FALSE((*again)->Check("orders", "BBB"));
}

TEST(TopicIds, AWriteThatFailsLeavesTheFileAsItWas) {
  if (access("/dev/full", W_OK) != 0) GTEST_SKIP() << "no /dev/full here";
  Directory directory;
  const std::string file = directory.path("topic_ids");
  auto ids = TopicIds::Open(file);
  ASSERT_TRUE(ids);
  ASSERT_TRUE((*ids)->Check("orders", "AAA"));
  std::filesystem::create_symlink("/dev/full", file + ".new");
  EXPECT_FALSE((*ids)->Check("tickets", "BBB"));
  EXPECT_FALSE(std::filesystem::is_symlink(file + ".new"));
  EXPECT_TRUE((*ids)->Check("tickets", "BBB"));
  auto again = TopicIds::Open(file);
  ASSERT_TRUE(again);
  EXPECT_FALSE((*again)->Check("orders", "CCC"));
  EXPECT_FALSE((*again)->Check("tickets", "CCC"));
}

}  // namespace
}  // namespace aegis::kafka
