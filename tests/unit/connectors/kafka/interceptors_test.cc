#include "connectors/kafka/interceptors.h"

#include <gtest/gtest.h>

namespace aegis::kafka {
namespace {

constexpr int16_t kAddPartitions = 24;
constexpr int16_t kEndTxn = 26;
constexpr int16_t kProduce = 0;

TEST(UnansweredRequests, AnAnsweredOneIsFine) {
  UnansweredRequests requests;
  EXPECT_FALSE(requests.any());
  requests.OnSent(kEndTxn);
  EXPECT_TRUE(requests.any());
  // The hook runs twice for an answer.
  requests.OnReceived(kEndTxn, true);
  requests.OnReceived(kEndTxn, true);
  EXPECT_FALSE(requests.any());
}

TEST(UnansweredRequests, ResendAfterAnAnswerIsHarmless) {
  UnansweredRequests requests;
  for (int i = 0; i < 3; ++i) {  // CONCURRENT_TRANSACTIONS is an answer
    requests.OnSent(kAddPartitions);
    requests.OnReceived(kAddPartitions, true);
  }
  EXPECT_FALSE(requests.any());
}

TEST(UnansweredRequests, AnErrorIsNoAnswer) {
  UnansweredRequests requests;
  requests.OnSent(kEndTxn);
  requests.OnReceived(kEndTxn, false);
  EXPECT_TRUE(requests.any());
}

TEST(UnansweredRequests, AnAnswerToTheSecondDoesNotAnswerTheFirst) {
  UnansweredRequests requests;
  requests.OnSent(kEndTxn);
  requests.OnReceived(kEndTxn, false);
  requests.OnSent(kEndTxn);
  requests.OnReceived(kEndTxn, true);
  EXPECT_TRUE(requests.any());
}

TEST(UnansweredRequests, OthersAreNotWatched) {
  UnansweredRequests requests;
  requests.OnSent(kProduce);
  requests.OnSent(-1);
  requests.OnReceived(-1, true);
  EXPECT_FALSE(requests.any());
}

TEST(UnansweredRequests, KindsAreApart) {
  UnansweredRequests requests;
  requests.OnSent(kEndTxn);
  requests.OnSent(kAddPartitions);
  requests.OnReceived(kAddPartitions, true);
  EXPECT_TRUE(requests.any());
  requests.OnReceived(kEndTxn, true);
  EXPECT_FALSE(requests.any());
}

}  // namespace
}  // namespace aegis::kafka
