#include "tests/chaos/simulation/checker.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <string_view>
#include <vector>

namespace aegis::simulation {
namespace {

using memory::Message;
using memory::OptionalBytes;

constexpr std::string_view kChainPrefix = "aegis-receipt-1:";

std::string Sha256(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) {
    hex += "0123456789abcdef"[digest[i] / 16];
    hex += "0123456789abcdef"[digest[i] % 16];
  }
  return hex;
}

// Reads the JSON that Aegis writes, which has one form only.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}
  bool Take(std::string_view expected) {
    if (!text_.substr(at_).starts_with(expected)) return false;
    at_ += expected.size();
    return true;
  }
  void Expect(std::string_view expected) { good_ &= Take(expected); }
  int64_t Number() {
    int64_t number = -1;
    auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), number);
    good_ &= error == std::errc();
    at_ = static_cast<size_t>(end - text_.data());
    return number;
  }
  std::string_view Text() {
    Expect("\"");
    const size_t end = std::min(text_.find('"', at_), text_.size());
    std::string_view text = text_.substr(at_, end - at_);
    at_ = end;
    Expect("\"");
    return text;
  }
  bool good() const { return good_; }
  bool done() const { return good_ && at_ == text_.size(); }

 private:
  std::string_view text_;
  size_t at_ = 0;
  bool good_ = true;
};

struct Run {
  int64_t first;
  int64_t last;
  int64_t count;
  std::string outcome;
};
struct Receipt {
  std::string hash;
  std::string previous;
  int64_t from = 0;
  int64_t next = 0;
  int64_t records = 0;
  std::vector<Run> runs[kRoutes];
};

// What became of an input on a route.
struct Outcome {
  int forwarded = 0;
  int routed = 0;  // to the topic for duplicates
  int letters = 0;
  std::string error;  // of the letter
};

class Checker {
 public:
  explicit Checker(const Judged& judged)
      : cluster_(judged.cluster),
        inputs_(judged.inputs),
        counted_(judged.counted),
        from_latest_(judged.from_latest),
        dedup_(judged.dedup),
        states_(judged.states),
        outcomes_(judged.inputs.size()),
        wanted_(judged.inputs.size()) {
    for (const Input& input : inputs_) {
      if (!input.aborted) logs_[{input.topic_id, input.partition.partition}].push_back(&input);
    }
    for (auto& [id, log] : logs_) {
      std::sort(log.begin(), log.end(),
                [](const Input* a, const Input* b) { return a->offset < b->offset; });
    }
    for (const memory::OffsetCommit& commit : cluster_.offset_commits())
      commits_[{commit.topic_id, commit.partition.partition}].push_back(commit.offset.offset);
    for (const auto& [id, log] : logs_) AskOracle(id, log);
  }

  std::optional<std::string> Find() {
    for (const char* topic :
         {kSameTopic, kReloadedTopic, kKeyedTopic, kDeadTopic, kReceiptsTopic}) {
      CheckLeaks(topic);
    }
    for (size_t route = 0; route < kRoutes; ++route) {
      CheckLeaks(kDuplicatesTopics[route]);
      // Where numbers are, there is each byte.
      CheckLeaks(ChangelogOf(route), kPlantedDomain);
    }
    CheckOutput(kSameTopic, 0, false);
    CheckOutput(kReloadedTopic, 0, false);
    CheckOutput(kKeyedTopic, kKeyed, false);
    for (size_t route = 0; route < kRoutes; ++route)
      CheckOutput(kDuplicatesTopics[route], route, true);
    CheckLetters();
    ReadReceipts();
    CheckCommits();
    CheckOutcomes();
    CheckCounters();
    CheckChangelogs();
    return violation_;
  }

 private:
  using PartitionId = std::pair<std::string, int32_t>;  // topic id, partition

  // What lies before the start is not asked for, with `start: latest` only.
  bool IsAskedFor(const PartitionId& id, const Input& input) const {
    if (!from_latest_) return true;
    const auto commits = commits_.find(id);
    return commits != commits_.end() && input.offset >= commits->second.front();
  }

  void AskOracle(const PartitionId& id, const std::vector<const Input*>& log) {
    for (size_t route = 0; route < kRoutes; ++route) {
      Oracle& oracle = oracles_[route].try_emplace(id, dedup_[route], route).first->second;
      for (const Input* input : log) {
        if (IsAskedFor(id, *input))
          wanted_[static_cast<size_t>(input->number)][route] = oracle.Decide(*input);
      }
    }
  }

  // The first one is the one to tell.
  void Violation(std::string what) {
    if (!violation_) violation_ = std::move(what);
  }
  static std::string NameOf(const Input& input) {
    return "record " + std::to_string(input.number) + " (" + input.partition.topic + " " +
           input.topic_id + " [" + std::to_string(input.partition.partition) + "] offset " +
           std::to_string(input.offset) + ")";
  }
  static std::string NameOf(const PartitionId& id) {
    return id.first + " [" + std::to_string(id.second) + "]";
  }
  const Input* Numbered(std::string_view digits) const {
    size_t number = inputs_.size();
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || number >= inputs_.size()) return nullptr;
    return &inputs_[number];
  }

  // --- Nothing planted, anywhere, not even for who reads uncommitted ---

  void CheckLeaks(const std::string& topic, std::string_view sign = kPlantedSign) {
    auto leaks = [sign](const OptionalBytes& bytes) {
      return bytes && bytes->find(sign) != std::string::npos;
    };
    for (int32_t p = 0; p < cluster_.partitions(topic); ++p) {
      cluster_.Visit({topic, p}, false, [&](int64_t offset, const Message& message) {
        bool leak = leaks(message.key) || leaks(message.value);
        for (const auto& [name, value] : message.headers) leak |= leaks(value);
        if (leak) {
          Violation(topic + " [" + std::to_string(p) + "] offset " + std::to_string(offset) +
                    ": a planted value is in the output");
        }
      });
    }
  }

  // --- Outputs ---

  static std::string Reference(const Input& input) {
    // Every planted value stands alone between quotes.
    std::string value = *input.message.value;
    for (size_t at = value.find(kPlantedSign); at != std::string::npos;
         at = value.find(kPlantedSign)) {
      const size_t begin = value.rfind('"', at) + 1;
      value.replace(begin, value.find('"', at) - begin, kReplacement);
    }
    return value;
  }

  void CheckOutput(const char* topic, size_t route, bool duplicates) {
    for (int32_t p = 0; p < cluster_.partitions(topic); ++p) {
      std::map<PartitionId, int64_t> last;
      cluster_.Visit({topic, p}, true, [&](int64_t offset, const Message& message) {
        const std::string where =
            std::string(topic) + " [" + std::to_string(p) + "] offset " + std::to_string(offset);
        const Input* input = FromOutput(message);
        if (input == nullptr) return Violation(where + ": nobody put that in");
        Outcome& outcome = outcomes_[static_cast<size_t>(input->number)][route];
        ++(duplicates ? outcome.routed : outcome.forwarded);
        int64_t& before =
            last.try_emplace({input->topic_id, input->partition.partition}, -1).first->second;
        if (input->offset < before)
          Violation(where + ": " + NameOf(*input) + " comes after offset " +
                    std::to_string(before));
        before = input->offset;
        CheckContent(where, *input, message, route, p);
      });
    }
  }

  const Input* FromOutput(const Message& message) const {
    if (message.key && message.key->starts_with("k")) return Numbered(message.key->substr(1));
    constexpr std::string_view kBegin = "{\"number\":";
    if (!message.value || !message.value->starts_with(kBegin)) return nullptr;
    return Numbered(std::string_view(*message.value).substr(kBegin.size()));
  }

  void CheckContent(const std::string& where, const Input& input, const Message& message,
                    size_t route, int32_t partition) {
    const bool same = message.value.has_value() == input.message.value.has_value() &&
                      (!message.value || *message.value == Reference(input));
    if (!same) Violation(where + ": the value of " + NameOf(input) + " is not what it must be");
    if (message.key != input.message.key || message.timestamp_ms != input.message.timestamp_ms)
      Violation(where + ": key or timestamp of " + NameOf(input) + " changed");
    if (route != kKeyed && partition != input.partition.partition)
      Violation(where + ": " + NameOf(input) + " did not keep its partition");
    const auto& firsts = wanted_[static_cast<size_t>(input.number)][route].firsts;
    bool good = firsts.empty() && message.headers == Headers(input, route, nullptr);
    for (const Input* first : firsts) good |= message.headers == Headers(input, route, first);
    if (!good)
      Violation(where + ": the headers of " + NameOf(input) + " are not what they must be");
  }

  using HeaderList = std::vector<std::pair<std::string, OptionalBytes>>;
  HeaderList Headers(const Input& input, size_t route, const Input* first) const {
    HeaderList headers = input.message.headers;
    if (first != nullptr) {
      headers.emplace_back("aegis.duplicate",
                           dedup_[route].of == Compared::kText ? "near" : "exact");
      headers.emplace_back("aegis.duplicate.first", PlaceOf(*first));
      headers.emplace_back("aegis.duplicate.similarity", "1.00");
    }
    if (route == kKeyed) headers.emplace_back("aegis.provenance", PlaceOf(input));
    return headers;
  }
  static std::string PlaceOf(const Input& input) {
    return input.partition.topic + "/" + std::to_string(input.partition.partition) + "/" +
           std::to_string(input.offset);
  }

  // --- Dead letters ---

  void CheckLetters() {
    for (int32_t p = 0; p < cluster_.partitions(kDeadTopic); ++p) {
      cluster_.Visit({kDeadTopic, p}, true, [&](int64_t offset, const Message& message) {
        const std::string where =
            "dead letter [" + std::to_string(p) + "] offset " + std::to_string(offset);
        if (!message.value) return Violation(where + " is empty");
        Reader letter(*message.value);
        letter.Expect("{\"version\":1,\"route\":");
        const std::string_view route = letter.Text();
        letter.Expect(",\"topic\":");
        const std::string_view topic = letter.Text();
        letter.Expect(",\"partition\":");
        const int64_t partition = letter.Number();
        letter.Expect(",\"offset\":");
        const int64_t of = letter.Number();
        letter.Expect(",\"timestamp\":");
        const int64_t timestamp = letter.Number();
        letter.Expect(",\"error\":");
        const std::string_view error = letter.Text();
        const int64_t number = NumberOf(timestamp);
        if (!letter.good() || number < 0 || number >= static_cast<int64_t>(inputs_.size()))
          return Violation(where + " tells of nothing that was put in");
        const Input& input = inputs_[static_cast<size_t>(number)];
        if (topic != input.partition.topic || partition != input.partition.partition ||
            of != input.offset) {
          return Violation(where + " is not of " + NameOf(input));
        }
        Outcome& outcome = outcomes_[static_cast<size_t>(number)][route == kKeyedRoute ? 1 : 0];
        ++outcome.letters;
        outcome.error = error;
      });
    }
  }

  // --- Receipts ---

  void ReadReceipts() {
    for (int32_t p = 0; p < cluster_.partitions(kReceiptsTopic); ++p) {
      cluster_.Visit({kReceiptsTopic, p}, true, [&](int64_t offset, const Message& message) {
        const std::string where =
            "receipt [" + std::to_string(p) + "] offset " + std::to_string(offset);
        if (!message.key || !message.value || !ReadReceipt(*message.value))
          Violation(where + " cannot be read");
      });
    }
  }

  bool ReadReceipt(std::string_view text) {
    Receipt receipt;
    Reader reader(text);
    reader.Expect("{\"version\":1,\"topic\":");
    reader.Text();
    reader.Expect(",\"topic_id\":");
    std::string topic_id(reader.Text());
    reader.Expect(",\"partition\":");
    const auto partition = static_cast<int32_t>(reader.Number());
    reader.Expect(",\"from\":");
    receipt.from = reader.Number();
    reader.Expect(",\"next\":");
    receipt.next = reader.Number();
    reader.Expect(",\"records\":");
    receipt.records = reader.Number();
    reader.Expect(",\"routes\":[");
    for (size_t route = 0; route < kRoutes && reader.good(); ++route) {
      if (route > 0) reader.Expect(",");
      reader.Expect("{\"route\":");
      if (reader.Text() != kRouteNames[route]) return false;
      reader.Expect(",\"output\":");
      reader.Text();
      reader.Expect(",\"dead_letter\":");
      reader.Text();
      if (reader.Take(",\"duplicates\":")) reader.Text();
      reader.Expect(",\"outcomes\":[");
      while (reader.good() && !reader.Take("]")) {
        Run run{};
        reader.Take(",");
        reader.Expect("[");
        run.first = reader.Number();
        reader.Expect(",");
        run.last = reader.Number();
        reader.Expect(",");
        run.count = reader.Number();
        reader.Expect(",");
        run.outcome = reader.Text();
        reader.Expect("]");
        receipt.runs[route].push_back(std::move(run));
      }
      reader.Expect(",\"findings\":[");
      while (reader.good() && !reader.Take("]}")) {
        reader.Take(",");
        reader.Expect("[");
        reader.Text();
        reader.Expect(",");
        reader.Text();
        reader.Expect(",");
        reader.Number();
        reader.Expect("]");
      }
    }
    reader.Expect("],\"plan\":");
    reader.Text();
    reader.Expect(",\"keys\":[");
    while (reader.good() && !reader.Take("]")) {
      reader.Take(",");
      reader.Text();
    }
    reader.Expect(",\"previous\":");
    receipt.previous = reader.Text();
    reader.Expect("}");
    if (!reader.done()) return false;
    receipt.hash = Sha256(text);
    receipts_[{std::move(topic_id), partition}].push_back(std::move(receipt));
    return true;
  }

  // --- Committed offsets, and the receipts that they name ---

  struct Committed {
    int64_t start = -1;
    int64_t offset = -1;
    std::string chain;
    size_t receipts = 0;  // so many were named
  };

  void CheckCommits() {
    for (const memory::OffsetCommit& commit : cluster_.offset_commits()) {
      const PartitionId id{commit.topic_id, commit.partition.partition};
      const std::string where = NameOf(id) + " committed " + std::to_string(commit.offset.offset);
      auto [at, is_first] = committed_.try_emplace(id);
      Committed& committed = at->second;
      if (is_first) {
        committed.start = commit.offset.offset;
        // What comes with a receipt comes with records.
        if (!commit.offset.metadata.empty()) Violation(where + " before its start was committed");
      }
      if (commit.offset.offset < committed.offset)
        Violation(where + " after " + std::to_string(committed.offset));
      committed.offset = commit.offset.offset;
      std::string chain;
      if (!commit.offset.metadata.empty()) {
        if (!commit.offset.metadata.starts_with(kChainPrefix))
          Violation(where + " with metadata that is no chain");
        chain = commit.offset.metadata.substr(
            std::min(kChainPrefix.size(), commit.offset.metadata.size()));
      }
      if (chain == committed.chain) continue;
      const auto& receipts = receipts_[id];
      if (committed.receipts >= receipts.size() || receipts[committed.receipts].hash != chain) {
        Violation(where + " with a chain that is not of its next receipt");
        continue;
      }
      if (receipts[committed.receipts].next > committed.offset)
        Violation(where + " and its receipt says " +
                  std::to_string(receipts[committed.receipts].next));
      ++committed.receipts;
      committed.chain = std::move(chain);
    }
    for (const auto& [id, receipts] : receipts_) {
      if (committed_[id].receipts != receipts.size())
        Violation(NameOf(id) + ": a receipt that no committed offset names");
      std::string chain;
      int64_t next = 0;
      for (const Receipt& receipt : receipts) {
        if (receipt.previous != chain) Violation(NameOf(id) + ": the chain of receipts is broken");
        chain = receipt.hash;
        if (receipt.from < next) Violation(NameOf(id) + ": receipts overlap");
        next = receipt.next;
      }
    }
  }

  // --- Exactly one outcome ---

  std::string OutcomeOf(const Input& input, size_t route) const {
    const Outcome& outcome = outcomes_[static_cast<size_t>(input.number)][route];
    if (outcome.letters > 0) return "quarantine:" + outcome.error;
    if (outcome.routed > 0) return "route:duplicate";
    return outcome.forwarded > 0 ? "forward" : kDropped;
  }

  void CheckOutcomes() {
    for (const Input& input : inputs_) {
      const auto committed = committed_.find({input.topic_id, input.partition.partition});
      const bool expected = !input.aborted && committed != committed_.end() &&
                            IsAskedFor(committed->first, input) &&
                            input.offset < committed->second.offset;
      for (size_t route = 0; route < kRoutes; ++route) {
        const Outcome& outcome = outcomes_[static_cast<size_t>(input.number)][route];
        const std::string where = NameOf(input) + " on route " + kRouteNames[route];
        const int outcomes = outcome.forwarded + outcome.routed + outcome.letters;
        const std::string& wanted = wanted_[static_cast<size_t>(input.number)][route].outcome;
        // Of a drop only the receipt tells.
        const int wanted_outcomes = expected && wanted != kDropped ? 1 : 0;
        if (outcomes != wanted_outcomes) {
          Violation(where + " has " + std::to_string(outcomes) + " outcomes instead of " +
                    (wanted_outcomes > 0 ? "1" : "none"));
        } else if (expected && OutcomeOf(input, route) != wanted) {
          Violation(where + ": " + OutcomeOf(input, route) + " instead of " + wanted);
        }
      }
    }
    for (const auto& [id, log] : logs_) {
      auto committed = committed_.find(id);
      if (committed != committed_.end()) CheckReceipts(id, log, committed->second);
    }
  }

  // Every record of the log that was processed is in one receipt, with what became of it.
  void CheckReceipts(const PartitionId& id, const std::vector<const Input*>& log,
                     const Committed& committed) {
    auto next = log.begin();
    while (next != log.end() && (*next)->offset < committed.start) ++next;
    for (const Receipt& receipt : receipts_[id]) {
      const auto begin = next;
      while (next != log.end() && (*next)->offset < receipt.next) ++next;
      const std::string where = NameOf(id) + ": the receipt of " + std::to_string(receipt.from) +
                                " to " + std::to_string(receipt.next);
      if (begin != next && (*begin)->offset < receipt.from)
        Violation(where + " passes over offset " + std::to_string((*begin)->offset));
      if (receipt.records != next - begin) Violation(where + " has not as many records");
      for (size_t route = 0; route < kRoutes; ++route) {
        auto at = begin;
        for (const Run& run : receipt.runs[route]) {
          int64_t count = 0;
          for (; at != next && (*at)->offset <= run.last; ++at, ++count) {
            if ((*at)->offset < run.first || OutcomeOf(**at, route) != run.outcome)
              Violation(where + " is wrong about " + NameOf(**at));
          }
          if (count != run.count) Violation(where + " counts wrong");
        }
        if (at != next) Violation(where + " leaves out " + NameOf(**at));
      }
    }
    if (next != log.end() && (*next)->offset < committed.offset)
      Violation(NameOf(id) + ": no receipt tells of offset " + std::to_string((*next)->offset));
  }

  // --- What the workers count ---

  void CheckCounters() {
    for (size_t route = 0; route < kRoutes; ++route) {
      uint64_t forwarded = 0;
      uint64_t quarantined = 0;
      uint64_t routed = 0;
      for (const auto& outcome : outcomes_) {
        forwarded += static_cast<uint64_t>(outcome[route].forwarded);
        quarantined += static_cast<uint64_t>(outcome[route].letters);
        routed += static_cast<uint64_t>(outcome[route].routed);
      }
      uint64_t dropped = 0;
      for (const auto& [id, receipts] : receipts_) {
        for (const Receipt& receipt : receipts) {
          for (const Run& run : receipt.runs[route])
            dropped += run.outcome == kDropped ? static_cast<uint64_t>(run.count) : 0;
        }
      }
      CheckCounter("forwarded", route, counted_.forwarded[route], forwarded);
      CheckCounter("quarantined", route, counted_.quarantined[route], quarantined);
      CheckCounter("routed", route, counted_.routed[route], routed);
      CheckCounter("dropped", route, counted_.dropped[route], dropped);
    }
  }
  void CheckCounter(const char* what, size_t route, uint64_t counted, uint64_t real) {
    if (counted > real || (counted_.all_told && counted != real)) {
      Violation("route " + std::string(kRouteNames[route]) + ": " + std::to_string(counted) + " " +
                what + " counted, and there are " + std::to_string(real));
    }
  }

  // --- What is remembered ---

  void CheckChangelogs() {
    const std::string topic_id = cluster_.TopicId(kInputTopic);
    for (size_t route = 0; route < kRoutes; ++route) {
      if (dedup_[route].of == Compared::kNothing) continue;
      for (const auto& [id, commits] : commits_) {
        if (id.first != topic_id) continue;
        const Oracle& oracle = oracles_[route].try_emplace(id, dedup_[route], route).first->second;
        JudgedChangelog judged{cluster_, {ChangelogOf(route), id.second}, oracle, commits, {}};
        for (const StoredState& state : states_) {
          if (state.route == route && state.partition == id.second) judged.states.push_back(&state);
        }
        if (const auto wrong = FindViolation(std::move(judged))) Violation(*wrong);
      }
    }
  }

  static constexpr const char* kDropped = "drop:duplicate";

  const memory::Cluster& cluster_;
  const std::span<const Input> inputs_;
  const Counted& counted_;
  const bool from_latest_;
  const Dedup& dedup_;
  const std::span<const StoredState> states_;
  std::vector<std::array<Outcome, kRoutes>> outcomes_;  // by number and route
  std::vector<std::array<Decided, kRoutes>> wanted_;    // the same
  std::map<PartitionId, std::vector<int64_t>> commits_;
  std::map<PartitionId, Oracle> oracles_[kRoutes];
  std::map<PartitionId, std::vector<const Input*>> logs_;
  std::map<PartitionId, std::vector<Receipt>> receipts_;
  std::map<PartitionId, Committed> committed_;
  std::optional<std::string> violation_;
};

}  // namespace

std::optional<std::string> FindViolation(const Judged& judged) { return Checker(judged).Find(); }

}  // namespace aegis::simulation
