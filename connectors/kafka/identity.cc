#include "connectors/kafka/identity.h"

#include <fcntl.h>
#include <openssl/rand.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace aegis::kafka {
namespace {

constexpr size_t kIdBytes = 6;
constexpr size_t kLongestId = 64;

Result<std::string> FreshId() {
  unsigned char bytes[kIdBytes];
  if (RAND_bytes(bytes, sizeof bytes) != 1)
    return Fail(ErrorCode::kInternal, "no randomness for an instance id");
  std::string id;
  for (unsigned char byte : bytes) {
    id += "0123456789abcdef"[byte >> 4];
    id += "0123456789abcdef"[byte & 15];
  }
  return id;
}

bool IsId(const std::string& id) {
  if (id.empty() || id.size() > kLongestId) return false;
  for (char c : id) {
    bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                c == '-' || c == '_';
    if (!fine) return false;
  }
  return true;
}

std::string Why() { return std::strerror(errno); }

}  // namespace

Result<Identity> Identity::Take(const std::string& name, const std::string& instance,
                                const std::string& state_dir) {
  int lock = -1;
  std::string kept;
  if (!state_dir.empty()) {
    std::error_code failed;
    std::filesystem::create_directories(state_dir, failed);
    if (failed) {
      return Fail(ErrorCode::kPermission,
                  "cannot create the state directory " + state_dir + ": " + failed.message());
    }
    // A configured instance is locked as well: two processes with one state directory would share
    // it.
    std::string file = state_dir + "/instance";
    lock = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (lock < 0) return Fail(ErrorCode::kPermission, "cannot open " + file + ": " + Why());
    if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
      std::string why = errno == EWOULDBLOCK ? "another process works with it" : Why();
      close(lock);
      return Fail(ErrorCode::kConflict, "the instance id in " + file + " cannot be taken: " + why);
    }
    char buffer[kLongestId + 2];
    ssize_t size = pread(lock, buffer, sizeof buffer, 0);
    if (size > 0) kept.assign(buffer, static_cast<size_t>(size));
    while (!kept.empty() && kept.back() == '\n') kept.pop_back();
    if (!kept.empty() && !IsId(kept)) {
      close(lock);
      return Fail(ErrorCode::kInvalidArgument, file + " does not hold an instance id");
    }
    if (kept.empty() && instance.empty()) {
      Result<std::string> fresh = FreshId();
      if (!fresh) return tl::unexpected(fresh.error());
      kept = *fresh;
      std::string text = kept + "\n";
      if (pwrite(lock, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()) ||
          fsync(lock) != 0) {
        std::string why = Why();
        close(lock);
        return Fail(ErrorCode::kUnavailable, "cannot write " + file + ": " + why);
      }
    }
  }
  if (!instance.empty()) {
    if (!IsId(instance)) {
      if (lock >= 0) close(lock);
      return Fail(ErrorCode::kInvalidArgument,
                  "an instance is letters, digits, - and _, at most 64 of them");
    }
    return Identity(name, instance, true, lock);
  }
  if (!kept.empty()) return Identity(name, kept, true, lock);
  Result<std::string> fresh = FreshId();
  if (!fresh) return tl::unexpected(fresh.error());
  return Identity(name, *fresh, false, -1);
}

Identity::Identity(Identity&& other) noexcept
    : name_(std::move(other.name_)),
      instance_(std::move(other.instance_)),
      static_(other.static_),
      lock_(std::exchange(other.lock_, -1)) {}

Identity::~Identity() {
  if (lock_ >= 0) close(lock_);
}

std::string Identity::ForWorker(int worker) const {
  return name_ + "." + instance_ + "." + std::to_string(worker);
}

}  // namespace aegis::kafka
