// The lowest rung of the ladder: the plainest exactly-once copy of a topic that librdkafka allows,
// with its settings as they come, but for those that keep it from waiting. Reads one topic to its
// end, writes every record unchanged to another, commits a transaction every 100 ms.
//
//   plain_copy BROKERS FROM TO GROUP COMPRESSION [PROPERTY=VALUE…]    of the producer
#include <librdkafka/rdkafka.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <set>
#include <string>
#include <vector>

namespace {

constexpr int kTimeoutMs = 10'000;

[[noreturn]] void Die(const std::string& what) {
  std::fprintf(stderr, "plain_copy: %s\n", what.c_str());
  std::exit(1);
}

rd_kafka_t* NewClient(rd_kafka_type_t type,
                      const std::vector<std::pair<std::string, std::string>>& properties) {
  char error[512];
  rd_kafka_conf_t* conf = rd_kafka_conf_new();
  for (const auto& [name, value] : properties) {
    if (rd_kafka_conf_set(conf, name.c_str(), value.c_str(), error, sizeof error) !=
        RD_KAFKA_CONF_OK)
      Die(error);
  }
  rd_kafka_t* client = rd_kafka_new(type, conf, error, sizeof error);
  if (client == nullptr) Die(error);
  return client;
}

void Check(rd_kafka_error_t* error, const char* what) {
  if (error != nullptr) Die(std::string(what) + ": " + rd_kafka_error_string(error));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 6) Die("usage: plain_copy BROKERS FROM TO GROUP COMPRESSION [PROPERTY=VALUE…]");
  const std::string brokers = argv[1], from = argv[2], to = argv[3], group = argv[4],
                    compression = argv[5];
  rd_kafka_t* consumer = NewClient(RD_KAFKA_CONSUMER, {{"bootstrap.servers", brokers},
                                                       {"group.id", group},
                                                       {"isolation.level", "read_committed"},
                                                       {"enable.auto.commit", "false"},
                                                       {"enable.auto.offset.store", "false"},
                                                       {"enable.partition.eof", "true"},
                                                       {"auto.offset.reset", "earliest"},
                                                       {"fetch.queue.backoff.ms", "2"}});
  rd_kafka_poll_set_consumer(consumer);
  std::vector<std::pair<std::string, std::string>> producing = {{"bootstrap.servers", brokers},
                                                                {"transactional.id", group + ".0"},
                                                                {"compression.codec", compression},
                                                                {"retry.backoff.ms", "2"},
                                                                {"retry.backoff.max.ms", "50"}};
  for (int i = 6; i < argc; ++i) {
    const std::string given = argv[i];
    const size_t sign = given.find('=');
    if (sign == std::string::npos) Die(given + ": not PROPERTY=VALUE");
    producing.emplace_back(given.substr(0, sign), given.substr(sign + 1));
  }
  rd_kafka_t* producer = NewClient(RD_KAFKA_PRODUCER, producing);
  Check(rd_kafka_init_transactions(producer, kTimeoutMs), "init_transactions");
  rd_kafka_topic_t* output = rd_kafka_topic_new(producer, to.c_str(), nullptr);

  rd_kafka_topic_partition_list_t* topics = rd_kafka_topic_partition_list_new(1);
  rd_kafka_topic_partition_list_add(topics, from.c_str(), RD_KAFKA_PARTITION_UA);
  if (rd_kafka_subscribe(consumer, topics)) Die("subscribe");
  rd_kafka_queue_t* queue = rd_kafka_queue_get_consumer(consumer);

  std::vector<rd_kafka_message_t*> batch(10'000);
  std::set<int32_t> at_end;
  std::vector<int64_t> next;
  bool open = false;
  size_t records = 0, bytes = 0, in_transaction = 0;
  auto began = std::chrono::steady_clock::now();
  auto commit = [&] {
    rd_kafka_topic_partition_list_t* offsets = rd_kafka_topic_partition_list_new(8);
    for (size_t p = 0; p < next.size(); ++p) {
      if (next[p] >= 0) {
        rd_kafka_topic_partition_list_add(offsets, from.c_str(), static_cast<int32_t>(p))->offset =
            next[p];
      }
    }
    rd_kafka_consumer_group_metadata_t* metadata = rd_kafka_consumer_group_metadata(consumer);
    Check(rd_kafka_send_offsets_to_transaction(producer, offsets, metadata, kTimeoutMs),
          "send_offsets");
    Check(rd_kafka_commit_transaction(producer, kTimeoutMs), "commit");
    rd_kafka_consumer_group_metadata_destroy(metadata);
    rd_kafka_topic_partition_list_destroy(offsets);
    open = false;
    in_transaction = 0;
  };
  for (;;) {
    ssize_t count = rd_kafka_consume_batch_queue(queue, 10, batch.data(), batch.size());
    if (count < 0) Die("consume");
    for (ssize_t i = 0; i < count; ++i) {
      rd_kafka_message_t* message = batch[static_cast<size_t>(i)];
      if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
        at_end.insert(message->partition);
      } else if (message->err) {
        Die(rd_kafka_message_errstr(message));
      } else {
        if (!open) {
          Check(rd_kafka_begin_transaction(producer), "begin");
          open = true;
          began = std::chrono::steady_clock::now();
        }
        at_end.erase(message->partition);
        const auto partition = static_cast<size_t>(message->partition);
        if (partition >= next.size()) next.resize(partition + 1, -1);
        rd_kafka_headers_t* headers = nullptr;
        rd_kafka_message_headers(message, &headers);
        while (true) {
          rd_kafka_resp_err_t error = rd_kafka_producev(
              producer, RD_KAFKA_V_RKT(output), RD_KAFKA_V_PARTITION(message->partition),
              RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
              RD_KAFKA_V_KEY(message->key, message->key_len),
              RD_KAFKA_V_VALUE(message->payload, message->len),
              RD_KAFKA_V_TIMESTAMP(rd_kafka_message_timestamp(message, nullptr)),
              RD_KAFKA_V_HEADERS(headers == nullptr ? nullptr : rd_kafka_headers_copy(headers)),
              RD_KAFKA_V_END);
          if (!error) break;
          if (error != RD_KAFKA_RESP_ERR__QUEUE_FULL) Die(rd_kafka_err2str(error));
          rd_kafka_poll(producer, 10);
        }
        next[partition] = message->offset + 1;
        ++records;
        ++in_transaction;
        bytes += message->len;
      }
      rd_kafka_message_destroy(message);
    }
    rd_kafka_poll(producer, 0);
    const bool due = std::chrono::steady_clock::now() - began > std::chrono::milliseconds(100) ||
                     in_transaction >= 10'000;
    if (open && due) commit();
    // All partitions at their end: the topic was filled before the copy began.
    rd_kafka_topic_partition_list_t* assigned = nullptr;
    rd_kafka_assignment(consumer, &assigned);
    const bool finished = assigned != nullptr && assigned->cnt > 0 &&
                          at_end.size() == static_cast<size_t>(assigned->cnt);
    rd_kafka_topic_partition_list_destroy(assigned);
    if (finished) break;
  }
  if (open) commit();
  std::printf("records %zu bytes %zu\n", records, bytes);
  rd_kafka_consumer_close(consumer);
  return 0;
}
