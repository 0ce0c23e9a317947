#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "connectors/file/json_lines.h"
#include "connectors/file/sink.h"
#include "connectors/file/source.h"

namespace aegis::file {
namespace {

using testing::HasSubstr;

class Directory {
 public:
  Directory() {
    std::string name = testing::TempDir() + "aegis-file-XXXXXX";
    path_ = mkdtemp(name.data());
  }
  ~Directory() { std::filesystem::remove_all(path_); }
  std::string path(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

std::string ReadAll(const std::string& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

struct Listener final : io::AssignmentListener {
  Status OnStart(const io::TopicPartition&, const io::StartPosition& start) override {
    starts.push_back(start.offset);
    return {};
  }
  void OnRevoke(std::span<const io::TopicPartition>, bool) override { ++revoked; }
  std::vector<int64_t> starts;
  int revoked = 0;
};

TEST(JsonLines, ReadWhatTheyWrite) {
  const Header headers[] = {
      {"a", "1"}, {"null", kNull}, {"empty", ""}, {"raw", std::string_view("\xff\x00", 2)}};
  struct {
    std::string_view key;
    std::string_view value;
  } const kTable[] = {{"k", "v"},
                      {kNull, kNull},
                      {"", ""},
                      {"\xf0\x9f\x98\x80\n\"\\", "{\"a\": 1.50}"},
                      {std::string_view("\x00\xfe", 2), "\xc3("}};
  for (const auto& row : kTable) {
    io::OutputRecord record{.topic = 0,
                            .partition = 3,
                            .timestamp_ms = 77,
                            .key = row.key,
                            .value = row.value,
                            .headers = headers,
                            .origin = 0};
    std::string text = WriteLine("orders", record);
    ASSERT_EQ(text.back(), '\n');
    auto line = ParseLine(std::string_view(text).substr(0, text.size() - 1));
    ASSERT_TRUE(line) << text << line.error().message;
    EXPECT_EQ(line->timestamp_ms, 77);
    EXPECT_EQ(line->key.has_value(), !IsNull(row.key));
    EXPECT_EQ(line->key.value_or(""), row.key);
    EXPECT_EQ(line->value.has_value(), !IsNull(row.value));
    EXPECT_EQ(line->value.value_or(""), row.value);
    ASSERT_EQ(line->headers.size(), 4u);
    EXPECT_EQ(line->headers[1].second, std::nullopt);
    EXPECT_EQ(line->headers[2].second, "");
    EXPECT_EQ(line->headers[3].second, std::string("\xff\x00", 2));
  }
}

TEST(JsonLines, RefuseWhatIsNoRecordWithoutRepeatingIt) {
  for (const char* text :
       {"", "SECRET", "[1]", "{\"key\":\"SECRET\"}", "{\"value\":1}",
        "{\"value\":\"v\",\"SECRET\":1}", "{\"value\":{\"base64\":\"*SECRET*\"}}",
        "{\"value\":\"v\",\"headers\":[\"SECRET\"]}", "{\"value\":\"v\",\"timestamp\":\"SECRET\"}",
        "{\"value\":\"v\"} x"}) {
    auto line = ParseLine(text);
    ASSERT_FALSE(line) << text;
    EXPECT_THAT(line.error().message, testing::Not(HasSubstr("SECRET")));
  }
}

io::Progress CommittedTo(int64_t next) {
  io::Progress progress;
  progress.epoch = 1;
  io::PartitionProgress& partition = progress.partitions.emplace_back();
  partition.partition.topic = "in";
  partition.next_offset = next;
  return progress;
}

TEST(FileSource, ReplaysWhatIsNotCommitted) {
  Directory directory;
  {
    std::ofstream out(directory.path("in"));
    for (int i = 0; i < 10; ++i) out << "{\"value\":\"" << i << "\"}\n";
  }
  auto source = FileSource::Open(directory.path("in"), "in");
  ASSERT_TRUE(source);
  Listener listener;
  auto polled = (*source)->Poll({.max_records = 4, .now = {}, .deadline = {}}, listener);
  ASSERT_TRUE(polled);
  ASSERT_EQ(polled->size(), 4u);
  (*source)->NoteCommitted(CommittedTo(2));
  ASSERT_TRUE((*source)->Rewind());
  polled = (*source)->Poll({.max_records = 100, .now = {}, .deadline = {}}, listener);
  ASSERT_TRUE(polled);
  ASSERT_EQ(polled->size(), 8u);
  EXPECT_EQ((*polled)[0].value, "2");
  EXPECT_EQ((*polled)[0].offset, 2);
  EXPECT_EQ((*polled)[7].offset, 9);
  EXPECT_EQ(listener.starts, (std::vector<int64_t>{0, 2}));
  EXPECT_FALSE((*source)->done());
  (*source)->NoteCommitted(CommittedTo(10));
  ASSERT_TRUE((*source)->Poll({.max_records = 100, .now = {}, .deadline = {}}, listener));
  EXPECT_TRUE((*source)->done());
}

TEST(FileSource, NamesTheLineThatIsNoRecord) {
  Directory directory;
  std::ofstream(directory.path("in")) << "{\"value\":\"1\"}\nSECRET\n";
  auto source = FileSource::Open(directory.path("in"), "in");
  ASSERT_TRUE(source);
  Listener listener;
  auto polled = (*source)->Poll({.max_records = 100, .now = {}, .deadline = {}}, listener);
  ASSERT_FALSE(polled);
  EXPECT_EQ(polled.error().message, "line 2: not a JSON object");
  EXPECT_FALSE(FileSource::Open(directory.path("missing"), "in"));
}

TEST(FileSink, AppearsWholeOrNotAtAll) {
  Directory directory;
  for (bool finish : {false, true}) {
    auto sink = FileSink::Open(directory.path("out"));
    ASSERT_TRUE(sink);
    auto topic = (*sink)->Describe("t", {});
    ASSERT_TRUE(topic);
    auto aborted = (*sink)->Begin({});
    ASSERT_TRUE(aborted);
    (*aborted)->Produce(
        {.topic = topic->handle, .partition = 0, .timestamp_ms = 1, .key = kNull, .value = "no"});
    EXPECT_EQ((*aborted)->Abort({}), io::CommitOutcome::kAborted);
    auto committed = (*sink)->Begin({});
    ASSERT_TRUE(committed);
    (*committed)
        ->Produce({.topic = topic->handle,
                   .partition = 0,
                   .timestamp_ms = 1,
                   .key = kNull,
                   .value = "yes"});
    EXPECT_EQ((*committed)->Commit({}, {}), io::CommitOutcome::kCommitted);
    EXPECT_FALSE(std::filesystem::exists(directory.path("out")));
    if (finish) {
      ASSERT_TRUE((*sink)->Finish());
    }
  }
  EXPECT_EQ(ReadAll(directory.path("out")),
            "{\"topic\":\"t\",\"partition\":0,\"timestamp\":1,\"key\":null,\"value\":\"yes\"}\n");
  EXPECT_FALSE(std::filesystem::exists(directory.path("out.part")));
}

}  // namespace
}  // namespace aegis::file
