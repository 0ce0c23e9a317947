#include "connectors/rocksdb/layout.h"

#include <bit>
#include <cstring>
#include <type_traits>

#include "src/base/big_endian.h"

namespace aegis::rocks {
namespace {

constexpr size_t kTimeBytes = 8;
constexpr size_t kChapterKeyBytes = 1 + kTimeBytes + 8;

// Numbers and texts one after the other, each number in 8 bytes.
class Writer {
 public:
  void Number(uint64_t number) {
    char bytes[8];
    PutBigEndian(number, 8, bytes);
    out_.append(bytes, 8);
  }
  void Text(std::string_view text) {
    Number(text.size());
    out_ += text;
  }
  std::string Take() { return std::move(out_); }

 private:
  std::string out_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : left_(bytes) {}
  uint64_t Number() {
    if (left_.size() < 8) {
      ok_ = false;
      return 0;
    }
    const uint64_t number = BigEndian(left_.substr(0, 8));
    left_.remove_prefix(8);
    return number;
  }
  int64_t Signed() { return static_cast<int64_t>(Number()); }
  std::string Text() {
    const uint64_t size = Number();
    if (size > left_.size()) {
      ok_ = false;
      return {};
    }
    std::string text(left_.substr(0, size));
    left_.remove_prefix(size);
    return text;
  }
  bool done() const { return ok_ && left_.empty(); }

 private:
  std::string_view left_;
  bool ok_ = true;
};

class GroupTransform final : public ::rocksdb::SliceTransform {
 public:
  const char* Name() const override { return "aegis.group"; }
  ::rocksdb::Slice Transform(const ::rocksdb::Slice& key) const override {
    return {key.data(), dedup::GroupBytes(key[0])};
  }
  bool InDomain(const ::rocksdb::Slice& key) const override {
    if (key.empty()) return false;
    const size_t bytes = dedup::GroupBytes(key[0]);
    return bytes != 0 && key.size() >= bytes;
  }
};

}  // namespace

std::string EncodeMeta(const Meta& meta) {
  Writer out;
  out.Number(kFormatVersion);
  out.Number(meta.form.fingerprint);
  out.Number(static_cast<uint64_t>(meta.form.window_ms));
  out.Text(meta.name);
  out.Number(meta.progress.has_value());
  const io::StateProgress progress = meta.progress.value_or(io::StateProgress{});
  out.Number(static_cast<uint64_t>(progress.input_next));
  out.Number(static_cast<uint64_t>(progress.changelog_next));
  out.Number(static_cast<uint64_t>(progress.time.now_ms));
  out.Number(static_cast<uint64_t>(progress.time.least_ahead_ms));
  out.Number(progress.time.ahead);
  out.Number(meta.next_chapter);
  out.Text(meta.first_chapter);
  out.Number(meta.listed);
  return out.Take();
}

std::optional<Meta> DecodeMeta(std::string_view bytes) {
  Reader in(bytes);
  if (in.Number() != kFormatVersion) return std::nullopt;
  Meta meta;
  meta.form.fingerprint = in.Number();
  meta.form.window_ms = in.Signed();
  meta.name = in.Text();
  const bool has_progress = in.Number() != 0;
  io::StateProgress progress;
  progress.input_next = in.Signed();
  progress.changelog_next = in.Signed();
  progress.time.now_ms = in.Signed();
  progress.time.least_ahead_ms = in.Signed();
  progress.time.ahead = static_cast<uint32_t>(in.Number());
  if (has_progress) meta.progress = progress;
  meta.next_chapter = in.Number();
  meta.first_chapter = in.Text();
  meta.listed = in.Number();
  if (!in.done()) return std::nullopt;
  return meta;
}

std::optional<uint64_t> FormatVersionOf(std::string_view meta) {
  if (meta.size() < 8) return std::nullopt;
  return BigEndian(meta.substr(0, 8));
}

std::string StateName(const io::TopicPartition& input, std::string_view state) {
  return input.topic + '/' + std::to_string(input.partition) + '/' + std::string(state);
}

void PutTime(int64_t time_ms, char* to) {
  PutBigEndian(static_cast<uint64_t>(time_ms) ^ uint64_t{1} << 63, kTimeBytes, to);
}

std::string ChapterKey(int64_t time_ms, uint64_t number) {
  std::string key(kChapterKeyBytes, kChapterKind);
  PutTime(time_ms, key.data() + 1);
  PutBigEndian(number, 8, key.data() + 1 + kTimeBytes);
  return key;
}

int64_t ChapterTime(std::string_view key) {
  if (key.size() != kChapterKeyBytes) return 0;
  return static_cast<int64_t>(BigEndian(key.substr(1, kTimeBytes)) ^ uint64_t{1} << 63);
}

std::optional<Chapter> DecodeChapter(std::string_view value) {
  if (value.size() < kTimeBytes) return std::nullopt;
  Chapter chapter;
  chapter.last_time_ms =
      static_cast<int64_t>(BigEndian(value.substr(0, kTimeBytes)) ^ uint64_t{1} << 63);
  chapter.groups = value.substr(kTimeBytes);
  return chapter;
}

size_t CountGroups(std::string_view groups) {
  size_t count = 0;
  for (; !groups.empty(); ++count) {
    const size_t bytes = dedup::GroupBytes(groups[0]);
    if (bytes == 0 || bytes > groups.size()) return 0;
    groups.remove_prefix(bytes);
  }
  return count;
}

std::shared_ptr<const ::rocksdb::SliceTransform> NewGroupTransform() {
  return std::make_shared<GroupTransform>();
}

bool PastFilter::Filter(int, const ::rocksdb::Slice& key, const ::rocksdb::Slice& value,
                        std::string*, bool*) const {
  if (key.empty() || dedup::GroupBytes(key[0]) == 0 || dedup::IsPrimary(key[0])) return false;
  dedup::StreamTime time;
  time.now_ms = now_ms_.load(std::memory_order_relaxed);
  if (time.now_ms == dedup::StreamTime::kNone) return false;
  return !time.IsAlive(dedup::WrittenAt(value.ToStringView()), window_ms_);
}

}  // namespace aegis::rocks
