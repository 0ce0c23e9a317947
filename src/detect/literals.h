// Where the fixed strings of the rules stand in a text, all of them in one pass. Two backends with
// the same answers, held equal by a test: a portable one, and Hyperscan on x86.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/result.h"

namespace aegis::detect {

struct Literal {
  std::string text;
  bool any_case = false;  // ASCII letters match both ways; other bytes exactly

  friend bool operator==(const Literal&, const Literal&) = default;
};

struct LiteralHit {
  uint32_t literal = 0;  // index into the literals given to Make
  uint32_t end = 0;      // one past its last byte

  friend auto operator<=>(const LiteralHit&, const LiteralHit&) = default;
};

enum class LiteralBackend : uint8_t { kHyperscan, kPortable };

class LiteralMatcher {
 public:
  // What one thread writes to while it scans. Grows to what the largest text needed and stays
  // there.
  class Scratch {
   public:
    virtual ~Scratch() = default;
    std::vector<LiteralHit> hits;
  };

  virtual ~LiteralMatcher() = default;
  virtual Result<std::unique_ptr<Scratch>> NewScratch() const = 0;

  // Every place where a literal ends, overlapping ones too, sorted by (end, literal), into
  // scratch.hits. False: the scan did not reach the end (a library's error, or more hits than
  // `max_hits`), and nothing may be concluded from the hits.
  virtual bool Find(std::string_view text, size_t max_hits, Scratch& scratch) const = 0;
};

// Is the backend built into this binary and does the CPU have what it needs?
bool HasBackend(LiteralBackend backend);
// The fastest there is.
LiteralBackend BestBackend();
std::string_view BackendName(LiteralBackend backend);

// Fails when a literal is empty, or the backend is missing, or its self-test of match placement
// fails.
Result<std::unique_ptr<LiteralMatcher>> MakeLiteralMatcher(std::span<const Literal> literals,
                                                           LiteralBackend backend);

// The backends themselves; use MakeLiteralMatcher.
Result<std::unique_ptr<LiteralMatcher>> MakePortableMatcher(std::span<const Literal> literals);
Result<std::unique_ptr<LiteralMatcher>> MakeHyperscanMatcher(std::span<const Literal> literals);

}  // namespace aegis::detect
