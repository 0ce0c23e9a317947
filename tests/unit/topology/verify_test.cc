// The verifier must notice every kind of wrong: each test plants one fault into a correct history.
#include "topology/verify.h"

#include <gtest/gtest.h>

#include <deque>
#include <set>
#include <string>

#include "topology/receipts.h"

namespace aegis::topology {
namespace {

// Ten inputs, offsets 0 to 9, in two transactions; offset 3 is quarantined, the others are
// forwarded.
class History {
 public:
  History() {
    receipts_ = {Receipt(
        0, 5, R"([[0,2,3,"forward"],[3,3,1,"quarantine:invalid_json"],[4,4,1,"forward"]])", 5)};
    receipts_.push_back(Receipt(5, 10, R"([[5,9,5,"forward"]])", 5, ReceiptHash(receipts_[0])));
    for (int i = 0; i < 10; ++i) {
      inputs_.push_back(i);
      if (i != 3) outputs_.push_back(i);
    }
    letters_ = {Letter(3)};
  }

  static std::string Receipt(int from, int next, const std::string& outcomes, int records,
                             const std::string& previous = "") {
    return R"({"version":1,"topic":"in","topic_id":"t1","partition":0,"from":)" +
           std::to_string(from) + R"(,"next":)" + std::to_string(next) + R"(,"records":)" +
           std::to_string(records) +
           R"(,"routes":[{"route":"r","output":"out","dead_letter":"dead","outcomes":)" + outcomes +
           R"(,"findings":[]}],"plan":"p","keys":[],"previous":")" + previous + R"("})";
  }
  static std::string Letter(int offset) {
    return R"({"version":1,"route":"r","topic":"in","partition":0,"offset":)" +
           std::to_string(offset) + R"(,"error":"invalid_json"})";
  }

  VerifyReport Judge(VerifyRoute route = {}) {
    Verifier verifier({{"r", route}}, {}, [](const std::string&) { return 1; });
    for (size_t i = 0; i < receipts_.size(); ++i)
      verifier.AddReceipt(Make("receipts", static_cast<int64_t>(i), kNull, receipts_[i]));
    for (int input : inputs_) verifier.AddInput(Keyed("in", input, input));
    for (const std::string& letter : letters_)
      verifier.AddDeadLetter(Make("dead", 0, kNull, letter));
    int64_t at = 0;
    for (int output : outputs_) verifier.AddOutput(Keyed("out", at++, output));
    return verifier.Finish();
  }

  std::vector<std::string> receipts_;
  std::vector<int> inputs_;
  std::vector<int> outputs_;
  std::vector<std::string> letters_;

 private:
  static Record Make(std::string_view topic, int64_t offset, std::string_view key,
                     std::string_view value) {
    Record record;
    record.topic = topic;
    record.offset = offset;
    record.key = key;
    record.value = value;
    record.timestamp_type = TimestampType::kCreateTime;
    return record;
  }
  Record Keyed(std::string_view topic, int64_t offset, int number) {
    keys_.push_back("key-" + std::to_string(number));
    Record record = Make(topic, offset, keys_.back(), "v");
    record.timestamp_ms = 1000 + number;
    return record;
  }
  std::deque<std::string> keys_;
};

TEST(Verifier, FindsNothingWrongInACorrectHistory) {
  const VerifyReport report = History().Judge();
  EXPECT_EQ(report.faults, 0) << (report.shown.empty() ? "" : report.shown[0]);
  EXPECT_EQ(report.receipts, 2);
  EXPECT_EQ(report.inputs, 10);
  EXPECT_EQ(report.forwarded, 9);
  EXPECT_EQ(report.quarantined, 1);
}

TEST(Verifier, AGapWithoutInputsIsFine) {
  History history;
  history.receipts_[1] =
      History::Receipt(7, 10, R"([[7,9,3,"forward"]])", 3, ReceiptHash(history.receipts_[0]));
  history.inputs_ = {0, 1, 2, 3, 4, 7, 8, 9};
  history.outputs_ = {0, 1, 2, 4, 7, 8, 9};
  EXPECT_EQ(history.Judge().faults, 0);
}

TEST(Verifier, NoticesALostOutput) {
  History history;
  history.outputs_.erase(history.outputs_.begin() + 4);
  EXPECT_GT(history.Judge().faults, 0);
}

TEST(Verifier, NoticesALostLastOutput) {
  History history;
  history.outputs_.pop_back();
  const VerifyReport report = history.Judge();
  ASSERT_EQ(report.faults, 1);
  EXPECT_EQ(report.shown[0],
            "1 records of in/0 on route r are missing in out/0, the first is offset 9");
}

TEST(Verifier, NoticesARepeatedOutput) {
  History history;
  history.outputs_.insert(history.outputs_.begin() + 2, history.outputs_[1]);
  EXPECT_EQ(history.Judge().faults, 1);
}

TEST(Verifier, NoticesOutputsInAnotherOrder) {
  History history;
  std::swap(history.outputs_[1], history.outputs_[2]);
  EXPECT_GT(history.Judge().faults, 0);
}

TEST(Verifier, NoticesAnOutputOfARecordThatWasQuarantined) {
  History history;
  history.outputs_.insert(history.outputs_.begin() + 3, 3);
  EXPECT_EQ(history.Judge().faults, 1);
}

TEST(Verifier, NoticesAMissingDeadLetter) {
  History history;
  history.letters_.clear();
  const VerifyReport report = history.Judge();
  ASSERT_EQ(report.faults, 1);
  EXPECT_EQ(report.shown[0], "no dead letter for in/0@3 on route r: invalid_json");
}

TEST(Verifier, NoticesADeadLetterTooMany) {
  History history;
  history.letters_.push_back(History::Letter(3));
  EXPECT_EQ(history.Judge().faults, 1);
}

TEST(Verifier, NoticesAnInputThatNoReceiptCounts) {
  History history;
  history.receipts_[1] =
      History::Receipt(6, 10, R"([[6,9,4,"forward"]])", 4, ReceiptHash(history.receipts_[0]));
  history.outputs_ = {0, 1, 2, 4, 6, 7, 8, 9};
  const VerifyReport report = history.Judge();
  ASSERT_EQ(report.faults, 1);
  EXPECT_EQ(report.shown[0], "input in/0@5 has no outcome on route r");
}

TEST(Verifier, NoticesAReceiptThatCountsAnInputThatIsNotThere) {
  History history;
  history.inputs_.erase(history.inputs_.begin() + 6);
  history.outputs_.erase(history.outputs_.begin() + 5);
  EXPECT_EQ(history.Judge().faults, 1);
}

TEST(Verifier, NoticesABrokenChain) {
  History history;
  history.receipts_[0] = History::Receipt(
      0, 5, R"([[0,2,3,"forward"],[3,3,1,"quarantine:invalid_json"],[4,4,1,"forward"]])", 5, "");
  history.receipts_[0].insert(1, " ");
  EXPECT_EQ(history.Judge().faults, 1);
}

TEST(Verifier, NoticesAReceiptThatIsRepeated) {
  History history;
  history.receipts_.push_back(history.receipts_[1]);
  EXPECT_GT(history.Judge().faults, 0);
}

TEST(Verifier, NoticesAMissingReceipt) {
  History history;
  history.receipts_.erase(history.receipts_.begin());
  EXPECT_GT(history.Judge().faults, 0);
}

TEST(Verifier, NoticesReceiptsThatAreNotReceipts) {
  for (const char* text : {"", "{", "[]", "{}", R"({"version":2})", R"({"version":1,"topic":7})"}) {
    History history;
    history.receipts_.push_back(text);
    EXPECT_GT(history.Judge().faults, 0) << text;
  }
}

// "in/0,in/1>out/0 …", one word a group.
std::string GroupsOf(const std::vector<std::string>& receipts, VerifyRoute route,
                     int32_t output_partitions) {
  Verifier verifier({{"r", route}}, {}, [=](const std::string&) { return output_partitions; });
  for (const std::string& receipt : receipts) {
    Record record;
    record.topic = "receipts";
    record.value = receipt;
    verifier.AddReceipt(record);
  }
  std::set<std::string> words;
  for (const Verifier::Group& group : verifier.Groups()) {
    std::string word;
    for (const auto& [partition, range] : group.inputs)
      word +=
          (word.empty() ? "" : ",") + partition.topic + "/" + std::to_string(partition.partition);
    word += '>';
    for (const io::TopicPartition& partition : group.outputs)
      word += (word.ends_with('>') ? "" : ",") + partition.topic + "/" +
              std::to_string(partition.partition);
    words.insert(word);
  }
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::string Replaced(std::string text, const std::string& what, const std::string& with) {
  return text.replace(text.find(what), what.size(), with);
}

TEST(Verifier, GroupsAreAsLittleAsCanBeJudgedAlone) {
  const std::string first = History().receipts_[0];
  const std::string second = Replaced(first, R"("partition":0)", R"("partition":1)");
  const std::string other = Replaced(first, R"("topic":"in")", R"("topic":"more")");
  const VerifyRoute by_key{.by_key = true, .keys_change = false, .provenance = false};
  EXPECT_EQ(GroupsOf({first, second}, {}, 3), ">out/2 in/0>out/0 in/1>out/1");
  EXPECT_EQ(GroupsOf({first, second, other}, {}, 2), "in/0,more/0>out/0 in/1>out/1");
  EXPECT_EQ(GroupsOf({first, second}, by_key, 3), "in/0,in/1>out/0,out/1,out/2");
  EXPECT_EQ(GroupsOf({first, second}, {}, 1), "in/0>out/0 in/1>");
  // Fed back, an output is an input and stays an output.
  EXPECT_EQ(GroupsOf({Replaced(first, R"("topic":"in")", R"("topic":"out")")}, {}, 1),
            "out/0>out/0");
  EXPECT_EQ(GroupsOf({}, {}, 1), "");
}

TEST(Verifier, WhatAGroupOwesIsCountedOnceAndForgotten) {
  History history;
  Verifier verifier({}, {}, [](const std::string&) { return 1; });
  for (const std::string& receipt : history.receipts_) {
    Record record;
    record.value = receipt;
    verifier.AddReceipt(record);
  }
  for (int offset = 0; offset < 10; ++offset) {
    Record record;
    record.topic = "in";
    record.offset = offset;
    verifier.AddInput(record);
  }
  verifier.FinishGroup();
  Record letter;
  letter.value = history.letters_[0];
  verifier.AddDeadLetter(letter);
  const VerifyReport report = verifier.Finish();
  ASSERT_EQ(report.faults, 1);
  EXPECT_EQ(report.shown[0],
            "9 records of in/0 on route r are missing in out/0, the first is offset 0");
}

TEST(Verifier, PairsByTimestampWhereKeysAreRedacted) {
  EXPECT_EQ(History().Judge({.by_key = false, .keys_change = true, .provenance = false}).faults, 0);
}

}  // namespace
}  // namespace aegis::topology
