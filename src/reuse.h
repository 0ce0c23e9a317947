// Was this value decided before? The work on a value that comes again, byte for byte, is decoding,
// detecting and settling, and all of it follows from the bytes, the route and the plan. What came
// of it is kept: what went and what stands there instead, what was counted, or why it was refused;
// not the value. Of the same bytes that makes the same outcome again; of any others, however near,
// nothing is known.
//
// It lives as long as its Pipeline, and so of one plan: keys may change where the plan's hash does
// not.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "src/base/arena.h"
#include "src/base/result.h"
#include "src/codec/codec.h"
#include "src/pipeline.h"
#include "src/plan/plan.h"
#include "src/reuse/cache.h"

namespace aegis {

// Shorter values are not asked about: their scan costs hardly more than the question.
inline constexpr size_t kLeastReusedBytes = 64;

// What became of a value on a route.
struct ValueOutcome {
  std::optional<RecordError> refused;
  std::span<const Splice> splices;  // none: it is as it came
  std::span<const FindingCount> counts;
};

class ValueOutcomes {
 public:
  static Result<std::unique_ptr<ValueOutcomes>> New(const Plan& plan, const ReuseOptions& options);

  // A value is named once, for all routes.
  dedup::Fingerprint Name(std::string_view value) const { return dedup::Mac128(key_, {}, value); }

  // Of the value, by its name: counts go to `counts`, new bytes into the arena.
  std::optional<RecordResult<std::string_view>> Find(const dedup::Fingerprint& name, uint16_t route,
                                                     std::string_view value,
                                                     ArenaVector<FindingCount>& counts, Arena& work,
                                                     Arena& arena);
  // Keeps it if it can be; what may turn out otherwise the next time is not.
  void Keep(const dedup::Fingerprint& name, uint16_t route, const ValueOutcome& outcome,
            Arena& work);

  size_t bytes_held() const { return cache_.bytes_held(); }

 private:
  ValueOutcomes(const dedup::MacKey& key, size_t bytes) : key_(key), cache_(bytes) {}
  const dedup::MacKey key_;
  reuse::Cache cache_;
};

}  // namespace aegis
