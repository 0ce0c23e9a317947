#include "topology/files.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace aegis::topology {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

tl::unexpected<Error> Failed(int error) {
  const ErrorCode code = error == ENOENT   ? ErrorCode::kNotFound
                         : error == EACCES ? ErrorCode::kPermission
                                           : ErrorCode::kInvalidArgument;
  return Fail(code, std::strerror(error));
}

Result<std::string> Read(const std::string& path, size_t max_bytes, bool secret) {
  // The system would open what is named in front of it.
  if (path.find('\0') != std::string::npos) return Failed(ENOENT);
  // A pipe without a writer would hold up the start; it is refused below like every other special
  // file but /dev/stdin.
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.get() < 0) return Failed(errno);
  struct stat about {};
  if (fstat(file.get(), &about) != 0) return Failed(errno);
  if (S_ISDIR(about.st_mode)) return Failed(EISDIR);
  if (secret && !S_ISREG(about.st_mode))
    return Fail(ErrorCode::kInvalidArgument, "is not a regular file");
  constexpr mode_t kTooOpen = S_IROTH | S_IWOTH | S_IWGRP;
  if (secret && (about.st_mode & kTooOpen) != 0) {
    char mode[8];
    std::snprintf(mode, sizeof(mode), "%04o", static_cast<unsigned>(about.st_mode & 07777));
    return Fail(ErrorCode::kPermission,
                std::string("others may read or change it (mode ") + mode + "); chmod 0600");
  }
  std::string content;
  char buffer[16 * 1024];
  for (;;) {
    const ssize_t n = read(file.get(), buffer, sizeof(buffer));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno == EAGAIN) {  // somebody is still writing into the pipe
      pollfd readable{.fd = file.get(), .events = POLLIN, .revents = 0};
      if (poll(&readable, 1, -1) < 0 && errno != EINTR) return Failed(errno);
      continue;
    }
    if (n < 0) return Failed(errno);
    if (n == 0) return content;
    content.append(buffer, static_cast<size_t>(n));
    if (content.size() > max_bytes) {
      return Fail(ErrorCode::kInvalidArgument,
                  "is larger than " + std::to_string(max_bytes) + " bytes");
    }
  }
}

}  // namespace

std::string ResolvePath(std::string_view path, std::string_view named_in) {
  const std::filesystem::path given(path);
  if (given.is_absolute()) return std::string(path);
  return (std::filesystem::path(named_in).parent_path() / given).string();
}

Result<std::string> ReadFile(const std::string& path, size_t max_bytes) {
  return Read(path, max_bytes, false);
}

Result<std::string> ReadSecretFile(const std::string& path, size_t max_bytes) {
  return Read(path, max_bytes, true);
}

}  // namespace aegis::topology
