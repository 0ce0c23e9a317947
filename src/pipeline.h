// Process: records in, decisions out. Pure: no I/O, no clock, no randomness; the same records, plan
// and past give the same bytes. One Pipeline a worker thread (it holds scratch); the Plan is shared
// and immutable.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "src/base/arena.h"
#include "src/base/record.h"
#include "src/base/result.h"
#include "src/dedup/image/decode.h"
#include "src/dedup/mac.h"
#include "src/dedup/view.h"
#include "src/detect/explanation.h"
#include "src/detect/overlap.h"
#include "src/plan/plan.h"

namespace aegis {

// A record and the routes (indices into Plan::routes) it matched. At least one.
struct Input {
  Record record;
  std::span<const uint16_t> routes;
  // What each of the routes may know of the past, in the same order; empty: none has dedup. The
  // entries are those up to the batch, and stay as they are while it is decided.
  std::span<const dedup::View> past = {};
};

enum class DropReason : uint8_t { kDuplicate };
inline constexpr size_t kDropReasonCount = static_cast<size_t>(DropReason::kDuplicate) + 1;
std::string_view DropReasonName(DropReason reason);

// What goes to the route's output. Views into the input record where nothing changed, else into the
// arena.
struct Forward {
  std::string_view key;
  std::string_view value;
  std::span<const Header> headers;
  bool to_duplicates = false;  // the route's topic for those
};
struct Drop {
  DropReason reason;
};
struct Quarantine {
  RecordError error;
};
using Outcome = std::variant<Forward, Drop, Quarantine>;

// Findings of one record on one route, counted by (entity, action) for metrics and receipts.
struct FindingCount {
  uint16_t entity;  // RuleSet's number
  uint8_t action;   // Action's index in the variant
  uint32_t count;
};

// What dedup makes of a record on a route.
enum class Seen : uint8_t {
  kNotAsked,  // the route has no dedup, or the record nothing that it compares
  kFirst,
  kExact,  // a duplicate, as those below
  kNear,
  kImage,
};
inline constexpr size_t kSeenCount = static_cast<size_t>(Seen::kImage) + 1;
constexpr bool IsDuplicate(Seen seen) { return seen >= Seen::kExact; }

// Was the work on a record's value done before? Nothing but the work depends on it.
enum class Reused : uint8_t {
  kNotAsked,  // the route does not reuse, or there is no value, or so little that asking costs more
  kMiss,
  kHit,
};
inline constexpr size_t kReusedCount = static_cast<size_t>(Reused::kHit) + 1;

// Headers of a duplicate that is forwarded: how it was recognised, where its first occurrence
// stands as topic/partition/offset, and how much they have in common, 0.00 to 1.00.
inline constexpr std::string_view kDuplicateHeader = "aegis.duplicate";
inline constexpr std::string_view kFirstHeader = "aegis.duplicate.first";
inline constexpr std::string_view kSimilarityHeader = "aegis.duplicate.similarity";

struct Decision {
  uint32_t record = 0;  // index into the batch
  uint16_t route = 0;   // index into Plan::routes
  Outcome outcome;
  std::span<const FindingCount> counts;
  Seen seen = Seen::kNotAsked;
  dedup::Occurrence first;  // of a duplicate: whose
  Reused reused = Reused::kNotAsked;
  // Why the record's picture could not be compared. It can only be an exact duplicate.
  std::optional<dedup::ImageProblem> image_problem;
  // To be added to the route's past with the transaction that commits the record. Whoever takes the
  // decision also lets the past's stream time observe the record.
  std::span<const dedup::Entry> adds;
  // Of a Forward: as many of these stand, too, where it cannot be carried out and is quarantined.
  size_t adds_anyway = 0;
};

// What was found in one value and what it becomes: for who shows findings (scan, test), not for the
// way of a record.
struct Inspection {
  std::string_view redacted;  // the value itself where nothing changed
  std::span<const Finding>
      findings;  // settled, in order; Finding::text here is a span of the value's bytes
};

// An Inspection, and why it is as it is. Spans, too, are of the value's bytes.
struct Explanation {
  struct Lost {
    Finding finding;
    Advantage of_winner = Advantage::kScore;
  };
  struct Named {
    Finding finding;              // as in the Inspection
    Sighting sighting;            // of the candidate that gave it its name, with its own span
    std::optional<Span> repeats;  // found only because the same value is found there
    std::vector<Lost> lost;       // overlapping candidates, in order
  };
  std::vector<Named> findings;
  // What one more thing would have made a finding; the strongest first, but the third of a place
  // behind all first and second ones, and behind those what lies within a finding.
  std::vector<Sighting> near_misses;
  size_t more_near_misses = 0;
};

// For routes that reuse results (RoutePlan::reuse).
struct ReuseOptions {
  size_t bytes = 0;  // that they may take, of one Pipeline
  // Known to nobody who can send records: values are told apart by a MAC under it, and who could
  // make two of one MAC would have one pass as the other. Given, because the engine draws nothing;
  // no outcome depends on it.
  dedup::Secret secret{};
};

class Pipeline {
 public:
  // Without `reuse` no route reuses anything.
  static Result<std::unique_ptr<Pipeline>> New(std::shared_ptr<const Plan> plan,
                                               const std::optional<ReuseOptions>& reuse = {});
  ~Pipeline();

  const Plan& plan() const;

  // One decision per (record, route), in the order of the records and of each record's routes. A
  // record's past includes what the records before it in the batch add. Everything returned lives
  // in the arena or in the batch.
  std::span<const Decision> Process(std::span<const Input> batch, Arena& arena);

  // By results that may be reused.
  size_t reuse_bytes() const;

  // The same for one value on one route (an index into Plan::routes), with the findings. Those
  // whose field is acted on anyway (`fields.always`) are not among them.
  RecordResult<Inspection> Inspect(std::string_view value, uint16_t route, Arena& arena);

  // Why Inspect finds what it finds, and what it nearly finds: at most so many near misses. Costs
  // much more.
  RecordResult<Explanation> Explain(std::string_view value, uint16_t route, size_t most_near_misses,
                                    Arena& arena);

 private:
  Pipeline();
  struct Scratch;
  std::unique_ptr<Scratch> scratch_;
};

}  // namespace aegis
