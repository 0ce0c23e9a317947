// What a test may do to a StateDisk; the contract of its states is held in ../rocksdb.
#include "connectors/memory/store.h"

#include <gtest/gtest.h>

namespace aegis::memory {
namespace {

const io::TopicPartition kInput{"in", 0};
constexpr io::StateForm kForm{1, 100};

class StateDiskTest : public testing::Test {
 protected:
  StateDiskTest() { Open(); }
  void Open() {
    state_.reset();
    state_ = std::move(*NewStore(disk_)->Open(kInput, "s", kForm));
  }
  Status Write(char number, int64_t time, bool gone = false) {
    std::string value(8, '\0');
    dedup::PutWrittenAt(time, value.data());
    const std::string exact = "E" + std::string(16, number);
    const std::string band = "B" + std::string(9, number);
    const dedup::Entry entries[] = {
        {exact, "", gone ? std::string_view() : std::string_view(value)},
        {band, "memberid", value}};
    io::StateProgress progress;
    progress.input_next = number;
    progress.time.now_ms = time;
    return state_->Apply(entries, progress);
  }
  std::shared_ptr<StateDisk> disk_ = std::make_shared<StateDisk>();
  std::unique_ptr<io::State> state_;
};

TEST_F(StateDiskTest, LosesTheLastAppliesAsACrashDoes) {
  ASSERT_TRUE(Write(1, 10).has_value());
  const auto contents = disk_->Contents(kInput, "s");
  ASSERT_TRUE(Write(2, 20).has_value());
  ASSERT_TRUE(Write(1, 200, true).has_value());
  EXPECT_FALSE(state_->Get("E" + std::string(16, '\1')).has_value());
  state_.reset();
  disk_->LoseLastApplies(kInput, "s", 2);
  Open();
  EXPECT_EQ(state_->progress()->input_next, 1);
  EXPECT_EQ(disk_->Contents(kInput, "s"), contents);
  state_.reset();
  disk_->LoseLastApplies(kInput, "s", 9);
  Open();
  EXPECT_EQ(state_->progress(), std::nullopt);
  EXPECT_TRUE(disk_->Contents(kInput, "s").empty());
}

TEST_F(StateDiskTest, WhatFollowedIsGoneOnceTheStreamHasPassedItsWindow) {
  ASSERT_TRUE(Write(1, 10).has_value());
  ASSERT_TRUE(Write(2, 110).has_value());
  EXPECT_EQ(disk_->Contents(kInput, "s").size(), 4u) << "the window's last moment";
  ASSERT_TRUE(Write(3, 111).has_value());
  EXPECT_EQ(disk_->Contents(kInput, "s").size(), 5u) << "but not the primary entry";
}

TEST_F(StateDiskTest, DamageIsSeenByAnOpenStateAndEmptiesItForTheNext) {
  ASSERT_TRUE(Write(1, 10).has_value());
  disk_->Damage(kInput, "s");
  EXPECT_FALSE(state_->failed());
  EXPECT_FALSE(state_->Get("E" + std::string(16, '\1')).has_value());
  EXPECT_TRUE(state_->failed());
  EXPECT_FALSE(Write(2, 20).has_value());
  Open();
  EXPECT_FALSE(state_->failed());
  EXPECT_EQ(state_->progress(), std::nullopt);
  EXPECT_EQ(disk_->wipes(), 1u);
}

TEST_F(StateDiskTest, AFullDiskTakesNothingAndDamagesNothing) {
  ASSERT_TRUE(Write(1, 10).has_value());
  disk_->FailApplies(true);
  EXPECT_FALSE(Write(2, 20).has_value());
  EXPECT_FALSE(state_->failed());
  EXPECT_EQ(state_->progress()->input_next, 1);
  disk_->FailApplies(false);
  EXPECT_TRUE(Write(2, 20).has_value());
}

}  // namespace
}  // namespace aegis::memory
