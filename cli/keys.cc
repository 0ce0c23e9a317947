// aegis keys new: a keyset file that nobody else can read.
#include <fcntl.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/commands.h"
#include "cli/output.h"

namespace aegis::cli {
namespace {

constexpr size_t kKeyBytes = 32;
constexpr char kBase64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string EncodeBase64(std::string_view bytes) {
  std::string out;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const size_t left = bytes.size() - i;
    auto at = [&](size_t k) {
      return k < left ? static_cast<uint32_t>(static_cast<unsigned char>(bytes[i + k])) : 0U;
    };
    const uint32_t group = at(0) << 16 | at(1) << 8 | at(2);
    out += kBase64[group >> 18 & 63];
    out += kBase64[group >> 12 & 63];
    out += left > 1 ? kBase64[group >> 6 & 63] : '=';
    out += left > 2 ? kBase64[group & 63] : '=';
  }
  return out;
}

int NewKeyset(const std::string& path, const std::string& id) {
  if (path.empty()) {
    SayError("the FILE's name is empty");
    return kBadUsage;
  }
  std::array<unsigned char, kKeyBytes> key{};
  if (RAND_bytes(key.data(), static_cast<int>(key.size())) != 1) {
    SayError("the system gave no random bytes");
    return kFailed;
  }
  const nlohmann::ordered_json keyset = {
      {"version", 1},
      {"primary", id},
      {"keys", {{id, EncodeBase64({reinterpret_cast<const char*>(key.data()), key.size()})}}}};
  const std::string text = keyset.dump(2) + "\n";
  // O_EXCL: an existing keyset is never overwritten; whoever lost it could not read the old tokens
  // any more.
  const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) {
    SayError(path + ": " + std::strerror(errno));
    return kFailed;
  }
  const bool written = fchmod(fd, 0600) == 0 &&
                       write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                       fsync(fd) == 0;
  if (close(fd) != 0 || !written) {
    SayError(path + " could not be written: " + std::strerror(errno));
    unlink(path.c_str());
    return kFailed;
  }
  std::fprintf(stderr, "wrote %s (mode 0600, primary %s)\n", path.c_str(), id.c_str());
  return kFine;
}

}  // namespace

Action AddKeys(CLI::App& keys) {
  keys.require_subcommand(1);
  CLI::App* fresh = keys.add_subcommand(
      "new", "Write a new keyset file, mode 0600; an existing file is never overwritten");
  fresh->footer("Example:\n  aegis keys new /etc/aegis/ids.keyset");
  struct Options {
    std::string path;
    std::string id = "k1";
  };
  auto options = std::make_shared<Options>();
  fresh->add_option("FILE", options->path, "where to write it")->required();
  fresh->add_option("--id", options->id, "the key's id, part of every token it makes")
      ->capture_default_str()
      ->check([](const std::string& id) {
        const bool fine =
            !id.empty() && id.size() <= 16 &&
            id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") == std::string::npos;
        return fine ? std::string() : "an id has 1 to 16 characters of a-z and 0-9";
      });
  return [options] { return NewKeyset(options->path, options->id); };
}

}  // namespace aegis::cli
