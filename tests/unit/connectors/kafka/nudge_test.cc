// Against librdkafka's own mock of a cluster: a coordinator that leaves the metadata at the wrong
// moment is what a real one does once in many restarts.
#include "connectors/kafka/nudge.h"

#include <gtest/gtest.h>
#include <librdkafka/rdkafka_mock.h>

#include <chrono>
#include <memory>
#include <string>

#include "connectors/kafka/handles.h"
#include "connectors/kafka/producer.h"

// Threads that librdkafka made itself call what is tested here, and TSan crashes in what it has not
// seen being made.
#ifndef __SANITIZE_THREAD__

namespace aegis::kafka {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

using Mock = std::unique_ptr<rd_kafka_mock_cluster_t, Destroyer<rd_kafka_mock_cluster_destroy>>;
using Client = std::unique_ptr<rd_kafka_t, Destroyer<rd_kafka_destroy>>;

class NudgeTest : public testing::Test {
 protected:
  void SetUp() override {
    char said[256];
    host_.reset(rd_kafka_new(RD_KAFKA_PRODUCER, rd_kafka_conf_new(), said, sizeof said));
    ASSERT_NE(host_, nullptr) << said;
    cluster_.reset(rd_kafka_mock_cluster_new(host_.get(), 3));
    rd_kafka_mock_topic_create(cluster_.get(), "in", 1, 3);
    rd_kafka_mock_topic_create(cluster_.get(), "out", 1, 3);
    rd_kafka_mock_partition_set_leader(cluster_.get(), "out", 0, 2);
    rd_kafka_mock_coordinator_set(cluster_.get(), "transaction", "t", 2);
    rd_kafka_mock_coordinator_set(cluster_.get(), "group", "g", 1);
    settings_.brokers = rd_kafka_mock_cluster_bootstraps(cluster_.get());
    settings_.group = "g";
    settings_.member_id = "t";
    settings_.transaction_timeout_ms = 60'000;
    auto made = Producer::New(settings_, 1'000'000, false);
    ASSERT_TRUE(made) << made.error().message;
    producer_ = std::move(*made);
    KafkaError error(rd_kafka_init_transactions(producer_->handle(), 10'000));
    ASSERT_EQ(error, nullptr) << Describe(error.get());
  }

  void Begin() {
    KafkaError error(rd_kafka_begin_transaction(producer_->handle()));
    ASSERT_EQ(error, nullptr) << Describe(error.get());
    char value[] = "v";
    ASSERT_EQ(
        rd_kafka_producev(producer_->handle(), RD_KAFKA_V_TOPIC("out"), RD_KAFKA_V_PARTITION(0),
                          RD_KAFKA_V_VALUE(value, 1), RD_KAFKA_V_END),
        RD_KAFKA_RESP_ERR_NO_ERROR);
    ASSERT_EQ(rd_kafka_flush(producer_->handle(), 10'000), RD_KAFKA_RESP_ERR_NO_ERROR);
  }
  KafkaError SendOffsets(int timeout_ms) {
    PartitionList offsets = NewPartitionList(1);
    rd_kafka_topic_partition_list_add(offsets.get(), "in", 0)->offset = 1;
    GroupMetadata group(rd_kafka_consumer_group_metadata_new("g"));
    return KafkaError(rd_kafka_send_offsets_to_transaction(producer_->handle(), offsets.get(),
                                                           group.get(), timeout_ms));
  }
  void Commit() {
    KafkaError error(rd_kafka_commit_transaction(producer_->handle(), 10'000));
    ASSERT_EQ(error, nullptr) << Describe(error.get());
  }

  Client host_;  // of the mock
  Mock cluster_;
  ClientSettings settings_;
  std::unique_ptr<Producer> producer_;
};

TEST_F(NudgeTest, OffsetsFindTheirCoordinatorThatMoved) {
  Begin();
  {
    KafkaError error = SendOffsets(10'000);
    ASSERT_EQ(error, nullptr) << Describe(error.get());
  }
  Commit();
  // What the client knows of the coordinator is now of a broker that is no more.
  rd_kafka_mock_coordinator_set(cluster_.get(), "group", "g", 3);
  rd_kafka_mock_broker_decommission(cluster_.get(), 1);
  const rd_kafka_metadata_t* metadata = nullptr;
  ASSERT_EQ(rd_kafka_metadata(producer_->handle(), 1, nullptr, &metadata, 10'000),
            RD_KAFKA_RESP_ERR_NO_ERROR);
  rd_kafka_metadata_destroy(metadata);
  Begin();
  const auto begun = steady_clock::now();
  {
    const Nudge::Call call(producer_->nudge());
    KafkaError error = SendOffsets(60'000);
    ASSERT_EQ(error, nullptr) << Describe(error.get());
  }
  // Without help, more than the minute that it was given.
  EXPECT_LT(steady_clock::now() - begun, seconds(30)) << producer_->nudge().cuts() << " cuts";
  Commit();
}

TEST_F(NudgeTest, NothingIsCutWhileAnAnswerIsOnItsWay) {
  constexpr int16_t kTxnOffsetCommit = 28;
  rd_kafka_mock_broker_push_request_error_rtts(cluster_.get(), 1, kTxnOffsetCommit, 1,
                                               RD_KAFKA_RESP_ERR_NO_ERROR, 6000);
  Begin();
  {
    const Nudge::Call call(producer_->nudge());
    KafkaError error = SendOffsets(60'000);
    ASSERT_EQ(error, nullptr) << Describe(error.get());
  }
  EXPECT_EQ(producer_->nudge().cuts(), 0u);
}

TEST_F(NudgeTest, NothingIsCutBetweenCalls) {
  Begin();
  const auto until = steady_clock::now() + seconds(5);
  while (steady_clock::now() < until) {
    const Nudge::Call call(producer_->nudge());
    std::this_thread::sleep_for(milliseconds(50));
  }
  EXPECT_EQ(producer_->nudge().cuts(), 0u);
}

}  // namespace
}  // namespace aegis::kafka

#endif  // __SANITIZE_THREAD__
