// What the engine may know of the past: read-only, and without effect on anything outside. The
// state behind it is to change only with the transaction that commits; there is none yet.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace aegis::dedup {

struct Fingerprint {
  uint64_t high = 0;
  uint64_t low = 0;
  friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

struct FirstSeen {
  int32_t partition = 0;
  int64_t offset = 0;
  int64_t timestamp_ms = 0;
};

class View {
 public:
  virtual ~View() = default;
  virtual std::optional<FirstSeen> Find(const Fingerprint& fingerprint) const = 0;
};

// The view of a route without dedup: nothing was ever seen.
class EmptyView final : public View {
 public:
  std::optional<FirstSeen> Find(const Fingerprint&) const override { return std::nullopt; }
};

}  // namespace aegis::dedup
