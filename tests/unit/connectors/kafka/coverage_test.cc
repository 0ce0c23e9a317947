// When a static member asks for a rebalance, because part of its topics belongs to nobody.
#include "connectors/kafka/coverage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace aegis::kafka {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

const io::TopicPartition kFirst{"t", 0};
const io::TopicPartition kSecond{"t", 1};

class CoverageTest : public testing::Test {
 protected:
  // Asks and takes the answer as soon as it is due; nothing when it is not due in an hour.
  std::vector<io::TopicPartition> Look(const GroupAnswer& group) {
    for (int i = 0; i < 3600 && !coverage_.due(now_); ++i) now_ += seconds(1);
    if (!coverage_.due(now_)) return {};
    coverage_.Asked(now_);
    return coverage_.Take(group, {kFirst, kSecond}, now_);
  }
  bool Looks() {
    for (int i = 0; i < 3600; ++i) {
      if (coverage_.due(now_ + seconds(i))) return true;
    }
    return false;
  }

  GroupAnswer whole_{.stable = true, .member_id = "m", .assigned = {kSecond, kFirst}};
  GroupAnswer half_{.stable = true, .member_id = "m", .assigned = {kFirst}};
  GroupAnswer joining_{.stable = false, .member_id = "m", .assigned = {}};
  GroupAnswer unanswered_{.error = -185};
  Coverage coverage_;
  io::Time now_{seconds(1000)};
};

TEST_F(CoverageTest, LooksOnceAfterAnAssignmentThatIsWhole) {
  EXPECT_FALSE(Looks());
  coverage_.Assigned(now_);
  EXPECT_FALSE(coverage_.due(now_)) << "the others may still be on their way";
  EXPECT_THAT(Look(whole_), IsEmpty());
  EXPECT_FALSE(Looks());
}

TEST_F(CoverageTest, TellsWhatNobodyHasWhenItLasts) {
  coverage_.Assigned(now_);
  EXPECT_THAT(Look(half_), IsEmpty()) << "a rebalance may be about to begin";
  EXPECT_THAT(Look(half_), ElementsAre(kSecond));
}

TEST_F(CoverageTest, AGroupThatJoinsIsLookedAtAgain) {
  coverage_.Assigned(now_);
  EXPECT_THAT(Look(half_), IsEmpty());
  EXPECT_THAT(Look(joining_), IsEmpty());
  EXPECT_THAT(Look(half_), IsEmpty()) << "it did not last";
  EXPECT_THAT(Look(unanswered_), IsEmpty());
  EXPECT_THAT(Look(half_), IsEmpty());
  EXPECT_THAT(Look(half_), ElementsAre(kSecond));
}

TEST_F(CoverageTest, AQuestionThatNobodyAnswersIsAskedAgain) {
  coverage_.Assigned(now_);
  now_ += Coverage::kLookAgain;
  ASSERT_TRUE(coverage_.due(now_));
  coverage_.Asked(now_);
  EXPECT_FALSE(coverage_.due(now_));
  EXPECT_TRUE(Looks());
}

TEST_F(CoverageTest, WhereJoiningAgainDoesNotHelpItIsDoneMoreAndMoreRarely) {
  io::Duration longest{};
  coverage_.Assigned(now_);
  for (int i = 0; i < 12; ++i) {
    const io::Time begun = now_;
    ASSERT_THAT(Look(half_), IsEmpty());
    ASSERT_THAT(Look(half_), ElementsAre(kSecond)) << i;
    EXPECT_GE(now_ - begun, longest);
    longest = now_ - begun;
    coverage_.Assigned(now_);
  }
  EXPECT_GE(longest, Coverage::kLongestDelay);
  EXPECT_LE(longest, Coverage::kLongestDelay + 2 * Coverage::kLookAgain);
  // And at once again after it has helped.
  EXPECT_THAT(Look(whole_), IsEmpty());
  coverage_.Assigned(now_);
  EXPECT_TRUE(coverage_.due(now_ + Coverage::kLookAgain));
}

TEST_F(CoverageTest, NothingIsLookedAtWithoutAnAssignment) {
  coverage_.Assigned(now_);
  coverage_.Revoked();
  EXPECT_FALSE(Looks());
  EXPECT_THAT(coverage_.Take(half_, {kFirst, kSecond}, now_), IsEmpty());
}

}  // namespace
}  // namespace aegis::kafka
