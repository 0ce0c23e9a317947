#include "connectors/rocksdb/state.h"

#include <endian.h>
#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <unordered_set>

#include "connectors/failpoint.h"
#include "src/dedup/window.h"

namespace aegis::rocks {
namespace {

namespace fs = std::filesystem;

using ::rocksdb::Slice;

// So many listed groups are looked up for what is past, in one go.
constexpr size_t kLookedUpAnyway = 64 * kChapterGroups;
constexpr size_t kLookedUpPerGroup = 4;

// Out of memory for the cache is no damage; everything else that cannot be read is.
bool IsDamage(const ::rocksdb::Status& status) {
  return status.IsCorruption() || status.IsPathNotFound() || status.IsNotSupported() ||
         status.IsInvalidArgument();
}

// Nothing here deletes ranges. In RocksDB before 8.6.7, an iterator that minds them goes over a
// file whose first block cannot be read as if it were empty, without a word (its pull request
// 11782).
::rocksdb::ReadOptions IteratorOptions() {
  ::rocksdb::ReadOptions options;
  options.ignore_range_deletions = true;
  return options;
}

// RocksDB does not log or return what stood in a key (allow_data_in_errors is off).
std::string Text(const ::rocksdb::Status& status) { return status.ToString(); }

std::string ErrnoText() { return std::system_category().message(errno); }

// The first bytes of a key as a number that sorts as they do: most comparisons need no more.
uint64_t KeyStart(const dedup::Entry& entry) {
  uint64_t start = 0;
  std::memcpy(&start, entry.group.data(), std::min(entry.group.size(), sizeof start));
  return be64toh(start);
}

// Whether files can be written there at all. Empty: yes.
std::string WhyUnwritable(const fs::path& dir) {
  const fs::path probe = dir / "probe";
  const int file = ::open(probe.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return ErrnoText();
  const std::string page(4096, 'x');
  std::string why;
  if (::write(file, page.data(), page.size()) != static_cast<ssize_t>(page.size()) ||
      ::fsync(file) != 0) {
    why = errno == 0 ? "a short write" : ErrnoText();
  }
  ::close(file);
  ::unlink(probe.c_str());
  return why;
}

}  // namespace

// --- The owner ---

Result<OwnerLock> OwnerLock::Take(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) {
    return Fail(ErrorCode::kPermission,
                "the dedup state " + path.string() + " cannot be written: " + ErrnoText());
  }
  OwnerLock lock(file);
  if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    return Fail(ErrorCode::kUnavailable, "the dedup state is in use: " + path.string());
  }
  return lock;
}

OwnerLock::~OwnerLock() {
  if (file_ >= 0) ::close(file_);
}

// --- Opening ---

RocksState::RocksState(std::shared_ptr<Disk> disk, std::shared_ptr<Worker> worker, fs::path dir,
                       OwnerLock lock, Meta fresh)
    : disk_(std::move(disk)),
      worker_(std::move(worker)),
      dir_(std::move(dir)),
      lock_(std::move(lock)),
      fresh_(std::move(fresh)),
      owner_(worker_->front.NewOwner()) {
  worker_->states.push_back(this);
}

RocksState::~RocksState() {
  Close();
  std::erase(worker_->states, this);
}

void RocksState::Close() {
  members_.reset();
  value_.Reset();
  if (db_ == nullptr) return;
  if (open_ != nullptr) disk_->shared().Remove(open_);
  open_.reset();
  db_.reset();  // flushes
  filter_.reset();
}

Result<std::unique_ptr<io::State>> RocksState::Open(std::shared_ptr<Disk> disk,
                                                    std::shared_ptr<Worker> worker,
                                                    const fs::path& dir, std::string name,
                                                    const io::StateForm& form) {
  std::error_code error;
  fs::create_directories(dir, error);
  if (error) {
    return Fail(ErrorCode::kPermission,
                "the dedup state " + dir.string() + " cannot be made: " + error.message());
  }
  Result<OwnerLock> lock = OwnerLock::Take(dir / "owner");
  if (!lock) return tl::unexpected(lock.error());
  Meta fresh;
  fresh.form = form;
  fresh.name = std::move(name);
  std::unique_ptr<RocksState> state(
      new RocksState(std::move(disk), std::move(worker), dir, std::move(*lock), std::move(fresh)));
  if (Status opened = state->OpenOrStartAnew(); !opened) return tl::unexpected(opened.error());
  return state;
}

Status RocksState::OpenOrStartAnew() {
  const Result<std::string> distrust = TryOpen();
  if (!distrust) return tl::unexpected(distrust.error());
  if (distrust->empty()) return {};
  spdlog::warn("dedup state {}: {}; it is emptied and restored from its changelog", fresh_.name,
               *distrust);
  disk_->shared().CountWipe();
  Close();
  if (Status removed = RemoveDatabase(); !removed) return removed;
  const Result<std::string> again = TryOpen();
  if (!again) return tl::unexpected(again.error());
  if (!again->empty()) return tl::unexpected(Unwritable(*again));
  return {};
}

Error RocksState::Unwritable(const std::string& why) const {
  return {ErrorCode::kPermission,
          "the dedup state " + dir_.string() + " cannot be written: " + why};
}

Result<std::string> RocksState::TryOpen() {
  meta_ = fresh_;
  finished_chapters_.clear();
  gone_ = 0;
  swept_at_ms_ = dedup::StreamTime::kNone;
  failed_ = false;
  filter_ = std::make_unique<PastFilter>(fresh_.form.window_ms);
  ::rocksdb::Options options = disk_->shared().DatabaseOptions();
  options.compaction_filter = filter_.get();
  if (worker_->open_files)
    options.max_open_files = std::min(options.max_open_files, *worker_->open_files);
  ::rocksdb::DB* db = nullptr;
  const ::rocksdb::Status opened = ::rocksdb::DB::Open(options, (dir_ / "db").string(), &db);
  if (!opened.ok()) {
    if (opened.IsNoSpace()) return tl::unexpected(Unwritable(Text(opened)));
    // A file that is missing and a directory that cannot be written look alike.
    if (const std::string why = WhyUnwritable(dir_); !why.empty())
      return tl::unexpected(Unwritable(why));
    if (opened.IsIOError() && Text(opened).find("Too many open files") != std::string::npos)
      return tl::unexpected(Unwritable(Text(opened)));
    return Text(opened);
  }
  db_.reset(db);
  if (std::string distrust = CheckContents(); !distrust.empty()) return distrust;
  open_ = std::make_shared<OpenDatabase>();
  open_->db = db_.get();
  disk_->shared().Add(open_);
  if (meta_.progress) {
    filter_->SetNow(meta_.progress->time.now_ms);
    swept_at_ms_ = meta_.progress->time.now_ms;
  }
  return std::string();
}

// Why it may not be trusted; empty when it may.
std::string RocksState::CheckContents() {
  std::string bytes;
  const ::rocksdb::Status found = db_->Get({}, Slice(kMetaKey), &bytes);
  if (found.IsNotFound()) {
    const std::unique_ptr<::rocksdb::Iterator> all(db_->NewIterator(IteratorOptions()));
    all->SeekToFirst();
    if (all->Valid()) return "its entries have no head";
    return all->status().ok() ? "" : Text(all->status());
  }
  if (!found.ok()) return Text(found);
  std::optional<Meta> meta = DecodeMeta(bytes);
  if (!meta) return "it is of another format version";
  if (meta->name != fresh_.name) return "it is of another partition or state";
  if (meta->form.fingerprint != fresh_.form.fingerprint)
    return "what is fingerprinted, or how, has changed";
  // What followed from entries past the shorter window may be gone.
  if (meta->form.window_ms < fresh_.form.window_ms) return "its window was shorter";
  uint64_t bytes_on_disk = 0;
  db_->GetIntProperty(::rocksdb::DB::Properties::kTotalSstFilesSize, &bytes_on_disk);
  if (bytes_on_disk <= disk_->shared().options().verify_on_open_bytes) {
    if (const ::rocksdb::Status verified = db_->VerifyChecksum(); !verified.ok())
      return Text(verified);
  }
  meta_ = std::move(*meta);
  if (meta_.form.window_ms > fresh_.form.window_ms) {
    // On the disk before the filter works with the shorter window.
    meta_.form.window_ms = fresh_.form.window_ms;
    ::rocksdb::WriteOptions write;
    write.disableWAL = true;
    ::rocksdb::Status written = db_->Put(write, Slice(kMetaKey), EncodeMeta(meta_));
    if (written.ok()) written = db_->Flush({});
    if (!written.ok()) return Text(written);
  }
  return {};
}

// Renamed first: half a database is never opened again.
Status RocksState::RemoveDatabase() {
  const fs::path db = dir_ / "db";
  const fs::path old = dir_ / "removed";
  std::error_code error;
  fs::remove_all(old, error);
  if (error) return tl::unexpected(Unwritable(error.message()));
  fs::rename(db, old, error);
  if (error && error != std::errc::no_such_file_or_directory)
    return tl::unexpected(Unwritable(error.message()));
  fs::remove_all(old, error);
  if (error) return tl::unexpected(Unwritable(error.message()));
  return {};
}

Status RocksState::Wipe() {
  Close();
  owner_ = worker_->front.NewOwner();
  if (Status removed = RemoveDatabase(); !removed) {
    failed_ = true;
    return removed;
  }
  Status opened = OpenOrStartAnew();
  if (!opened) failed_ = true;
  return opened;
}

void RocksState::Failed(const ::rocksdb::Status& status, const char* doing) const {
  if (failed_) return;
  failed_ = true;
  spdlog::error("dedup state {}: {} failed: {}", fresh_.name, doing, Text(status));
}

// --- Reading ---

std::optional<std::string_view> RocksState::Get(std::string_view group) const {
  if (failed_ || group.empty()) return std::nullopt;
  const bool exact = Front::Holds(group);
  if (exact) {
    if (const auto value = worker_->front.Find(owner_, group)) return value;
  }
  value_.Reset();
  const ::rocksdb::Status found = db_->Get({}, db_->DefaultColumnFamily(), Slice(group), &value_);
  if (found.IsNotFound()) return std::nullopt;
  if (!found.ok()) {
    Failed(found, "a lookup");
    return std::nullopt;
  }
  const std::string_view value = value_.ToStringView();
  if (exact && Front::Holds(group, value)) worker_->front.Put(owner_, group, value);
  return value;
}

void RocksState::Members(std::string_view group, size_t most,
                         ArenaVector<dedup::Member>& found) const {
  if (failed_ || group.empty() || most == 0) return;
  if (members_ == nullptr) {
    ::rocksdb::ReadOptions options = IteratorOptions();
    options.prefix_same_as_start = true;
    members_.reset(db_->NewIterator(options));
  }
  for (members_->Seek(Slice(group)); members_->Valid(); members_->Next()) {
    const std::string_view key = members_->key().ToStringView();
    if (!key.starts_with(group)) break;
    found.push_back({found.arena().Copy(key.substr(group.size())),
                     found.arena().Copy(members_->value().ToStringView())});
    // Before Next, which may read another block for what nobody asked for.
    if (--most == 0) break;
  }
  if (!members_->status().ok()) Failed(members_->status(), "a lookup");
}

io::StateSize RocksState::Size() const {
  io::StateSize size;
  size.primary_entries = meta_.listed - std::min(meta_.listed, gone_);
  if (db_ != nullptr) {
    db_->GetIntProperty(::rocksdb::DB::Properties::kTotalSstFilesSize, &size.bytes_on_disk);
  }
  return size;
}

// --- Writing ---

// Entries are listed in the order of writing, which is that of their times. Those of records that
// were ahead have chapters of their own: among others, they would keep these from being finished.
void RocksState::ListChapters(std::span<const dedup::Entry> changes, Meta& meta) {
  struct Ahead {
    int64_t time;
    std::string_view group;
  };
  std::vector<Ahead> ahead;
  int64_t first_time = 0;
  int64_t last_time = 0;
  size_t groups = 0;
  std::string chapter;
  const auto add = [&](int64_t time, std::string_view group) {
    if (groups == 0) {
      chapter.assign(dedup::kWrittenAtBytes, '\0');
      first_time = time;
    }
    last_time = time;
    chapter.append(group);
    ++groups;
  };
  const auto close = [&](int64_t key_time) {
    if (groups == 0) return;
    PutTime(last_time, chapter.data());
    const std::string key = ChapterKey(key_time, meta.next_chapter++);
    batch_.Put(Slice(key), Slice(chapter));
    if (key < meta.first_chapter) meta.first_chapter = key;
    meta.listed += groups;
    groups = 0;
  };

  for (const dedup::Entry& change : changes) {
    if (IsNull(change.value) || !dedup::IsPrimary(change.group[0])) continue;
    const int64_t time = dedup::WindowBegins(change.group, change.value);
    if (time > dedup::WrittenAt(change.value)) {
      ahead.push_back({time, change.group});
      continue;
    }
    if (groups == kChapterGroups || time < last_time) close(first_time);
    add(time, change.group);
  }
  close(first_time);

  std::stable_sort(ahead.begin(), ahead.end(),
                   [](const Ahead& a, const Ahead& b) { return a.time < b.time; });
  for (const Ahead& one : ahead) {
    if (groups == kChapterGroups || one.time - first_time > kMostOfChapterAheadMs) close(last_time);
    add(one.time, one.group);
  }
  close(last_time);
}

// In the order of keys: neighbours in a memtable are found from each other, and the fingerprints of
// a transaction lie anywhere. Of changes to one key the last counts.
Status RocksState::PutEntries(std::span<const dedup::Entry> changes) {
  batch_.Clear();
  order_.clear();
  for (const dedup::Entry& change : changes) {
    if (change.group.empty() || change.group.size() != dedup::GroupBytes(change.group[0])) {
      return Fail(ErrorCode::kInternal, "an entry of no known kind was to be written");
    }
    order_.push_back({KeyStart(change), static_cast<uint32_t>(order_.size())});
  }
  std::sort(order_.begin(), order_.end(), [&](const Ordered& a, const Ordered& b) {
    if (a.start != b.start) return a.start < b.start;
    const dedup::Entry& left = changes[a.change];
    const dedup::Entry& right = changes[b.change];
    if (left.group != right.group) return left.group < right.group;
    if (left.member != right.member) return left.member < right.member;
    return a.change < b.change;
  });
  for (const Ordered& ordered : order_) {
    const dedup::Entry& change = changes[ordered.change];
    const Slice parts[] = {Slice(change.group), Slice(change.member)};
    const ::rocksdb::SliceParts key(parts, 2);
    if (IsNull(change.value)) {
      batch_.Delete(key);
    } else {
      const Slice value(change.value);
      batch_.Put(key, ::rocksdb::SliceParts(&value, 1));
    }
  }
  return {};
}

Status RocksState::Apply(std::span<const dedup::Entry> changes, const io::StateProgress& progress) {
  if (failed_) return Fail(ErrorCode::kUnavailable, "the dedup state is damaged");
  if (Status put = PutEntries(changes); !put) return put;
  Meta next = meta_;
  next.progress = progress;
  for (const std::string& chapter : finished_chapters_) batch_.Delete(Slice(chapter));
  ListChapters(changes, next);
  batch_.Put(Slice(kMetaKey), EncodeMeta(next));

  AEGIS_FAILPOINT("state_apply");
  ::rocksdb::WriteOptions options;
  options.disableWAL = true;
  ::rocksdb::Status written = db_->Write(options, &batch_);
  if (!written.ok() && !IsDamage(written)) {
    // An error of the background stays until it is asked whether it is still so.
    if (db_->Resume().ok()) written = db_->Write(options, &batch_);
  }
  if (!written.ok()) {
    if (IsDamage(written)) {
      Failed(written, "writing");
      return Fail(ErrorCode::kUnavailable, "the dedup state is damaged");
    }
    return tl::unexpected(Unwritable(Text(written)));
  }
  AEGIS_FAILPOINT("state_applied");

  meta_ = std::move(next);
  finished_chapters_.clear();
  for (const dedup::Entry& change : changes) {
    if (!Front::Holds(change.group)) continue;
    if (!IsNull(change.value) && Front::Holds(change.group, change.value)) {
      worker_->front.Put(owner_, change.group, change.value);
    } else {
      worker_->front.Erase(owner_, change.group);
    }
  }
  // Also of states that nobody asks: an iterator keeps memtables that were flushed long ago.
  for (RocksState* state : worker_->states) state->DropIterator();
  const int64_t now_ms = progress.time.now_ms;
  filter_->SetNow(now_ms);
  if (now_ms != dedup::StreamTime::kNone) {
    if (swept_at_ms_ == dedup::StreamTime::kNone) swept_at_ms_ = now_ms;
    // Twice in a window, whatever the compactions of new entries have taken along.
    if (now_ms - swept_at_ms_ > fresh_.form.window_ms / 2) {
      swept_at_ms_ = now_ms;
      disk_->shared().Sweep(*open_);
    }
  }
  disk_->shared().MakeRoom();
  return {};
}

// --- What is past ---

size_t RocksState::ReadChapter(const Chapter& chapter, int64_t before_ms, size_t most,
                               ArenaVector<std::string_view>& groups) {
  std::vector<Slice> keys;
  for (std::string_view left = chapter.groups; !left.empty();) {
    const size_t bytes = dedup::GroupBytes(left[0]);
    if (bytes == 0 || bytes > left.size()) {
      Failed(::rocksdb::Status::Corruption("a chapter is not whole"), "reading");
      return 0;
    }
    keys.emplace_back(left.data(), bytes);
    left.remove_prefix(bytes);
  }
  std::vector<::rocksdb::PinnableSlice> values(keys.size());
  std::vector<::rocksdb::Status> statuses(keys.size());
  db_->MultiGet({}, db_->DefaultColumnFamily(), keys.size(), keys.data(), values.data(),
                statuses.data());
  size_t here = 0;
  for (size_t i = 0; i < keys.size(); ++i) {
    if (statuses[i].IsNotFound()) continue;
    if (!statuses[i].ok()) {
      Failed(statuses[i], "reading");
      return 0;
    }
    const int64_t time = dedup::WindowBegins(keys[i].ToStringView(), values[i].ToStringView());
    if (time > chapter.last_time_ms) continue;  // again, and in a later chapter
    ++here;
    if (time >= before_ms || groups.size() == most) continue;
    groups.push_back(groups.arena().Copy(keys[i].ToStringView()));
  }
  return here;
}

void RocksState::Past(int64_t before_ms, size_t most, ArenaVector<std::string_view>& groups) {
  if (failed_) return;
  ArenaVector<std::string_view> past(groups.arena());
  ::rocksdb::ReadOptions options = IteratorOptions();
  const Slice end(kAfterChapters);
  options.iterate_upper_bound = &end;
  options.total_order_seek = true;
  const std::unique_ptr<::rocksdb::Iterator> chapters(db_->NewIterator(options));
  const char first_key[] = {kChapterKind};
  bool leading = true;  // all chapters so far are finished
  // After a restore there may be any number of chapters of which nothing is left.
  const size_t most_looked_up =
      kLookedUpAnyway + kLookedUpPerGroup * std::min(most, SIZE_MAX / (2 * kLookedUpPerGroup));
  size_t looked_up = 0;
  for (chapters->Seek(std::max<std::string_view>(meta_.first_chapter, {first_key, 1}));
       chapters->Valid() && past.size() < most && looked_up < most_looked_up; chapters->Next()) {
    const std::string_view key = chapters->key().ToStringView();
    if (ChapterTime(key) >= before_ms) break;
    if (finished_chapters_.contains(std::string(key))) {
      if (leading) meta_.first_chapter.assign(key).push_back('\0');
      continue;
    }
    const std::optional<Chapter> chapter = DecodeChapter(chapters->value().ToStringView());
    if (!chapter) {
      Failed(::rocksdb::Status::Corruption("a chapter is not whole"), "reading");
      return;
    }
    const size_t left = ReadChapter(*chapter, before_ms, most, past);
    if (failed_) return;
    const size_t listed = CountGroups(chapter->groups);
    looked_up += listed;
    if (leading) gone_ = left == 0 ? 0 : listed - left;
    leading = leading && left == 0;
    // Never walked again: deleted keys cost as much as others until they are compacted away.
    if (leading) meta_.first_chapter.assign(key).push_back('\0');
    if (left > 0) continue;
    finished_chapters_.emplace(key);
    meta_.listed -= std::min<uint64_t>(meta_.listed, listed);
  }
  if (!chapters->status().ok()) {
    Failed(chapters->status(), "reading");
    return;
  }
  // A group that was taken away and written again at the same time stands in two chapters.
  std::unordered_set<std::string_view> given;
  for (const std::string_view group : past) {
    if (given.insert(group).second) groups.push_back(group);
  }
}

}  // namespace aegis::rocks
