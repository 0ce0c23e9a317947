#include "topology/receipts.h"

#include <openssl/evp.h>

#include <algorithm>
#include <type_traits>

#include "src/redact/action.h"
#include "topology/json_text.h"

namespace aegis::topology {
namespace {

constexpr std::string_view kChainPrefix = "aegis-receipt-1:";
constexpr size_t kHexHash = 64;

// An outcome in 16 bits: the alternative above, its reason below.
uint16_t OutcomeCode(const Outcome& outcome) {
  uint16_t reason = 0;
  if (const auto* forward = std::get_if<Forward>(&outcome)) reason = forward->to_duplicates ? 1 : 0;
  if (const auto* drop = std::get_if<Drop>(&outcome)) reason = static_cast<uint16_t>(drop->reason);
  if (const auto* quarantine = std::get_if<Quarantine>(&outcome)) {
    reason = static_cast<uint16_t>(quarantine->error.code);
  }
  return static_cast<uint16_t>(outcome.index() << 8 | reason);
}

std::string NameOfCode(uint16_t code) {
  auto reason = static_cast<uint8_t>(code & 0xff);
  switch (code >> 8) {
    case 0:
      return reason == 0 ? "forward" : "route:duplicate";
    case 1:
      return "drop:" + std::string(DropReasonName(static_cast<DropReason>(reason)));
    default:
      return "quarantine:" + std::string(RecordErrorName(static_cast<RecordErrorCode>(reason)));
  }
}
static_assert(std::is_same_v<std::variant_alternative_t<0, Outcome>, Forward>);
static_assert(std::is_same_v<std::variant_alternative_t<1, Outcome>, Drop>);
static_assert(std::is_same_v<std::variant_alternative_t<2, Outcome>, Quarantine>);

}  // namespace

std::string OutcomeName(const Outcome& outcome) { return NameOfCode(OutcomeCode(outcome)); }

std::string ReceiptHash(std::string_view receipt) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_Digest(receipt.data(), receipt.size(), digest, &size, EVP_sha256(), nullptr);
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) {
    hex += "0123456789abcdef"[digest[i] >> 4];
    hex += "0123456789abcdef"[digest[i] & 15];
  }
  return hex;
}

std::string ChainMetadata(const std::string& hash) {
  return hash.empty() ? std::string() : std::string(kChainPrefix) + hash;
}

std::string ChainOf(const std::string& metadata) {
  if (metadata.size() != kChainPrefix.size() + kHexHash ||
      metadata.compare(0, kChainPrefix.size(), kChainPrefix) != 0) {
    return {};
  }
  return metadata.substr(kChainPrefix.size());
}

std::string ReceiptKey(const io::TopicPartition& partition) {
  return partition.topic + "/" + std::to_string(partition.partition);
}

void Receipt::Begin(int64_t from, size_t routes) {
  from_ = from;
  records_ = 0;
  used_ = routes;
  if (routes_.size() < routes) routes_.resize(routes);
  for (size_t i = 0; i < routes; ++i) {
    routes_[i].runs.clear();
    routes_[i].counts.clear();
  }
}

void Receipt::Add(size_t place, int64_t offset, const Outcome& outcome,
                  std::span<const FindingCount> counts) {
  PerRoute& route = routes_[place];
  uint16_t code = OutcomeCode(outcome);
  if (!route.runs.empty() && route.runs.back().outcome == code) {
    route.runs.back().last = offset;
    ++route.runs.back().count;
  } else {
    route.runs.push_back({offset, offset, 1, code});
  }
  for (const FindingCount& count : counts) {
    auto same =
        std::find_if(route.counts.begin(), route.counts.end(), [&](const FindingCount& known) {
          return known.entity == count.entity && known.action == count.action;
        });
    if (same == route.counts.end()) {
      route.counts.push_back(count);
    } else {
      same->count += count.count;
    }
  }
}

size_t Receipt::size_estimate() const {
  constexpr size_t kRunBytes = 56;  // two offsets, a count and a name
  size_t runs = 0;
  for (size_t i = 0; i < used_; ++i) runs += routes_[i].runs.size();
  return runs * kRunBytes;
}

std::string Receipt::Write(const io::TopicPartition& partition, std::string_view topic_id,
                           int64_t next, std::span<const Target> targets, const Plan& plan,
                           std::string_view previous) const {
  std::string out = "{\"version\":1,\"topic\":";
  AppendJsonString(partition.topic, &out);
  out += ",\"topic_id\":";
  AppendJsonString(topic_id, &out);
  out += ",\"partition\":";
  AppendNumber(partition.partition, &out);
  out += ",\"from\":";
  AppendNumber(from_, &out);
  out += ",\"next\":";
  AppendNumber(next, &out);
  out += ",\"records\":";
  AppendNumber(static_cast<int64_t>(records_), &out);
  out += ",\"routes\":[";
  for (size_t i = 0; i < used_; ++i) {
    if (i > 0) out += ',';
    out += "{\"route\":";
    AppendJsonString(targets[i].rule->name, &out);
    out += ",\"output\":";
    AppendJsonString(targets[i].output_name, &out);
    out += ",\"dead_letter\":";
    AppendJsonString(targets[i].rule->dead_letter, &out);
    if (const std::string& duplicates = targets[i].rule->duplicates; !duplicates.empty()) {
      out += ",\"duplicates\":";
      AppendJsonString(duplicates, &out);
    }
    out += ",\"outcomes\":[";
    for (size_t j = 0; j < routes_[i].runs.size(); ++j) {
      const Run& run = routes_[i].runs[j];
      out += j > 0 ? ",[" : "[";
      AppendNumber(run.first, &out);
      out += ',';
      AppendNumber(run.last, &out);
      out += ',';
      AppendNumber(run.count, &out);
      out += ',';
      AppendJsonString(NameOfCode(run.outcome), &out);
      out += ']';
    }
    out += "],\"findings\":[";
    // In the order of names, so that the same input gives the same bytes.
    std::vector<FindingCount> counts = routes_[i].counts;
    std::sort(counts.begin(), counts.end(), [&](const FindingCount& a, const FindingCount& b) {
      if (a.entity != b.entity)
        return plan.rules.EntityName(a.entity) < plan.rules.EntityName(b.entity);
      return a.action < b.action;
    });
    for (size_t j = 0; j < counts.size(); ++j) {
      out += j > 0 ? ",[" : "[";
      AppendJsonString(plan.rules.EntityName(counts[j].entity), &out);
      out += ',';
      AppendJsonString(ActionName(size_t{counts[j].action}), &out);
      out += ',';
      AppendNumber(counts[j].count, &out);
      out += ']';
    }
    out += "]}";
  }
  out += "],\"plan\":";
  AppendJsonString(plan.hash, &out);
  out += ",\"keys\":[";
  for (size_t i = 0; i < plan.key_ids.size(); ++i) {
    if (i > 0) out += ',';
    AppendJsonString(plan.key_ids[i], &out);
  }
  out += "],\"previous\":";
  AppendJsonString(previous, &out);
  out += '}';
  return out;
}

}  // namespace aegis::topology
