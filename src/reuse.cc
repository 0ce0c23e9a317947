#include "src/reuse.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "src/codec/splice.h"

namespace aegis {
namespace {

// Does every try give the same? Where memory or a library failed, the next one may not.
bool FollowsFromTheBytes(RecordErrorCode code) {
  switch (code) {
    case RecordErrorCode::kInvalidJson:
    case RecordErrorCode::kInvalidUtf8:
    case RecordErrorCode::kTooDeep:
    case RecordErrorCode::kTooManyFields:
    case RecordErrorCode::kTooManyFindings:
    case RecordErrorCode::kBudgetExhausted:
    case RecordErrorCode::kUserRulesExhausted:
      return true;
    case RecordErrorCode::kTooLarge:  // of the whole record
    case RecordErrorCode::kScanFailed:
    case RecordErrorCode::kRedactionFailed:
    case RecordErrorCode::kFindingInKey:
    case RecordErrorCode::kBrokerRefused:
      return false;
  }
  return false;
}

// As it is kept, in this process only: a Head; an error's code and place, or the counts, the places
// of the splices, and their texts, one behind the other.
struct Head {
  uint32_t counts = 0;
  uint32_t splices = 0;
  bool refused = false;
};
struct Cut {
  Span raw;
  uint32_t size = 0;  // of its text
};

template <typename T>
void Put(const T& one, char*& to) {
  std::memcpy(to, &one, sizeof one);
  to += sizeof one;
}

template <typename T>
T Take(const char*& from) {
  T one;
  std::memcpy(&one, from, sizeof one);
  from += sizeof one;
  return one;
}

}  // namespace

// The plan is in the key, so that it costs nothing for each value.
Result<std::unique_ptr<ValueOutcomes>> ValueOutcomes::New(const Plan& plan,
                                                          const ReuseOptions& options) {
  const auto key = dedup::MacKey::Derive(options.secret, "aegis reuse " + plan.hash);
  if (!key) return tl::unexpected(key.error());
  return std::unique_ptr<ValueOutcomes>(new ValueOutcomes(*key, options.bytes));
}

std::optional<RecordResult<std::string_view>> ValueOutcomes::Find(const dedup::Fingerprint& name,
                                                                  uint16_t route,
                                                                  std::string_view value,
                                                                  ArenaVector<FindingCount>& counts,
                                                                  Arena& work, Arena& arena) {
  const auto kept = cache_.Find({name, route}, work);
  if (!kept) return std::nullopt;
  const char* from = kept->data();
  const Head head = Take<Head>(from);
  if (head.refused) return tl::unexpected(Take<RecordError>(from));
  for (uint32_t i = 0; i < head.counts; ++i) counts.push_back(Take<FindingCount>(from));
  if (head.splices == 0) return value;

  const std::span<Splice> splices = work.NewArray<Splice>(head.splices);
  const char* text = from + splices.size() * sizeof(Cut);
  for (Splice& splice : splices) {
    const auto [raw, size] = Take<Cut>(from);
    splice = {raw, {text, size}};
    text += size;
  }
  return SpliceAgain(value, splices, arena);
}

void ValueOutcomes::Keep(const dedup::Fingerprint& name, uint16_t route,
                         const ValueOutcome& outcome, Arena& work) {
  Head head;
  head.refused = outcome.refused.has_value();
  if (outcome.refused && !FollowsFromTheBytes(outcome.refused->code)) return;
  size_t size = sizeof(Head) + (head.refused ? sizeof(RecordError) : 0);
  if (!head.refused) {
    head.counts = static_cast<uint32_t>(outcome.counts.size());
    head.splices = static_cast<uint32_t>(outcome.splices.size());
    size += head.counts * sizeof(FindingCount) + head.splices * sizeof(Cut);
    for (const Splice& splice : outcome.splices) size += splice.with.size();
  }
  if (size > cache_.max_value_bytes()) return;

  char* const bytes = work.NewBytes(size);
  char* to = bytes;
  Put(head, to);
  if (outcome.refused) {
    Put(*outcome.refused, to);
  } else {
    for (const FindingCount& count : outcome.counts) Put(count, to);
    for (const Splice& splice : outcome.splices)
      Put(Cut{splice.raw, static_cast<uint32_t>(splice.with.size())}, to);
    for (const Splice& splice : outcome.splices)
      to = std::copy(splice.with.begin(), splice.with.end(), to);
  }
  cache_.Put({name, route}, {bytes, size});
}

}  // namespace aegis
