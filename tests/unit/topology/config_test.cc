#include "topology/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace aegis::topology {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Line 10 is the first one of what a test adds.
constexpr const char* kBase = R"(name: p
kafka:
  brokers: [localhost:9092]
policies:
  gdpr: {detect: [pii]}
routes:
  - from: {topics: [a.raw]}
    to: {topic: a.clean}
    policy: gdpr
)";

std::string Render(const std::string& text, const std::string& file = "p.yaml") {
  yaml::Diagnostics diagnostics;
  const auto config = ParseConfig(text, file, diagnostics);
  EXPECT_EQ(config.has_value(), diagnostics.empty());
  return diagnostics.Render("p.yaml");
}

Config Parse(const std::string& text) {
  yaml::Diagnostics diagnostics;
  auto config = ParseConfig(text, "p.yaml", diagnostics);
  EXPECT_TRUE(config.has_value()) << diagnostics.Render("p.yaml");
  return config ? *config : Config();
}

TEST(Config, TheLeastThereIs) {
  const Config config = Parse(kBase);
  EXPECT_EQ(config.name, "p");
  EXPECT_EQ(config.group, "p");
  EXPECT_EQ(config.brokers, "localhost:9092");
  EXPECT_EQ(config.workers, 0);
  EXPECT_TRUE(config.pin);
  EXPECT_EQ(config.interval.count(), 100);
  EXPECT_EQ(config.transaction_timeout.count(), 10'000);
  EXPECT_EQ(config.session_timeout.count(), 10'000);
  EXPECT_EQ(config.stop, StopMode::kRestart);
  EXPECT_EQ(config.start, kafka::Start::kEarliest);
  EXPECT_EQ(config.admin.host, "127.0.0.1");
  EXPECT_EQ(config.admin.port, 9464);
  EXPECT_EQ(config.record_limit, size_t{8} << 20);
  EXPECT_EQ(config.state_dir, "");
  ASSERT_EQ(config.work.routes->routes().size(), 1u);
  EXPECT_EQ(config.work.routes->routes()[0].name, "a.raw");
  ASSERT_EQ(config.work.plan->routes.size(), 1u);
  EXPECT_EQ(config.work.plan->routes[0].name, "a.raw");
}

TEST(Config, EverythingSet) {
  const Config config = Parse(R"(name: p
group: g
instance: i
kafka:
  brokers: [a:1, "[::1]:2"]
  properties:
    client.id: me
    security.protocol: plaintext
policies:
  gdpr: {}
routes:
  - name: teams
    from: {pattern: "^team-(.*)\\.raw$"}
    to: {topic: "${1}.clean.${topic}", partition: same, create_topics: match}
    policy: gdpr
    provenance: true
    allow_key_merge: true
    dead_letter: {topic: dlq, payload: metadata}
receipts: {topic: rcpt}
start: latest
limits: {record: 1MiB, reuse: 2MiB}
workers: {count: 3, pin: false}
transaction: {interval: 50ms, max_records: 7, max_bytes: 1MiB, timeout: 20s}
session: {timeout: 12s, stop: leave}
state: {dir: st}
admin: {listen: "[::1]:0"}
)");
  EXPECT_EQ(config.group, "g");
  EXPECT_EQ(config.instance, "i");
  EXPECT_EQ(config.brokers, "a:1,[::1]:2");
  EXPECT_EQ(config.properties.size(), 2u);
  const Route& route = config.work.routes->routes()[0];
  EXPECT_EQ(route.name, "teams");
  const std::vector<Match> matches = config.work.routes->MatchTopic("team-x.raw");
  ASSERT_EQ(matches.size(), 1u);
  EXPECT_EQ(matches[0].output, "x.clean.team-x.raw");
  EXPECT_TRUE(route.create_topics_match);
  EXPECT_TRUE(route.provenance);
  EXPECT_EQ(route.dead_letter, "dlq");
  EXPECT_THAT(config.allow_key_merge, ElementsAre(true));
  EXPECT_EQ(config.work.routes->receipts_topic(), "rcpt");
  EXPECT_EQ(config.start, kafka::Start::kLatest);
  EXPECT_EQ(config.record_limit, size_t{1} << 20);
  EXPECT_EQ(config.reuse_bytes, size_t{2} << 20);
  EXPECT_EQ(config.workers, 3);
  EXPECT_FALSE(config.pin);
  EXPECT_EQ(config.interval.count(), 50);
  EXPECT_EQ(config.max_records, 7u);
  EXPECT_EQ(config.max_bytes, size_t{1} << 20);
  EXPECT_EQ(config.transaction_timeout.count(), 20'000);
  EXPECT_EQ(config.session_timeout.count(), 12'000);
  EXPECT_EQ(config.stop, StopMode::kLeave);
  EXPECT_EQ(config.state_dir, "st");
  EXPECT_EQ(config.admin.host, "::1");
  EXPECT_EQ(config.Settings().transaction_timeout_ms, 20'000);
  EXPECT_EQ(config.Settings().record_limit, size_t{1} << 20);
}

TEST(Config, PropertiesWithWhichNothingWouldEverBeCommittedAreRefused) {
  const auto with = [](const std::string& property) {
    std::string text = kBase;
    const std::string brokers = "  brokers: [localhost:9092]\n";
    text.insert(text.find(brokers) + brokers.size(), "  properties: {" + property + "}\n");
    return Render(text);
  };
  // By transaction.timeout, 10 s; session.timeout, 10 s; limits.record, 8 MiB.
  const struct {
    const char* name;
    const char* refused;
    const char* taken;
  } rows[] = {
      {"linger.ms", "100000", "2500"},
      {"queue.buffering.max.ms", "2501", "0.5"},
      {"queue.buffering.max.messages", "1", "0"},
      {"queue.buffering.max.kbytes", "1024", "65536"},
      {"retry.backoff.ms", "300000", "100"},
      {"reconnect.backoff.max.ms", "3600000", "60000"},
      {"heartbeat.interval.ms", "5001", "1000"},
      {"fetch.wait.max.ms", "300000", "100"},
      {"topic.metadata.refresh.interval.ms", "-1", "1000"},
      {"request.timeout.ms", "1", "5000"},
      {"sasl.mechanism", "FOO", "PLAIN"},
      {"sasl.mechanisms", "scram", "SCRAM-SHA-512"},
  };
  for (const auto& row : rows) {
    const std::string name = row.name;
    EXPECT_THAT(with(name + ": " + row.refused),
                HasSubstr("p.yaml:4:" + std::to_string(18 + name.size()) + ": error: property " +
                          name + " cannot have this value: "));
    EXPECT_EQ(with(name + ": " + row.taken), "") << name;
  }
  EXPECT_THAT(with("message.max.bytes: 1000"), HasSubstr("it follows limits.record"));
  EXPECT_THAT(with("max.poll.interval.ms: 1"), HasSubstr("p.yaml:4:38: error: "));
}

// Each is good by itself. Not under TSan, which does not see librdkafka's threads.
#if !defined(__SANITIZE_THREAD__)
TEST(Config, PropertiesOfWhichNoClientCanBeMadeAreRefused) {
  const auto with = [](const std::string& properties) {
    std::string text = kBase;
    const std::string brokers = "  brokers: [localhost:9092]\n";
    text.insert(text.find(brokers) + brokers.size(), "  properties: {" + properties + "}\n");
    return Render(text);
  };
  EXPECT_THAT(
      with("security.protocol: sasl_ssl"),
      AllOf(HasSubstr("p.yaml:4:15: error: no Kafka client can be made: "), HasSubstr("GSSAPI")));
  EXPECT_THAT(with("security.protocol: ssl, ssl.ca.location: /nonexistent/ca.pem"),
              AllOf(HasSubstr("p.yaml:4:15: error: "), HasSubstr("ssl.ca.location")));
  EXPECT_THAT(with("receive.message.max.bytes: 1000"),
              AllOf(HasSubstr("p.yaml:4:15: error: "), HasSubstr("receive.message.max.bytes")));
  EXPECT_THAT(with("internal.termination.signal: 9"), HasSubstr("it would end the process"));
  EXPECT_EQ(with("security.protocol: ssl"), "");
}
#endif

TEST(Config, FilesAreRelativeToTheConfiguration) {
  yaml::Diagnostics diagnostics;
  const auto config =
      ParseConfig(std::string(kBase) + "state: {dir: ./state}\n", "/etc/aegis/p.yaml", diagnostics);
  ASSERT_TRUE(config.has_value());
  EXPECT_EQ(config->state_dir, "/etc/aegis/./state");
}

struct Wrong {
  std::string text;
  std::string says;
};

class Mistake : public testing::TestWithParam<Wrong> {};

TEST_P(Mistake, IsReportedWhereItStands) { EXPECT_EQ(Render(GetParam().text), GetParam().says); }

Wrong Added(const std::string& lines, const std::string& says) {
  return {std::string(kBase) + lines, "p.yaml:" + says + "\n"};
}

// A route of its own after the base's: its first line is line 10.
Wrong Routed(const std::string& lines, const std::string& says) { return Added(lines, says); }

Wrong Kafka(const std::string& lines, const std::string& says) {
  std::string text = kBase;
  const std::string brokers = "  brokers: [localhost:9092]\n";
  text.replace(text.find(brokers), brokers.size(), lines);
  return {text, "p.yaml:" + says + "\n"};
}

INSTANTIATE_TEST_SUITE_P(
    Root, Mistake,
    testing::Values(
        Added("nam: x\n", "10:1: error: unknown key `nam`; did you mean `name`?"),
        Added("name: q\n", "10:1: error: duplicate key `name`"),
        Added(
            "start: earlyest\n",
            "10:8: error: expected earliest or latest, found `earlyest`; did you mean `earliest`?"),
        Added("instance: a/b\n",
              "10:11: error: `instance` may hold letters, digits, '.', '_' and '-' only"),
        Added("group: \"\"\n", "10:8: error: `group` is empty"),
        Added("instance: " + std::string(121, 'x') + "\n",
              "10:11: error: `instance` has more than 120 characters"),
        Added("limits: {record: 1}\n",
              "10:18: error: expected a size with its unit, such as 64KiB or 8MiB, found `1`"),
        Added("limits: {record: 1GiB}\n", "10:18: error: must be at most 256MiB"),
        Added("limits: {reuse: 64}\n",
              "10:17: error: expected a size with its unit, such as 64KiB or 8MiB, found `64`"),
        Added("limits: {reuse: 64KiB}\n", "10:17: error: must be at least 1MiB"),
        Routed("  - from: {topics: [x]}\n    to: {topic: b}\n    reuse: on\n",
               "12:12: error: expected true or false, found `on`"),
        Added("workers: {count: 0}\n", "10:18: error: must be 1 to 256, or auto"),
        Added("workers: {count: many}\n",
              "10:18: error: expected a whole number or auto, found `many`"),
        Added("transaction: {interval: 10s}\n",
              "10:25: error: `transaction.interval` must be shorter than `transaction.timeout` "
              "(10000ms), or the "
              "broker aborts every transaction"),
        Added("transaction: {timeout: 6m}\n",
              "10:24: error: `transaction.timeout` must not pass `max.poll.interval.ms` "
              "(300000ms): a commit may wait "
              "that long inside a rebalance"),
        Added("session: {timeout: 10m}\n",
              "10:20: error: `session.timeout` must not pass `max.poll.interval.ms` (300000ms); "
              "librdkafka refuses it"),
        Added("session: {stop: later}\n", "10:17: error: expected restart or leave, found `later`"),
        Added("state: {dir: ./s, standby: 1}\n", "10:28: error: expected true or false, found `1`"),
        Added("state: {dir: ./s, standby: true}\n",
              "10:28: error: `state.standby` keeps copies of dedup states, and no route has "
              "`dedup`"),
        Added("state: {dir: \"\"}\n", "10:14: error: `state.dir` is empty"),
        Added("state: {}\n", "10:8: error: `dir` is missing"),
        Added("admin: {listen: 9464}\n",
              "10:17: error: the port is missing; write host:port, as 127.0.0.1:9464"),
        Added("receipts: {topic: a.clean}\n",
              "10:19: error: `a.clean` is the output of route `a.raw`; receipts need a topic of "
              "their own"),
        Added("receipts: {topic: __consumer_offsets}\n",
              "10:19: error: `__consumer_offsets` is one of Kafka's own topics")));

INSTANTIATE_TEST_SUITE_P(
    KafkaSection, Mistake,
    testing::Values(
        Kafka("  brokers: []\n", "3:12: error: at least one broker is needed, as [localhost:9092]"),
        Kafka("  brokers: [localhost]\n", "3:13: error: a broker is host:port, as localhost:9092"),
        Kafka("  brokers: [localhost:0]\n", "3:13: error: a broker's port is 1 to 65535"),
        Kafka("  broker: [localhost:9092]\n",
              "3:3: error: unknown key `broker`; did you mean `brokers`?\np.yaml:3:3: error: "
              "`brokers` is missing"),
        Kafka("  brokers: [localhost:9092]\n  properties: {enable.auto.commit: true}\n",
              "4:16: error: `enable.auto.commit` cannot be set: offsets are committed in "
              "transactions only"),
        Kafka("  brokers: [localhost:9092]\n  properties: {sasl.pasword: x}\n",
              "4:16: error: librdkafka has no property `sasl.pasword`; did you mean "
              "`sasl.password`?"),
        Kafka("  brokers: [localhost:9092]\n  properties: {sasl.password: {file: no/such}}\n",
              "4:38: error: the file: No such file or directory"),
        Kafka("  brokers: [localhost:9092]\n  properties: {sasl.password: {path: x}}\n",
              "4:31: error: `file` is missing\np.yaml:4:32: error: unknown key `path`")));

INSTANTIATE_TEST_SUITE_P(
    Routes, Mistake,
    testing::Values(
        Routed("  - from: {topics: [a.raw]}\n    to: {topic: b}\n    policy: gdpr\n",
               "10:5: error: a route named `a.raw` is at line 7 already; give this one a `name`"),
        Routed("  - {name: n, from: {topics: [a.raw]}, to: {topic: a.clean}, policy: gdpr}\n",
               "10:52: error: route `a.raw` copies the records of `a.raw` to `a.clean` already"),
        Routed("  - {from: {pattern: \"^(a)[.]raw\"}, to: {topic: \"${1}.clean\"}, policy: gdpr}\n",
               "10:49: error: route `a.raw` copies the records of `a.raw` to `a.clean` already"),
        Routed("  - from: {topics: []}\n    to: {topic: b}\n",
               "10:20: error: at least one topic is needed"),
        Routed("  - from: {topics: [x, x]}\n    to: {topic: b}\n",
               "10:24: error: `x` is listed twice"),
        Routed("  - from: {topics: [\"x y\"]}\n    to: {topic: b}\n    name: n\n",
               "10:21: error: `x y` is no topic's name: letters, digits, '.', '_' and '-' only"),
        Routed("  - from: {pattern: \"team\"}\n    to: {topic: b}\n",
               "10:21: error: a pattern begins with ^, as \"^team-.*\\\\.raw$\""),
        Routed("  - from: {topics: [x], pattern: ^y}\n    to: {topic: b}\n    name: n\n",
               "10:11: error: expected exactly one of topics or pattern"),
        Routed("  - from: {topics: [x]}\n", "10:5: error: `to` is missing"),
        Routed("  - from: {topics: [x]}\n    to: {topic: \"${1}.b\"}\n",
               "11:17: error: ${1} is a group of `from.pattern`, and this route has no pattern"),
        Routed("  - from: {pattern: \"^(x)$\"}\n    to: {topic: \"${2}.b\"}\n",
               "11:17: error: the pattern has 1 group, so ${2} stands for nothing"),
        Routed("  - from: {topics: [x]}\n    to: {topic: \"{topic}.b\"}\n",
               "11:17: error: an output's name may hold ${topic} and the groups of the pattern, "
               "${1} to ${9}"),
        Routed(
            "  - from: {topics: [x]}\n    to: {topic: b, partition: key, create_topics: match}\n",
            "11:51: error: `create_topics: match` goes with `partition: same`; growing a topic "
            "that is partitioned "
            "by key would send later records of a key elsewhere"),
        Routed("  - from: {topics: [x]}\n    to: {topic: b}\n    dead_letter: {topic: a.clean}\n",
               "12:26: error: `a.clean` is the output of route `a.raw`; dead letters need a topic "
               "of their own"),
        Routed("  - from: {topics: [x]}\n    to: {topic: \"${topic}.y\"}\n    dead_letter: {topic: "
               "x.y}\n",
               "12:26: error: `x.y` is the output of route `x`; dead letters need a topic of their "
               "own"),
        Routed(
            "  - from: {topics: [x]}\n    to: {topic: \"${topic}.y\"}\nreceipts: {topic: x.y}\n",
            "12:19: error: `x.y` is the output of route `x`; receipts need a topic of their own"),
        Routed("  - from: {topics: [x]}\n    to: {topic: b}\n    dead_letter: {topic: d, payload: "
               "sealed}\n",
               "12:38: error: `sealed` is not supported by this version"),
        Routed(
            "  - from: {topics: [x]}\n    to: {topic: b}\n    dedup: {key: k}\n",
            "12:5: error: `dedup` needs `state.dir`: a place for what was seen, that outlives the "
            "process\n"
            "p.yaml:12:5: error: `dedup` needs `exact`, `near` or `images`: what is compared\n"
            "p.yaml:12:18: error: unknown key `k`; `keys` does not name it"),
        Routed("  - from: {topics: [x]}\n    to: {topic: b}\n    dedup: {key: k, exact: {}, "
               "on_duplicate: {route: {topic: a.clean}}}\nstate: {dir: s}\nkeys: {k: {file: "
               "none.keys}}\n",
               "12:62: error: `a.clean` is the output of route `a.raw`; duplicates need a topic of "
               "their own\np.yaml:14:18: error: keyset the file: No such file or directory"),
        Routed("  - from: {topics: [x]}\n    to: {topic: b}\n    format: avro\n",
               "12:13: error: `avro` is not supported by this version")));

INSTANTIATE_TEST_SUITE_P(
    FeedThemselves, Mistake,
    testing::Values(
        Routed("  - from: {topics: [x]}\n    to: {topic: x}\n",
               "11:17: error: the routes feed themselves: x → x (output), which is input again"),
        Routed("  - from: {topics: [x]}\n    to: {topic: \"${topic}\"}\n",
               "11:17: error: the routes feed themselves: x → x (output), which is input again"),
        Routed("  - from: {topics: [a.clean]}\n    to: {topic: a.raw}\n",
               "8:17: error: the routes feed themselves: a.raw → a.clean → a.raw (output), which "
               "is input again"),
        Routed(
            "  - from: {topics: [x]}\n    to: {topic: y}\n    dead_letter: {topic: x}\n",
            "11:17: error: the routes feed themselves: x → x (dead letter), which is input again"),
        Added("receipts: {topic: a.raw}\n",
              "8:17: error: the routes feed themselves: a.raw → a.raw (receipts), which is input "
              "again"),
        Routed("  - from: {pattern: \"^team\\\\..*\"}\n    to: {topic: team.clean}\n",
               "11:17: error: the routes feed themselves: team.clean → team.clean (output), which "
               "is input again")));

TEST(Config, RoutesThatGrowTheirOwnInputFeedThemselves) {
  EXPECT_THAT(Render(std::string(kBase) +
                     "  - from: {pattern: \"^team-.*\"}\n    to: {topic: \"${topic}.clean\"}\n"),
              HasSubstr("p.yaml:11:17: error: the routes feed themselves: team- → team-.clean → "
                        "team-.clean.clean"));
}

TEST(Config, AChainIsNoCircle) {
  EXPECT_EQ(
      Render(std::string(kBase) +
             "  - from: {topics: [a.clean]}\n    to: {topic: b}\n    dead_letter: {topic: d}\n"
             "  - from: {pattern: \"^team-.*\\\\.raw$\"}\n    to: {topic: \"${topic}.clean\"}\n"),
      "");
}

TEST(Config, ValuesThatMayBeSecretsAreNeverQuoted) {
  for (const char* lines :
       {"  brokers: [\"user:hunter2@h:9092\"]\n", "  brokers: [\"hunter2@h:9092\"]\n",
        "  brokers: [\"hunter2://h:9092\"]\n", "  brokers: [hunter2]\n", "  brokers: hunter2\n",
        "  brokers: [\"hunter2:1\", \"hunter2:1\"]\n", "  brokers: [h:1]\n  properties: hunter2\n",
        "  brokers: [h:1]\n  properties: {linger.ms: hunter2}\n",
        "  brokers: [h:1]\n  properties: {sasl.password: {file: hunter2}}\n",
        "  brokers: [h:1]\nkeys: {ids: \"hunter2\"}\n", "  brokers: [h:1]\nkeys: hunter2\n",
        "  brokers: [h:1]\nkeys: {ids: {file: hunter2}}\n"}) {
    const std::string problems = Render(Kafka(lines, "").text);
    EXPECT_NE(problems, "") << lines;
    EXPECT_THAT(problems, testing::Not(HasSubstr("hunter2"))) << lines;
  }
}

TEST(Config, AllMistakesAtOnceInOrder) {
  EXPECT_EQ(
      Render(R"(kafka:
  brokers: [localhost]
policies:
  gdpr: {detect: [CREDIT_CRD]}
routes:
  - from: {topics: [a]}
    to: {topic: a, partition: sam}
    policy: gdrp
admin: {listen: x}
)"),
      "p.yaml:1:1: error: `name` is missing\n"
      "p.yaml:2:13: error: a broker is host:port, as localhost:9092\n"
      "p.yaml:4:19: error: unknown entity, pack or rule `CREDIT_CRD`; did you mean `CREDIT_CARD`?\n"
      "p.yaml:7:17: error: the routes feed themselves: a → a (output), which is input again\n"
      "p.yaml:7:31: error: expected same or key, found `sam`; did you mean `same`?\n"
      "p.yaml:8:13: error: unknown policy `gdrp`; did you mean `gdpr`?\n"
      "p.yaml:9:17: error: the port is missing; write host:port, as 127.0.0.1:9464\n");
}

TEST(Config, NoFileOfAnyKindMakesItFall) {
  for (const char* text : {"", "[]", "x", "name", "name: [", "routes: {}", "routes: [1, null, []]",
                           "kafka: 3", "kafka: {brokers: {a: b}, properties: [x]}", "keys: [k]",
                           "keys: {k: {file: [x]}}", "routes: [{from: [x], to: x, dead_letter: 3}]",
                           "state: x", "admin: []", "\xff\xfe", "a: &x b\nc: *x\n"}) {
    EXPECT_NE(Render(text), "") << text;
  }
}

class SecretFiles : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "aegis-config-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void Write(const std::string& name, const std::string& content, mode_t mode) {
    const std::string path = folder_ + "/" + name;
    std::ofstream(path) << content;
    ASSERT_EQ(chmod(path.c_str(), mode), 0);
  }
  std::string Problems(const std::string& text) { return Render(text, folder_ + "/p.yaml"); }
  std::string folder_;
};

constexpr const char* kKeyset =
    R"({"version":1,"primary":"k1","keys":{"k1":"MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="}})";

std::string WithKeys(const std::string& file) {
  std::string text = kBase;
  const std::string policy = "{detect: [pii]}";
  text.replace(text.find(policy), policy.size(), "{actions: {default: {hmac: {key: ids}}}}");
  return text + "keys: {ids: {file: " + file + "}}\n";
}

TEST_F(SecretFiles, AKeysetIsReadBesideTheConfiguration) {
  Write("k", kKeyset, 0600);
  EXPECT_EQ(Problems(WithKeys("k")), "");
  Write("group", kKeyset, 0640);
  EXPECT_EQ(Problems(WithKeys("group")), "");
}

TEST_F(SecretFiles, AKeysetThatOthersMayReadIsRefused) {
  Write("k", kKeyset, 0644);
  EXPECT_EQ(
      Problems(WithKeys("k")),
      "p.yaml:10:20: error: keyset `k`: others may read or change it (mode 0644); chmod 0600\n");
  Write("k", kKeyset, 0660);
  EXPECT_THAT(Problems(WithKeys("k")), HasSubstr("mode 0660"));
}

TEST_F(SecretFiles, AKeysetIsNeverQuoted) {
  Write("k", "{\"version\":1,\"primary\":\"k1\",\"keys\":{\"k1\":\"c2hvcnQ=\"}}", 0600);
  const std::string problems = Problems(WithKeys("k"));
  EXPECT_THAT(problems, HasSubstr("p.yaml:10:20: error: keyset `k`: "));
  EXPECT_THAT(problems, testing::Not(HasSubstr("c2hvcnQ")));
}

TEST_F(SecretFiles, APropertysFileLosesItsLastNewline) {
  Write("password", "hunter2\n", 0644);
  std::string text = kBase;
  text.replace(text.find("policies"), 0, "  properties: {sasl.password: {file: password}}\n");
  yaml::Diagnostics diagnostics;
  const auto config = ParseConfig(text, folder_ + "/p.yaml", diagnostics);
  ASSERT_TRUE(config.has_value()) << diagnostics.Render("p.yaml");
  EXPECT_THAT(config->properties, ElementsAre(testing::Pair("sasl.password", "hunter2")));
}

TEST_F(SecretFiles, AFilesContentIsNeverQuoted) {
  Write("value", "hunter2", 0600);
  std::string text = kBase;
  text.replace(text.find("policies"), 0, "  properties: {linger.ms: {file: value}}\n");
  EXPECT_EQ(Problems(text), "p.yaml:4:27: error: the file's content is no value of `linger.ms`\n");
}

TEST_F(SecretFiles, AMissingFileSaysItsName) {
  const LoadedConfig loaded = LoadConfig(folder_ + "/none.yaml");
  EXPECT_FALSE(loaded.config.has_value());
  EXPECT_EQ(loaded.problems, folder_ + "/none.yaml: error: No such file or directory\n");
}

TEST_F(SecretFiles, AStateFolderThatIsAFileIsRefused) {
  Write("s", "", 0600);
  EXPECT_EQ(Problems(std::string(kBase) + "state: {dir: s}\n"),
            "p.yaml:10:14: error: `state.dir` `s` is no folder\n");
}

TEST(Reload, TheEnginesPartNeedsNoRestart) {
  const Config running = Parse(kBase);
  std::string text = kBase;
  text.replace(text.find("[pii]"), 5, "[pii, -CREDIT_CARD]");
  text += "    format: text\n    headers: pass\n    key: pass\n    reuse: true\n";
  EXPECT_THAT(NeedRestart(running, Parse(text)), IsEmpty());
}

TEST(Reload, StandbyTakesARestart) {
  auto keys = std::make_shared<Keyset>();
  keys->primary = "k1";
  keys->keys["k1"].fill(7);
  const auto parse = [&](const std::string& state) {
    yaml::Diagnostics diagnostics;
    auto config = ParseConfig(std::string(kBase) +
                                  "    dedup: {key: ids, exact: {}}\nkeys: {ids: {file: k}}\n" +
                                  "state: {" + state + "}\n",
                              "p.yaml", diagnostics, {{"ids", keys}});
    EXPECT_TRUE(config) << diagnostics.Render("p.yaml");
    return std::move(*config);
  };
  const Config without = parse("dir: s");
  const Config off = parse("dir: s, standby: false");
  const Config on = parse("dir: s, standby: true");
  EXPECT_FALSE(without.standby);
  EXPECT_FALSE(off.standby);
  EXPECT_TRUE(on.standby);
  EXPECT_THAT(NeedRestart(off, on), ElementsAre("state"));
}

TEST(Reload, LayoutIsNoChange) {
  const Config running =
      Parse(std::string(kBase) + "transaction: {interval: 50ms, timeout: 20s}\n");
  EXPECT_THAT(NeedRestart(running, Parse(std::string("# why\n") + kBase +
                                         "transaction:\n  timeout: 20s\n  interval: 50ms\n")),
              IsEmpty());
}

TEST(Reload, NamesWhatTakesARestart) {
  const Config running = Parse(kBase);
  std::string text = kBase;
  text.replace(text.find("a.clean"), 7, "a.other");
  text +=
      "    dead_letter: {topic: d}\n  - from: {topics: [b]}\n    to: {topic: c}\nstart: latest\n";
  EXPECT_THAT(NeedRestart(running, Parse(text)),
              ElementsAre("routes[0].dead_letter", "routes[0].to", "routes[1]", "routes[1].from",
                          "routes[1].to", "start"));
  EXPECT_THAT(NeedRestart(Parse(text), running),
              ElementsAre("routes[0].dead_letter", "routes[0].to", "routes[1]", "routes[1].from",
                          "routes[1].to", "start"));
}

TEST_F(SecretFiles, ASecretThatChangedInItsFileTakesARestart) {
  std::string text = kBase;
  text.replace(text.find("policies"), 0, "  properties: {sasl.password: {file: password}}\n");
  const auto parse = [&] {
    yaml::Diagnostics diagnostics;
    return *ParseConfig(text, folder_ + "/p.yaml", diagnostics);
  };
  Write("password", "one", 0600);
  const Config running = parse();
  EXPECT_THAT(NeedRestart(running, parse()), IsEmpty());
  Write("password", "two", 0600);
  EXPECT_THAT(NeedRestart(running, parse()), ElementsAre("kafka.properties.sasl.password"));
}

}  // namespace
}  // namespace aegis::topology
