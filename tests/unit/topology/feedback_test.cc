#include "topology/feedback.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace aegis::topology {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(SampleTopics, MatchThePattern) {
  EXPECT_THAT(SampleTopics("^a$"), ElementsAre("a"));
  EXPECT_THAT(SampleTopics("^a(b|c)d?$"), ElementsAre("ab", "ac", "abd", "acd"));
  EXPECT_THAT(SampleTopics("^team-.*\\.raw$"), ElementsAre("team-.raw", "team-x.raw"));
  EXPECT_THAT(SampleTopics("^[[:digit:]]{2}$"), Contains("00"));
  EXPECT_THAT(SampleTopics("^[^a-z]+z$"), Contains("0z"));
  EXPECT_THAT(SampleTopics("^x{3}$"), ElementsAre("xxx"));
}

TEST(SampleTopics, AreBoundedAndNeverWrong) {
  EXPECT_LE(SampleTopics("^(a|b|c|d)*(a|b|c|d)*(a|b|c|d)*(a|b|c|d)*(a|b|c|d)*$").size(), 48u);
  EXPECT_THAT(SampleTopics("^(a"), IsEmpty());
  EXPECT_THAT(SampleTopics("^a{1000}$"), IsEmpty());
  EXPECT_THAT(SampleTopics("^\\bx"), IsEmpty());
  EXPECT_THAT(SampleTopics(""), IsEmpty());
}

Route Named(std::vector<std::string> topics, std::string output) {
  Route route;
  route.topics = std::move(topics);
  route.output = std::move(output);
  return route;
}

Route Matching(std::string pattern, std::string output) {
  Route route;
  route.pattern = std::move(pattern);
  route.output = std::move(output);
  return route;
}

TEST(Feedback, FindsTheWayRound) {
  const auto found = FindFeedback({Named({"s"}, "a"), Named({"a"}, "b"), Named({"b"}, "a")}, "");
  ASSERT_TRUE(found.has_value());
  EXPECT_THAT(found->topics, ElementsAre("a", "b", "a"));
  EXPECT_EQ(found->route, 1u);
  EXPECT_EQ(found->by, "output");
}

TEST(Feedback, FollowsGroups) {
  EXPECT_TRUE(
      FindFeedback({Matching("^in\\.(.*)$", "out.${1}"), Matching("^out\\.(.*)$", "in.${1}")}, "")
          .has_value());
  EXPECT_FALSE(
      FindFeedback({Matching("^in\\.(.*)$", "out.${1}"), Matching("^mid\\.(.*)$", "in.${1}")}, "")
          .has_value());
}

TEST(Feedback, TwoRoutesThatGrowEachOthersTopics) {
  EXPECT_TRUE(FindFeedback({Matching("^a.*", "b-${topic}"), Matching("^b.*", "a-${topic}")}, "")
                  .has_value());
}

// Nothing can be made up from \w, and what is made up need not be what the routes write.
TEST(Feedback, BeginsWithEverythingWritten) {
  const auto found = FindFeedback({Matching("^x\\w+$", "yone"), Matching("^y\\w+$", "xone")}, "");
  ASSERT_TRUE(found.has_value());
  EXPECT_THAT(found->topics, ElementsAre("yone", "xone", "yone"));
  EXPECT_EQ(found->route, 1u);
  for (const char* all : {"^", "^()", "^\\w+$"}) {
    EXPECT_TRUE(FindFeedback({Matching(all, "b")}, "").has_value()) << all;
  }
  EXPECT_TRUE(FindFeedback({Matching("^[a-z]{9,}$", "redactedout")}, "").has_value());
  EXPECT_TRUE(FindFeedback({Matching("^(orders|[a-z]{10})$", "abcdefghij")}, "").has_value());
  EXPECT_TRUE(FindFeedback({Matching("^t.{20}$", "t" + std::string(20, 'o'))}, "").has_value());
  EXPECT_FALSE(
      FindFeedback({Matching("^x\\w+$", "yone"), Matching("^y\\w+$", "zone")}, "").has_value());
  EXPECT_FALSE(FindFeedback({Matching("^[a-z]{9,}$", "out")}, "").has_value());
}

TEST(Feedback, BeginsWithDeadLettersAndReceipts) {
  Route route = Matching("^x\\w+$", "out");
  EXPECT_FALSE(FindFeedback({route}, "receipts").has_value());
  EXPECT_EQ(FindFeedback({route}, "xreceipts")->by, "receipts");
  route.dead_letter = "dead";
  EXPECT_FALSE(FindFeedback({route}, "").has_value());
  route.dead_letter = "xdead";
  EXPECT_EQ(FindFeedback({route}, "")->by, "dead letter");
  // By way of another route.
  route.dead_letter = "dead";
  EXPECT_TRUE(FindFeedback({route, Matching("^d\\w+$", "xagain")}, "").has_value());
}

TEST(Feedback, ManyRoutesTakeNoTime) {
  std::vector<Route> routes;
  for (int i = 0; i < 300; ++i) {
    for (int j = 0; j < 3; ++j) {
      routes.push_back(Named({"t" + std::to_string(i)}, "t" + std::to_string(i + 1)));
    }
  }
  routes.resize(500);
  EXPECT_FALSE(FindFeedback(routes, "").has_value());
}

TEST(Templates, AreFilledIn) {
  EXPECT_EQ(FillTemplate("${1}.clean.${topic}", "a.raw", {"a.raw", "a"}), "a.clean.a.raw");
  EXPECT_EQ(FillTemplate("x", "a", {}), "x");
}

TEST(Templates, AreChecked) {
  EXPECT_EQ(WrongTemplate("${topic}", -1), "");
  EXPECT_EQ(WrongTemplate("a.${1}", 1), "");
  EXPECT_EQ(WrongTemplate("a.clean", -1), "");
  for (const char* wrong : {"", "${", "${}", "$x", "a}", "${topics}", "${0}", "a b${topic}"}) {
    EXPECT_NE(WrongTemplate(wrong, 9), "") << wrong;
  }
}

TEST(TopicNames, AreKafkas) {
  EXPECT_EQ(WrongTopicName("a.B_c-9"), "");
  EXPECT_EQ(WrongTopicName(std::string(249, 'a')), "");
  for (const std::string& wrong : {std::string(), std::string("."), std::string(".."),
                                   std::string("a b"), std::string("ä"), std::string(250, 'a')}) {
    EXPECT_NE(WrongTopicName(wrong), "") << wrong;
  }
}

}  // namespace
}  // namespace aegis::topology
