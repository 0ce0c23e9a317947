// With reuse and without it every decision is the same.
#include "src/reuse.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "src/dedup/memory_entries.h"
#include "src/pipeline.h"
#include "src/plan/compile.h"
#include "tests/unit/allocation_count.h"
#include "tests/unit/plan/toy_rules.h"

namespace aegis {
namespace {

using std::to_string;

std::shared_ptr<const Keyset> KeysetOf(uint8_t byte) {
  auto keyset = std::make_shared<Keyset>();
  keyset->primary = "k1";
  keyset->keys["k1"].fill(byte);
  return keyset;
}

std::shared_ptr<const Plan> Compile(std::string_view yaml, uint8_t key = 7,
                                    bool builtin_rules = false) {
  static const std::vector<Rule> rules = ToyRules();
  auto plan = PlanFromYaml(yaml, {{"ids", KeysetOf(key)}}, builtin_rules ? nullptr : &rules);
  if (plan) return *plan;
  ADD_FAILURE() << plan.error().message;
  return nullptr;
}

ReuseOptions Options(size_t bytes = size_t{16} << 20) {
  ReuseOptions options;
  options.bytes = bytes;
  options.secret.fill(3);
  return options;
}

std::unique_ptr<Pipeline> New(const std::shared_ptr<const Plan>& plan,
                              const std::optional<ReuseOptions>& reuse) {
  auto pipeline = Pipeline::New(plan, reuse);
  if (pipeline) return std::move(*pipeline);
  ADD_FAILURE() << pipeline.error().message;
  return nullptr;
}

void Append(std::string_view bytes, std::string& out) {
  out += IsNull(bytes) ? "null" : to_string(bytes.size()) + ':' + std::string(bytes);
  out += ' ';
}

// All of a decision but `reused`, byte for byte.
std::string Show(const Decision& decision) {
  std::string out = to_string(decision.record) + '/' + to_string(decision.route) + ' ';
  if (const auto* forward = std::get_if<Forward>(&decision.outcome)) {
    Append(forward->key, out);
    Append(forward->value, out);
    for (const Header& header : forward->headers) {
      Append(header.name, out);
      Append(header.value, out);
    }
    out += forward->to_duplicates ? "duplicates " : "forward ";
  } else if (const auto* drop = std::get_if<Drop>(&decision.outcome)) {
    out += DropReasonName(drop->reason);
  } else {
    const RecordError& error = std::get<Quarantine>(decision.outcome).error;
    out += std::string(RecordErrorName(error.code)) + '@' + to_string(error.offset);
  }
  for (const FindingCount& count : decision.counts) {
    out += ' ' + to_string(count.entity) + ',' + to_string(count.action) + '=' +
           to_string(count.count);
  }
  out += " seen " + to_string(static_cast<int>(decision.seen)) + '@' +
         to_string(decision.first.offset);
  for (const dedup::Entry& entry : decision.adds) {
    Append(entry.group, out);
    Append(entry.member, out);
    Append(entry.value, out);
  }
  return out + " anyway " + to_string(decision.adds_anyway);
}

// The same records through both.
class Pair {
 public:
  explicit Pair(std::shared_ptr<const Plan> plan, size_t bytes = size_t{16} << 20) {
    Reload(std::move(plan), bytes);
  }

  void Reload(std::shared_ptr<const Plan> plan, size_t bytes = size_t{16} << 20) {
    plan_ = std::move(plan);
    with_ = New(plan_, Options(bytes));
    without_ = New(plan_, {});
    routes_.clear();
    for (uint16_t i = 0; i < plan_->routes.size(); ++i) routes_.push_back(i);
  }

  // What became of the last record on the first route of those given.
  Decision Run(std::span<const Record> records, std::span<const uint16_t> routes = {}) {
    if (routes.empty()) routes = routes_;
    std::vector<Input> batch;
    for (const Record& record : records) batch.push_back({record, routes});
    with_arena_.Reset();
    without_arena_.Reset();
    const auto with = with_->Process(batch, with_arena_);
    const auto without = without_->Process(batch, without_arena_);
    EXPECT_EQ(with.size(), without.size());
    for (size_t i = 0; i < with.size(); ++i) {
      EXPECT_EQ(Show(with[i]), Show(without[i])) << records[with[i].record].value;
      EXPECT_EQ(without[i].reused, Reused::kNotAsked);
      ++counts_[with[i].reused];
    }
    return with[with.size() - routes.size()];
  }
  Decision RunValue(std::string_view value) {
    Record record;
    record.value = value;
    return Run({&record, 1});
  }

  size_t hits() { return counts_[Reused::kHit]; }
  size_t misses() { return counts_[Reused::kMiss]; }
  size_t not_asked() { return counts_[Reused::kNotAsked]; }
  Pipeline& with() { return *with_; }
  std::span<const uint16_t> routes() const { return routes_; }

 private:
  std::shared_ptr<const Plan> plan_;
  std::unique_ptr<Pipeline> with_;
  std::unique_ptr<Pipeline> without_;
  std::vector<uint16_t> routes_;
  Arena with_arena_;
  Arena without_arena_;
  std::map<Reused, size_t> counts_;
};

constexpr std::string_view kPlain = "routes: [{reuse: true}]\n";

std::string Long(std::string_view what) {
  return R"({"note":")" + std::string(what) + R"(","rest":")" +
         std::string(kLeastReusedBytes, '.') + "\"}";
}

const Forward& ForwardOf(const Decision& decision) {
  static const Forward kNone{};
  const auto* forward = std::get_if<Forward>(&decision.outcome);
  if (forward == nullptr) ADD_FAILURE() << "not forwarded";
  return forward == nullptr ? kNone : *forward;
}

TEST(Reuse, ARepeatIsAHitAndTheSame) {
  Pair pair(Compile(kPlain));
  const std::string clean = Long("nothing");
  const std::string found = Long("mail#123456 and tel#12345, mail#123456");
  EXPECT_EQ(pair.RunValue(clean).reused, Reused::kMiss);
  EXPECT_EQ(pair.RunValue(found).reused, Reused::kMiss);
  const std::string copy = clean;
  const Decision again = pair.RunValue(copy);
  EXPECT_EQ(again.reused, Reused::kHit);
  EXPECT_EQ(ForwardOf(again).value.data(), copy.data()) << "what is unchanged is not copied";
  const Decision redacted = pair.RunValue(found);
  EXPECT_EQ(redacted.reused, Reused::kHit);
  EXPECT_EQ(ForwardOf(redacted).value, Long("[EMAIL_ADDRESS] and [PHONE_NUMBER], [EMAIL_ADDRESS]"));
  EXPECT_EQ(redacted.counts.size(), 2u);
}

TEST(Reuse, OnlyWhereARouteAsksForIt) {
  Pair pair(Compile("routes: [{}, {reuse: true}, {reuse: false}]\n"));
  const std::string value = Long("mail#123456");
  pair.RunValue(value);
  pair.RunValue(value);
  EXPECT_EQ(pair.not_asked(), 4u);
  EXPECT_EQ(pair.misses(), 1u);
  EXPECT_EQ(pair.hits(), 1u);
}

TEST(Reuse, TombstonesAndShortValuesAreNotAskedAbout) {
  Pair pair(Compile(kPlain));
  for (int round = 0; round < 2; ++round) {
    for (const std::string_view value : {kNull, std::string_view(""), std::string_view("{}")}) {
      EXPECT_EQ(pair.RunValue(value).reused, Reused::kNotAsked);
    }
  }
}

TEST(Reuse, KeysAndHeadersAreDecidedEachTime) {
  for (const char* key : {"check", "redact", "pass"}) {
    for (const char* headers : {"redact", "pass"}) {
      Pair pair(Compile("routes: [{reuse: true, key: " + std::string(key) +
                        ", headers: " + headers + "}]\n"));
      const std::string value = Long("mail#123456 key#11234");
      const Header plain[] = {{"h", "v"}, {"n", kNull}, {"e", ""}};
      const Header found[] = {{"h", "mail#123457"}, {"n", kNull}};
      const Header other[] = {{"H", "mail#123457"}, {"n", ""}};
      size_t runs = 0;
      for (const std::span<const Header> one :
           {std::span<const Header>(plain), std::span<const Header>(found),
            std::span<const Header>(other), std::span<const Header>()}) {
        for (const std::string_view name :
             {kNull, std::string_view(""), std::string_view("k"), std::string_view("tel#123456")}) {
          Record record;
          record.key = name;
          record.value = value;
          record.headers = one;
          pair.Run({&record, 1});
          ++runs;
        }
      }
      EXPECT_EQ(pair.misses(), 1u);
      EXPECT_EQ(pair.hits(), runs - 1);
    }
  }
}

TEST(Reuse, EachRouteHasItsOwn) {
  Pair pair(Compile(R"(
policies:
  a: {actions: {default: mask}}
  b: {actions: {default: {replace: "<{entity}>"}}, numbers: null}
routes:
  - {reuse: true, policy: a}
  - {reuse: true, policy: b}
  - {reuse: true, policy: b, format: text}
  - {reuse: true, policy: b, format: auto, fields: {skip: ["$.note"]}}
  - {reuse: true, policy: b, fields: {always: {"$.rest": drop}}}
)"));
  const std::string value = Long("mail#123456");
  const std::string broken = value + "}";
  for (const std::string& one : {value, broken, value, broken}) pair.RunValue(one);
  EXPECT_EQ(pair.misses(), 10u);
  EXPECT_EQ(pair.hits(), 10u);
}

TEST(Reuse, WhatWasRefusedIsRefusedTheSameWay) {
  Pair pair(Compile("routes: [{reuse: true}, {reuse: true, format: text}]\n"));
  const std::string pad(kLeastReusedBytes, ' ');
  for (const std::string& value : {pad + "{", pad + "{\"a\":\"\xff\"}", Long("x") + "]",
                                   std::string(600, '[') + std::string(600, ']')}) {
    for (int round = 0; round < 2; ++round) {
      const Decision decision = pair.RunValue(value);
      EXPECT_TRUE(std::holds_alternative<Quarantine>(decision.outcome));
      EXPECT_EQ(decision.reused, round == 0 ? Reused::kMiss : Reused::kHit);
    }
  }
  // The size is of the whole record: nothing is known of it by its value.
  Pair small(Compile(kPlain));
  const std::string value = Long("mail#123456");
  small.RunValue(value);
  std::string key(limits::kDefaultRecordBytes, 'k');
  Record record;
  record.value = value;
  record.key = key;
  const Decision refused = small.Run({&record, 1});
  ASSERT_TRUE(std::holds_alternative<Quarantine>(refused.outcome));
  EXPECT_EQ(std::get<Quarantine>(refused.outcome).error.code, RecordErrorCode::kTooLarge);
  EXPECT_EQ(small.RunValue(value).reused, Reused::kHit);
}

TEST(Reuse, NoResultCrossesPlans) {
  const auto with = [](std::string_view action) {
    return "policies: {p: {actions: {default: " + std::string(action) + "}}}\n" +
           "routes: [{reuse: true}]\n";
  };
  Pair pair(Compile(with("mask")));
  const std::string value = Long("mail#123456");
  for (const auto& plan :
       {Compile(with("{replace: gone}")), Compile(with("none")),
        Compile(with("{hmac: {key: ids}}")),
        // The same plan by its hash: a key's bytes are no part of that.
        Compile(with("{hmac: {key: ids}}"), 8), Compile(with("{hmac: {key: ids}}"), 9)}) {
    EXPECT_EQ(pair.RunValue(value).reused, Reused::kMiss);
    EXPECT_EQ(pair.RunValue(value).reused, Reused::kHit);
    pair.Reload(plan);
    EXPECT_EQ(pair.with().reuse_bytes(), 0u);
  }
  EXPECT_EQ(Compile(with("mask"))->hash,
            Compile("policies: {p: {actions: {default: mask}}}\nroutes: [{}]\n")->hash)
      << "what comes out is the same";
}

// Two documents of which one has a digit, or a letter, other than the other are as near as can be.
TEST(ReuseProperty, NearPairsAreDecidedEachForItself) {
  constexpr uint64_t kSeed = 61;
  constexpr int kPairs = 6000;
  SCOPED_TRACE("seed " + to_string(kSeed));
  std::mt19937_64 draw(kSeed);
  const auto one_of = [&](auto&&... choices) -> std::string {
    const std::string all[] = {choices...};
    return all[draw() % std::size(all)];
  };
  const auto digits = [&](int count) {
    std::string out;
    while (count-- > 0) out += static_cast<char>('0' + draw() % 10);
    return out;
  };
  Pair pair(Compile(R"(
policies:
  a: {actions: {default: {replace: "[{entity}]"}, CREDIT_CARD: {mask: {keep_last: 4}}, EMAIL_ADDRESS: {hmac: {key: ids}}}}
routes:
  - {reuse: true, format: auto, fields: {skip: ["$.id"], always: {"$.secret": mask}}}
)",
                    7, /*builtin_rules=*/true));
  size_t different = 0;
  for (int i = 0; i < kPairs; ++i) {
    std::string value =
        R"({"id":)" + digits(9) + R"(,"name":")" + one_of("Ann Lee", "José", "J\\u00f6rg") +
        R"(","secret":")" + digits(5) + R"(","note":")" +
        one_of("card 4000 5555 6666 7775", "card 4111111111111111", "iban DE89370400440532013000",
               "from 10.20.30." + digits(2), "mail jane.doe" + digits(3) + "@example.com",
               "ssn 536-90-43" + digits(2), "call +49 30 1234" + digits(4), "nothing at all") +
        one_of(", thanks", "", " and " + digits(16)) + R"(","total":)" + digits(3) + R"(.90})";
    if (draw() % 8 == 0) value = "ticket " + value;
    std::string near = value;
    for (size_t at = draw() % value.size(); near == value; at = (at + 1) % value.size()) {
      char& c = near[at];
      if (c >= '0' && c <= '9') {
        c = static_cast<char>('0' + (c - '0' + 1 + draw() % 9) % 10);
      } else if (draw() % 3 == 0) {
        c = static_cast<char>(' ' + draw() % 95);
      }
    }
    const std::string first = Show(pair.RunValue(value));
    EXPECT_EQ(pair.RunValue(value).reused, Reused::kHit);
    const Decision other = pair.RunValue(near);
    EXPECT_EQ(other.reused, Reused::kMiss) << value << '\n' << near;
    different += Show(other) == first ? 0 : 1;
    EXPECT_EQ(pair.RunValue(near).reused, Reused::kHit);
    if (testing::Test::HasFailure()) return;
  }
  // The rest differ only in what is taken out.
  EXPECT_GT(different, static_cast<size_t>(kPairs) / 2);
  EXPECT_EQ(pair.hits(), size_t{2} * kPairs);
}

// Documents, routes and plans in any order, and room for few results.
TEST(ReuseProperty, AnyInterleavingDecidesTheSame) {
  constexpr uint64_t kSeed = 62;
  SCOPED_TRACE("seed " + to_string(kSeed));
  std::mt19937_64 draw(kSeed);
  const std::string_view plans[] = {R"(
policies:
  a: {actions: {default: {replace: "[{entity}]"}, EMAIL_ADDRESS: mask, CREDIT_CARD: {hmac: {key: ids}}}}
  b: {allow: {values: [mail#123456], patterns: ["^tel#99"]}, actions: {default: {mask: {keep_last: 2}}}}
routes:
  - {policy: a, reuse: true, key: redact, fields: {skip: ["$.id"], always: {"$.name": mask, "$.gone": drop}}}
  - {policy: b, reuse: true, format: auto}
  - {policy: b, reuse: true, format: text, headers: pass}
  - {policy: a, reuse: true, format: bytes, key: pass}
  - {policy: a}
)",
                                    R"(
policies:
  a: {actions: {default: drop, PHONE_NUMBER: none}}
  b: {min_score: 0.7, numbers: null}
routes:
  - {policy: b, reuse: true}
  - {policy: a, reuse: true}
  - {policy: a, reuse: true, format: text}
)"};
  const auto document = [&](uint64_t number) {
    std::mt19937_64 d(number);
    std::string out = d() % 3 == 0 ? "x " : "{";
    for (uint64_t fields = 1 + d() % (d() % 10 == 0 ? 300 : 6); fields > 0; --fields) {
      static constexpr std::string_view kParts[] = {
          R"("id":12345678)",
          R"("name":"Jane")",
          R"("gone":{"a":[1,"mail#55555"]})",
          R"("m":"mail#123456")",
          R"("t":"tel#99123")",
          R"("c":"c\u0061rd#41234567 tel#12345")",
          R"("k":["key#11234",null])",
          R"("long":"-----------------------------------------")"};
      out += kParts[d() % std::size(kParts)];
      if (fields > 1) out += ',';
    }
    if (out[0] == '{') out += d() % 8 == 0 ? "]" : "}";
    return out;
  };
  constexpr size_t kTiny = 20'000;
  Pair pair(Compile(plans[0]), kTiny);
  size_t reloads = 0;
  for (int round = 0; round < 1500; ++round) {
    if (draw() % 100 == 0) {
      pair.Reload(Compile(plans[draw() % 2], static_cast<uint8_t>(draw() % 2)), kTiny);
      ++reloads;
    }
    std::vector<std::string> values;
    for (uint64_t records = 1 + draw() % 12; records > 0; --records) {
      values.push_back(document(draw() % 2 == 0 ? draw() % 10 : draw() % 400));
    }
    std::vector<uint16_t> routes;
    for (const uint16_t route : pair.routes()) {
      if (draw() % 3 != 0) routes.push_back(route);
    }
    if (routes.empty()) continue;
    static constexpr Header kHeaders[] = {{"h", "mail#77777"}, {"n", kNull}};
    std::vector<Record> records(values.size());
    for (size_t i = 0; i < values.size(); ++i) {
      records[i].value = draw() % 20 == 0 ? kNull : std::string_view(values[i]);
      records[i].key = draw() % 3 == 0 ? std::string_view("tel#123456") : kNull;
      if (draw() % 2 == 0) records[i].headers = kHeaders;
    }
    pair.Run(records, routes);
    ASSERT_LE(pair.with().reuse_bytes(), kTiny);
    if (testing::Test::HasFailure()) return;
  }
  EXPECT_GT(reloads, 5u);
  EXPECT_GT(pair.hits(), 5000u);
  EXPECT_GT(pair.misses(), 5000u) << "400 documents and five routes: most were forgotten";
}

// Dedup is decided first, by the past; what is forwarded then comes of reuse.
TEST(Reuse, DedupDecidesAsEver) {
  for (const char* dedup :
       {"{key: ids, exact: {}, on_duplicate: tag}", "{key: ids, exact: {}, on_duplicate: drop}",
        "{key: ids, exact: {of: $.note}, on_duplicate: tag}",
        "{key: ids, exact: {of: key}, on_duplicate: {route: {topic: d}}}",
        "{key: ids, near: {of: $.note}, on_duplicate: tag}"}) {
    const auto plan =
        Compile("routes: [{name: r, reuse: true, dedup: " + std::string(dedup) + "}]\n");
    const auto with = New(plan, Options());
    const auto without = New(plan, {});
    dedup::MemoryEntries past_with;
    dedup::MemoryEntries past_without;
    dedup::StreamTime time_with;
    dedup::StreamTime time_without;
    const uint16_t routes[] = {0};
    std::string words;
    for (int i = 0; i < 40; ++i) words += "word" + to_string(i * i) + ' ';
    const std::string values[] = {Long("mail#123456 " + words), Long("mail#123457 " + words),
                                  Long("else"), "{" + std::string(kLeastReusedBytes, ' ')};
    size_t hits = 0;
    for (int round = 0; round < 24; ++round) {
      const std::string key = "k" + to_string(round % 5);
      const auto run = [&](Pipeline& pipeline, dedup::MemoryEntries& past, dedup::StreamTime& time,
                           Arena& arena) {
        const dedup::View view[] = {{&past, time}};
        Input input;
        input.record.topic = "in";
        input.record.offset = round;
        input.record.timestamp_ms = 1000 + round;
        input.record.key = key;
        input.record.value = values[round % std::size(values)];
        input.routes = routes;
        input.past = view;
        const Decision decision = pipeline.Process({&input, 1}, arena)[0];
        for (const dedup::Entry& entry : decision.adds) past.Add(entry);
        time.Observe(input.record.timestamp_ms, plan->routes[0].dedup->max_time_step_ms);
        hits += decision.reused == Reused::kHit ? 1 : 0;
        return Show(decision);
      };
      Arena one;
      Arena other;
      EXPECT_EQ(run(*with, past_with, time_with, one),
                run(*without, past_without, time_without, other))
          << dedup << " record " << round;
    }
    // What is dropped is not scanned, with or without.
    const bool drops = std::string_view(dedup).find("drop") != std::string_view::npos;
    EXPECT_EQ(hits > 0, !drops) << dedup;
  }
}

TEST(Reuse, AllocatesNothingPerRecord) {
  Pair pair(Compile("routes: [{reuse: true}, {reuse: true, format: text}]\n"), size_t{1} << 20);
  Arena arena;
  std::vector<std::string> values;
  for (int i = 0; i < 64; ++i) {
    std::string many;
    for (int j = 0; j <= i; ++j) many += "mail#" + to_string(100'000 + j) + ' ';
    values.push_back(Long(many + to_string(i)));
  }
  std::vector<Input> batch(values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    batch[i].record.value = values[i];
    batch[i].routes = pair.routes();
  }
  size_t used = 0;
  uint64_t next = 0;
  for (int round = 0; round < 40; ++round) {
    // Half of them are new.
    for (size_t i = 0; i < values.size(); i += 2) {
      values[i].replace(values[i].size() - 10, 8, to_string(10'000'000 + next++));
    }
    arena.Reset();
    const size_t before = AllocationCount();
    pair.with().Process(batch, arena);
    used = AllocationCount() - before;
  }
  EXPECT_EQ(used, 0u);  // in the last, warm round
}

}  // namespace
}  // namespace aegis
