#include "src/plan/compile.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "src/dedup/image/decode.h"
#include "tests/unit/plan/toy_rules.h"

namespace aegis {
namespace {

std::map<std::string, std::shared_ptr<const Keyset>> Keys(std::string primary = "k1") {
  auto keyset = std::make_shared<Keyset>();
  keyset->primary = primary;
  keyset->keys[primary].fill(7);
  return {{"ids", keyset}, {"unreadable", nullptr}};
}

Result<std::shared_ptr<const Plan>> Compile(std::string_view yaml) {
  const std::vector<Rule> rules = ToyRules();
  return PlanFromYaml(yaml, Keys(), &rules);
}

std::string Problems(std::string_view yaml) {
  const auto plan = Compile(yaml);
  return plan ? "" : plan.error().message;
}

// The rules of a policy with the names of their actions: "mail:replace phone:mask".
std::string Actions(const Plan& plan, size_t policy = 0) {
  std::string out;
  const Policy& p = plan.policies.at(policy);
  for (size_t i = 0; i < plan.rules.rules().size(); ++i) {
    const uint8_t action = p.action_of_rule[i];
    if (action == Policy::kNotDetected) continue;
    if (!out.empty()) out += ' ';
    out += plan.rules.rules()[i].id;
    if (action != 0) out += ':' + std::string(ActionName(p.actions[action]));
  }
  return out;
}

std::string Detected(std::string_view detect) {
  const auto plan =
      Compile("policies: {p: {detect: " + std::string(detect) + "}}\nroutes: [{name: r}]\n");
  return plan ? Actions(**plan) : plan.error().message;
}

TEST(Detect, PacksEntitiesSubtypesFamiliesAndRules) {
  EXPECT_EQ(Detected("[pii]"), "card_visa card_amex mail phone weak");
  EXPECT_EQ(Detected("[secrets]"), "aws_key aws_token npm_token");
  EXPECT_EQ(Detected("[all]"),
            "card_visa card_amex mail phone weak birthday aws_key aws_token npm_token");
  EXPECT_EQ(Detected("[pii, DATE_OF_BIRTH]"), "card_visa card_amex mail phone weak birthday");
  EXPECT_EQ(Detected("[CREDIT_CARD]"), "card_visa card_amex");
  EXPECT_EQ(Detected("[CREDIT_CARD_AMEX]"), "card_amex");
  EXPECT_EQ(Detected("[card_visa, phone]"), "card_visa phone");
  EXPECT_EQ(Detected("[SECRET]"), "aws_key aws_token npm_token");
  EXPECT_EQ(Detected("[SECRET_AWS]"), "aws_key aws_token");
  EXPECT_EQ(Detected("[SECRET, -SECRET_AWS]"), "npm_token");
  EXPECT_EQ(Detected("[pii, -CREDIT_CARD, -PHONE_NUMBER]"), "mail weak");
  EXPECT_EQ(Detected("[pii, -CREDIT_CARD, card_visa]"), "card_visa mail phone weak");
  EXPECT_EQ(Detected("[all, -pii]"), "aws_key aws_token npm_token");
}

TEST(Actions, TheMoreExactNameDecides) {
  const auto plan = Compile(R"(
policies:
  p:
    actions:
      default: {mask: {keep_last: 4}}
      pii: {replace: pii}
      SECRET: {replace: "[secret]"}
      SECRET_AWS: none
      aws_token: drop
      CREDIT_CARD: {mask: }
      CREDIT_CARD_AMEX: {hmac: {key: ids}}
routes:
  - {name: r}
)");
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(Actions(**plan),
            "card_visa:mask card_amex:hmac mail:replace phone:replace weak:replace aws_key:none "
            "aws_token:drop npm_token:replace");
  const Policy& policy = (*plan)->policies[0];
  EXPECT_EQ(std::get<MaskAction>(policy.actions[0]).keep_last, 4U);
  const auto& replace = std::get<ReplaceAction>(policy.actions[policy.action_of_rule[7]]);
  EXPECT_EQ(replace.with, "[secret]");
  EXPECT_EQ((*plan)->key_ids, std::vector<std::string>{"ids:k1"});
}

TEST(Policies, EverythingHasADefault) {
  const auto plan = Compile("routes: [{}, {name: second}]\n");
  ASSERT_TRUE(plan) << plan.error().message;
  ASSERT_EQ((*plan)->policies.size(), 1U);
  const Policy& policy = (*plan)->policies[0];
  EXPECT_EQ(policy.min_score, 0.5f);
  EXPECT_EQ(std::get<ReplaceAction>(policy.actions.at(0)).with, "[{entity}]");
  EXPECT_EQ(Actions(**plan), "card_visa card_amex mail phone weak aws_key aws_token npm_token");
  const RoutePlan& route = (*plan)->routes.at(0);
  EXPECT_EQ(route.name, "route1");
  EXPECT_EQ((*plan)->routes.at(1).name, "second");
  EXPECT_EQ(route.format, Format::kJson);
  EXPECT_FALSE(route.auto_format);
  EXPECT_EQ(route.headers, HeaderMode::kRedact);
  EXPECT_EQ(route.key, KeyMode::kCheck);
  EXPECT_EQ(route.max_record_bytes, limits::kDefaultRecordBytes);
}

TEST(Policies, NumbersHaveAForm) {
  const auto form = [](std::string_view written) {
    const auto plan = Compile("policies: {p: {" + std::string(written) + "}}\nroutes: [{}]\n");
    EXPECT_TRUE(plan) << written;
    return plan ? (*plan)->policies[0].numbers : NumberForm::kString;
  };
  EXPECT_EQ(form(""), NumberForm::kString);
  EXPECT_EQ(form("numbers: string"), NumberForm::kString);
  EXPECT_EQ(form("numbers: null"), NumberForm::kNull);
  EXPECT_EQ(form("numbers: \"null\""), NumberForm::kNull);
  EXPECT_EQ(form("numbers: number"), NumberForm::kNumber);
}

TEST(Policies, OnlyNeededRulesAreCompiledAndShared) {
  const auto plan = Compile(R"(
policies:
  a: {detect: [EMAIL_ADDRESS]}
  b: {detect: [EMAIL_ADDRESS, PHONE_NUMBER], min_score: 0}
routes: [{policy: b}, {policy: a}]
)");
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ((*plan)->rules.rules().size(), 2U);
  EXPECT_EQ((*plan)->rules.entity_count(), 3U);
  EXPECT_EQ((*plan)->rules.EntityName((*plan)->rules.field_entity()), "FIELD");
  EXPECT_EQ(Actions(**plan, 0), "mail");
  EXPECT_EQ(Actions(**plan, 1), "mail phone");
  EXPECT_EQ((*plan)->routes[0].policy, 1);
  EXPECT_EQ((*plan)->routes[1].policy, 0);
}

TEST(Policies, APolicyNamedDefaultIsTheDefault) {
  const auto plan = Compile(R"(
policies: {a: {detect: [pii]}, default: {detect: [secrets]}}
routes: [{name: r}]
)");
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ((*plan)->policies[(*plan)->routes[0].policy].name, "default");
}

TEST(Routes, EngineKeysAreRead) {
  const auto plan = Compile(R"(
policies: {p: {allow: {values: [a b], patterns: ["^test-", "@example\\.com$", "^ex\\+act$"]}}}
routes:
  - name: r
    format: auto
    headers: pass
    key: redact
    fields: {skip: ["$.order_id"], always: {"$.name": mask, "$.note": {hmac: {key: ids}}}}
)");
  ASSERT_TRUE(plan) << plan.error().message;
  const RoutePlan& route = (*plan)->routes[0];
  EXPECT_TRUE(route.auto_format);
  EXPECT_EQ(route.headers, HeaderMode::kPass);
  EXPECT_EQ(route.key, KeyMode::kRedact);
  ASSERT_EQ(route.fields.size(), 3U);
  EXPECT_EQ(route.fields[0].always, 0);
  EXPECT_EQ(route.fields[1].always, 1);
  EXPECT_EQ(route.fields[2].always, -1);
  const Policy& policy = (*plan)->policies[0];
  EXPECT_TRUE(policy.allow_values.contains(std::string_view("a b")));
  EXPECT_TRUE(policy.allow_values.contains(std::string_view("ex+act")));
  EXPECT_EQ(policy.allow_prefixes, std::vector<std::string>{"test-"});
  EXPECT_EQ(policy.allow_suffixes, std::vector<std::string>{"@example.com"});
}

struct Case {
  std::string_view yaml;
  std::string_view problems;
};

TEST(PlanErrors, EachHasItsMessageAndPosition) {
  const Case cases[] = {
      {"policies: {p: {detect: [pii, EMIAL_ADDRESS]}}\nroutes: [{}]\n",
       "plan:1:30: error: unknown entity, pack or rule `EMIAL_ADDRESS`; did you mean "
       "`EMAIL_ADDRESS`?\n"},
      {"policies: {p: {detect: [email_address]}}\nroutes: [{}]\n",
       "plan:1:25: error: unknown entity, pack or rule `email_address`; did you mean "
       "`EMAIL_ADDRESS`?\n"},
      {"policies: {p: {detect: [pii, -PHONE]}}\nroutes: [{}]\n",
       "plan:1:30: error: unknown entity, pack or rule `PHONE`; did you mean `PHONE_NUMBER`?\n"},
      {"policies: {p: {detect: [-PHONE_NUMBER]}}\nroutes: [{}]\n",
       "plan:1:25: error: `-PHONE_NUMBER` takes away from nothing; name what to detect before it, "
       "such as pii\n"},
      {"policies: {p: {detect: []}}\nroutes: [{}]\n",
       "plan:1:24: error: policy `p` detects nothing\n"},
      {"policies: {p: {detect: [pii, -pii]}}\nroutes: [{}]\n",
       "plan:1:24: error: policy `p` detects nothing\n"},
      {"policies: {p: {detect: pii}}\nroutes: [{}]\n",
       "plan:1:24: error: expected a list, found `pii`\n"},
      {"policies: {p: {min_score: 2}}\nroutes: [{}]\n",
       "plan:1:27: error: expected a number from 0.0 to 1.0, found `2`\n"},
      {"policies: {p: {numbers: nul}}\nroutes: [{}]\n",
       "plan:1:25: error: expected string, null or number, found `nul`; did you mean `null`?\n"},
      {"policies: {p: {numbers: ~}}\nroutes: [{}]\n",
       "plan:1:25: error: expected string, null or number, found nothing\n"},
      {"policies:\n  p:\n    numbers:\n    null_: x\nroutes: [{}]\n",
       "plan:3:5: error: expected string, null or number, found nothing\n"
       "plan:4:5: error: unknown key `null_`\n"},
      {"policies: {p: {numbers: [string]}}\nroutes: [{}]\n",
       "plan:1:25: error: expected string, null or number, found a list\n"},
      {"routes: [{format: null}]\n",
       "plan:1:19: error: expected json, text, bytes or auto, found nothing\n"},
      {"policies: {p: {detects: [pii]}}\nroutes: [{}]\n",
       "plan:1:16: error: unknown key `detects`; did you mean `detect`?\n"},
      {"policies: {p: {actions: {US_SNN: mask}}}\nroutes: [{}]\n",
       "plan:1:26: error: unknown entity, pack or rule `US_SNN`\n"},
      {"policies: {p: {actions: {DATE_OF_BIRTH: mask}}}\nroutes: [{}]\n",
       "plan:1:26: error: the policy does not detect `DATE_OF_BIRTH`, so this action is never "
       "taken; add it to `detect`\n"},
      {"policies: {p: {actions: {default: {token: {key: ids}}}}}\nroutes: [{}]\n",
       "plan:1:36: error: `token` is not supported by this version\n"},
      {"policies: {p: {actions: {default: {ff1: {key: ids}}}}}\nroutes: [{}]\n",
       "plan:1:36: error: `ff1` is not supported by this version\n"},
      {"policies: {p: {actions: {default: siv}}}\nroutes: [{}]\n",
       "plan:1:35: error: `siv` is not supported by this version\n"},
      {"policies: {p: {actions: {default: {date_shift: }}}}\nroutes: [{}]\n",
       "plan:1:36: error: `date_shift` is not supported by this version\n"},
      {"policies: {p: {actions: {default: bucket}}}\nroutes: [{}]\n",
       "plan:1:35: error: `bucket` is not supported by this version\n"},
      {"policies: {p: {actions: {default: {msk: {}}}}}\nroutes: [{}]\n",
       "plan:1:36: error: unknown key `msk`; did you mean `mask`?\n"},
      {"policies: {p: {actions: {default: {mask: {keep_lst: 4}}}}}\nroutes: [{}]\n",
       "plan:1:43: error: unknown key `keep_lst`; did you mean `keep_last`?\n"},
      {"policies: {p: {actions: {default: {mask: {keep_last: -1}}}}}\nroutes: [{}]\n",
       "plan:1:54: error: must be at least 0\n"},
      {"policies: {p: {actions: {default: {mask: {with: X}}}}}\nroutes: [{}]\n",
       "plan:1:49: error: `with` must be one character that is no letter, digit or space, such as "
       "* or #\n"},
      {"policies: {p: {actions: {default: {mask: {with: \"\"}}}}}\nroutes: [{}]\n",
       "plan:1:49: error: `with` must be one character that is no letter, digit or space, such as "
       "* or #\n"},
      {"policies: {p: {actions: {default: replace}}}\nroutes: [{}]\n",
       "plan:1:35: error: `replace` needs a value: {replace: …}\n"},
      {"policies: {p: {actions: {default: {replace: x, mask: {}}}}}\nroutes: [{}]\n",
       "plan:1:35: error: expected exactly one of mask, replace, hmac, drop or none\n"},
      {"policies: {p: {actions: {default: {replace: \"[{entty}]\"}}}}\nroutes: [{}]\n",
       "plan:1:45: error: unknown placeholder `{entty}` at character 2; did you mean `entity`?\n"},
      {"policies: {p: {actions: {default: {replace: \"\u00fc {} x\"}}}}\nroutes: [{}]\n",
       "plan:1:45: error: unknown placeholder `{}` at character 3; there is `{entity}` only\n"},
      {"policies: {p: {actions: {default: {replace: \"{entity\"}}}}\nroutes: [{}]\n",
       "plan:1:45: error: `{` at character 1 stands alone; write `{{` for the character itself\n"},
      {"policies: {p: {actions: {default: {replace: \"a{{b}\"}}}}\nroutes: [{}]\n",
       "plan:1:45: error: `}` at character 5 stands alone; write `}}` for the character itself\n"},
      {"routes: [{fields: {always: {\"$.x\": {replace: \"{value}\"}}}}]\n",
       "plan:1:46: error: unknown placeholder `{value}` at character 1; there is `{entity}` "
       "only\n"},
      {"policies: {p: {actions: {default: {replace: \"mail#123456\"}}}}\nroutes: [{}]\n",
       "plan:1:35: error: the replacement would itself be found, as EMAIL_ADDRESS\n"},
      {"policies: {p: {actions: {default: {hmac: {}}}}}\nroutes: [{}]\n",
       "plan:1:42: error: `key` is missing\n"},
      {"policies: {p: {actions: {default: {hmac: {key: idz}}}}}\nroutes: [{}]\n",
       "plan:1:48: error: unknown key `idz`; `keys` does not name it; did you mean `ids`?\n"},
      {"policies: {p: {actions: {default: {hmac: {key: ids, bytes: 4}}}}}\nroutes: [{}]\n",
       "plan:1:60: error: must be at least 8\n"},
      {"policies: {p: {actions: {CREDIT_CARD: {hmac: {key: ids, keep_domain: true}}}}}\n"
       "routes: [{}]\n",
       "plan:1:57: error: `keep_domain` is for EMAIL_ADDRESS, not for CREDIT_CARD\n"},
      {"policies: {p: {allow: {patterns: [\"^a.*\"]}}}\nroutes: [{}]\n",
       "plan:1:35: error: `.` in a pattern is not supported by this version; only ^prefix, suffix$ "
       "and ^exact$ of plain characters are (\\. is the character itself)\n"},
      {"policies: {p: {allow: {patterns: [abc]}}}\nroutes: [{}]\n",
       "plan:1:35: error: a pattern must begin with ^ or end with $\n"},
      {"policies: {p: {allow: {patterns: [\"^\"]}}}\nroutes: [{}]\n",
       "plan:1:35: error: an empty pattern would allow everything\n"},
      {"policies: {p: {allow: {patterns: [\"^(a|b)$\"]}}}\nroutes: [{}]\n",
       "plan:1:35: error: `(` in a pattern is not supported by this version; only ^prefix, suffix$ "
       "and ^exact$ of plain characters are (\\( is the character itself)\n"},
      {"routes: [{format: csv}]\n", "plan:1:19: error: `csv` is not supported by this version\n"},
      {"routes: [{format: avro}]\n", "plan:1:19: error: `avro` is not supported by this version\n"},
      {"routes: [{format: protobuf}]\n",
       "plan:1:19: error: `protobuf` is not supported by this version\n"},
      {"routes: [{format: jsn}]\n",
       "plan:1:19: error: expected json, text, bytes or auto, found `jsn`; did you mean `json`?\n"},
      {"routes: [{dedup: {exact: {of: value}}}]\n", "plan:1:18: error: `key` is missing\n"},
      {"routes: [{name: r, dedup: {key: k}}]\n",
       "plan:1:20: error: `dedup` needs `exact`, `near` or `images`: what is compared\n"
       "plan:1:33: error: unknown key `k`; `keys` does not name it\n"},
      {"routes: [{name: a b, dedup: {key: k, exact: {of: vale}}}]\n",
       "plan:1:22: error: `state` is missing: the route's name cannot be part of a topic's name\n"
       "plan:1:35: error: unknown key `k`; `keys` does not name it\n"
       "plan:1:50: error: `vale` is not value, key or a path such as $.id; did you mean "
       "`value`?\n"},
      {"routes: [{name: r, format: text, dedup: {key: k, near: {of: $.a, threshold: 0.2}}}]\n",
       "plan:1:47: error: unknown key `k`; `keys` does not name it\n"
       "plan:1:61: error: a path needs a format with fields: json or auto\n"
       "plan:1:77: error: expected a number from 0.5 to 0.99, found `0.2`\n"},
      {"routes: [{name: r, dedup: {key: k, exact: {}, scope: topic, state: \"a b\", window: "
       "1d2}}]\n",
       "plan:1:33: error: unknown key `k`; `keys` does not name it\n"
       "plan:1:54: error: `topic` is not supported by this version\n"
       "plan:1:68: error: `state` may hold letters, digits, '.', '_' and '-' only: it is part of a "
       "topic's name\n"
       "plan:1:83: error: expected a duration with its unit, such as 100ms, 10s or 24h, found "
       "`1d2`\n"},
      {"routes: [{reuse: often}]\n", "plan:1:18: error: expected true or false, found `often`\n"},
      {"routes: [{headers: redacted}]\n",
       "plan:1:20: error: expected redact or pass, found `redacted`; did you mean `redact`?\n"},
      {"routes: [{key: chek}]\n",
       "plan:1:16: error: expected check, redact or pass, found `chek`; did you mean `check`?\n"},
      {"policies: {gdpr: {}}\nroutes: [{policy: gpdr}]\n",
       "plan:2:19: error: unknown policy `gpdr`; did you mean `gdpr`?\n"},
      {"policies: {a: {}, b: {}}\nroutes: [{name: r}]\n",
       "plan:2:10: error: `policy` is missing; there are several to choose from\n"},
      {"routes: [{format: text, fields: {skip: [\"$.a\"]}}]\n",
       "plan:1:25: error: `fields` needs a format with fields: json or auto\n"},
      {"routes: [{fields: {skip: [\"$.a\"], always: {\"$.a\": mask}}}]\n",
       "plan:1:27: error: `$.a` is in `always`, too\n"},
      {"policies: {}\n", "plan:1:1: error: `routes` is missing\n"},
      {"routes: []\npolicies: {p: {detect: [pii]}, p: {}}\n",
       "plan:2:32: error: duplicate key `p`\n"},
  };
  for (const Case& c : cases) EXPECT_EQ(Problems(c.yaml), c.problems) << c.yaml;
}

TEST(PlanErrors, PathsAreChecked) {
  const std::string problems = Problems("routes: [{fields: {skip: [\"order\"]}}]\n");
  EXPECT_EQ(problems.substr(0, 18), "plan:1:27: error: ") << problems;
}

TEST(PlanErrors, ComeAllAtOnceInOrder) {
  EXPECT_EQ(Problems(R"(policies:
  p:
    detect: [pii, PHONE_NUMER]
    actions:
      default: {token: {key: ids}}
      EMAIL_ADDRESS: {hmac: {key: nope}}
routes:
  - policy: q
    formt: json
)"),
            "plan:3:19: error: unknown entity, pack or rule `PHONE_NUMER`; did you mean "
            "`PHONE_NUMBER`?\n"
            "plan:5:17: error: `token` is not supported by this version\n"
            "plan:6:35: error: unknown key `nope`; `keys` does not name it\n"
            "plan:8:13: error: unknown policy `q`\n"
            "plan:9:5: error: unknown key `formt`; did you mean `format`?\n");
}

// Who could not read the keyset has said so; here is nothing to add.
TEST(PlanErrors, AnUnreadableKeysetIsReportedElsewhere) {
  const std::vector<Rule> rules = ToyRules();
  yaml::Diagnostics diagnostics;
  const auto policies =
      yaml::Parse("p: {actions: {default: {hmac: {key: unreadable}}}}\n", diagnostics);
  const auto routes = yaml::Parse("[{name: r}]\n", diagnostics);
  PlanInput input;
  input.policies = &*policies;
  input.routes = &*routes;
  input.keys = Keys();
  input.rules = &rules;
  diagnostics.Add({1, 1}, "cannot read it");
  EXPECT_EQ(CompilePlan(input, diagnostics), nullptr);
  EXPECT_EQ(diagnostics.size(), 1U);
}

TEST(PlanHash, IsStableAndSeesEveryChange) {
  const std::string base =
      "policies: {p: {detect: [pii], allow: {values: [x, y, z]}}}\nroutes: [{}]\n";
  const auto hash = [](std::string_view yaml) {
    const auto plan = Compile(yaml);
    return plan ? (*plan)->hash : plan.error().message;
  };
  const std::string first = hash(base);
  EXPECT_EQ(first.size(), 64U);
  EXPECT_EQ(first, hash(base));
  // What is only written differently is the same plan.
  EXPECT_EQ(first,
            hash("# c\nroutes: [{format: json}]\npolicies:\n  p:\n    allow: {values: [z, y, x]}\n"
                 "    detect:\n      - pii\n"));
  std::vector<std::string> hashes = {first};
  for (std::string_view other : {
           "policies: {q: {detect: [pii], allow: {values: [x, y, z]}}}\nroutes: [{}]\n",
           "policies: {p: {detect: [all], allow: {values: [x, y, z]}}}\nroutes: [{}]\n",
           "policies: {p: {detect: [pii], allow: {values: [x, yz]}}}\nroutes: [{}]\n",
           "policies: {p: {detect: [pii], allow: {patterns: [^x]}}}\nroutes: [{}]\n",
           "policies: {p: {detect: [pii], allow: {patterns: [x$]}}}\nroutes: [{}]\n",
           "policies: {p: {detect: [pii], min_score: 0.6}}\nroutes: [{}]\n",
           "policies: {p: {detect: [pii], numbers: null}}\nroutes: [{}]\n",
           "policies: {p: {detect: [pii], numbers: number}}\nroutes: [{}]\n",
           "policies: {p: {detect: [pii], actions: {default: mask}}}\nroutes: [{}]\n",
           "policies: {p: {detect: [pii], actions: {default: {mask: {keep_last: 1}}}}}\nroutes: "
           "[{}]\n",
           "policies: {p: {detect: [pii], actions: {default: {hmac: {key: ids}}}}}\nroutes: [{}]\n",
           "policies: {p: {detect: [pii]}}\nroutes: [{format: auto}]\n",
           "policies: {p: {detect: [pii]}}\nroutes: [{key: pass}]\n",
           "policies: {p: {detect: [pii]}}\nroutes: [{headers: pass}]\n",
           "policies: {p: {detect: [pii]}}\nroutes: [{fields: {skip: [$.a]}}]\n",
           "policies: {p: {detect: [pii]}}\nroutes: [{fields: {always: {$.a: mask}}}]\n",
           "policies: {p: {detect: [pii]}}\nroutes: [{}, {}]\n",
       }) {
    const std::string next = hash(other);
    EXPECT_EQ(next.size(), 64U) << next;
    for (const std::string& seen : hashes) EXPECT_NE(next, seen) << other;
    hashes.push_back(next);
  }
  // The primary key is part of it: other tokens come out.
  const std::vector<Rule> rules = ToyRules();
  const std::string_view keyed =
      "policies: {p: {actions: {default: {hmac: {key: ids}}}}}\nroutes: [{}]\n";
  const auto one = PlanFromYaml(keyed, Keys("k1"), &rules);
  const auto two = PlanFromYaml(keyed, Keys("k2"), &rules);
  ASSERT_TRUE(one && two);
  EXPECT_NE((*one)->hash, (*two)->hash);
}

TEST(MakePlan, ForWhoHasNoFile) {
  const std::vector<Rule> rules = ToyRules();
  SimplePlan simple;
  simple.rules = &rules;
  simple.detect = {"pii", "-CREDIT_CARD"};
  simple.min_score = 0;
  simple.action = MaskAction{};
  const auto plan = MakePlan(simple);
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(Actions(**plan), "mail phone weak");
  EXPECT_EQ((*plan)->routes.size(), 1U);
  EXPECT_EQ((*plan)->policies[0].min_score, 0.0f);

  simple.detect = {"pii", "EMIAL_ADDRESS", "x"};
  const auto bad = MakePlan(simple);
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(bad.error().message,
            "unknown entity, pack or rule `EMIAL_ADDRESS`; did you mean `EMAIL_ADDRESS`?\n"
            "unknown entity, pack or rule `x`");
  simple.detect = {};
  EXPECT_EQ(MakePlan(simple).error().message, "nothing to detect");
}

TEST(Policies, ThereIsALimit) {
  std::string text = "policies: {";
  for (int i = 0; i < 1001; ++i) text += "p" + std::to_string(i) + ": {detect: [pii]}, ";
  const auto rules = ToyRules();
  const auto plan = PlanFromYaml(text + "}\nroutes: [{policy: p0}]\n", {}, &rules);
  ASSERT_FALSE(plan.has_value());
  EXPECT_NE(plan.error().message.find("more than 1000 policies"), std::string::npos)
      << plan.error().message;
}

std::optional<DedupPlan> Dedup(const std::string& dedup, const std::string& format = "auto") {
  const auto plan = Compile("policies: {p: {}}\nroutes: [{name: r, format: " + format +
                            ", dedup: {key: ids, " + dedup + "}}]\n");
  if (plan) return (*plan)->routes[0].dedup;
  ADD_FAILURE() << plan.error().message;
  return std::nullopt;
}

TEST(Dedup, ReadsWhichPicturesAreCompared) {
  if (!dedup::kReadsImages) GTEST_SKIP() << "this build reads no pictures";
  const auto plain = Dedup("images: {}", "bytes");
  ASSERT_TRUE(plain && plain->images);
  EXPECT_EQ(plain->images->of.part, Content::Part::kValue);
  EXPECT_EQ(plain->images->radius, 8u);
  EXPECT_EQ(plain->images->keys.size(), plain->exact_keys.size());
  EXPECT_FALSE(plain->exact);
  const auto path = Dedup("images: {of: $.photo, radius: 31}", "json");
  ASSERT_TRUE(path && path->images);
  EXPECT_EQ(path->images->of.path->text(), "$.photo");
  EXPECT_EQ(path->images->radius, 31u);
  EXPECT_FALSE(Dedup("exact: {}")->images);
}

TEST(Dedup, WhatWasRememberedFitsEveryRadius) {
  if (!dedup::kReadsImages) GTEST_SKIP() << "this build reads no pictures";
  const uint64_t form = Dedup("exact: {}, images: {}")->form;
  EXPECT_EQ(Dedup("exact: {}, images: {radius: 20}")->form, form);
  EXPECT_NE(Dedup("exact: {}, images: {of: $.photo}")->form, form);
  EXPECT_NE(Dedup("exact: {}, images: {of: key}")->form, form);
  EXPECT_NE(Dedup("exact: {}, near: {}")->form, form);
  EXPECT_NE(Dedup("exact: {}")->form, form);
  EXPECT_NE(Dedup("images: {}")->form, form);
}

TEST(Dedup, MistakesAboutPicturesHaveTheirMessageAndPosition) {
  if (!dedup::kReadsImages) GTEST_SKIP() << "this build reads no pictures";
  struct Case {
    std::string_view yaml;
    std::string_view problems;
  };
  for (const Case& c : std::vector<Case>{
           {"routes: [{name: r, format: bytes, dedup: {key: ids, images: {radius: 32}}}]\n",
            "plan:1:70: error: must be at most 31\n"},
           {"routes: [{name: r, format: bytes, dedup: {key: ids, images: {of: $.a, radios: 3}}}]\n",
            "plan:1:66: error: a path needs a format with fields: json or auto\n"
            "plan:1:71: error: unknown key `radios`; did you mean `radius`?\n"},
           {"routes: [{name: r, dedup: {key: ids, images: {}}}]\n",
            "plan:1:38: error: `images` needs `of`: no JSON is a picture, only what stands at a "
            "path "
            "such "
            "as $.photo\n"},
           {"routes: [{name: r, format: bytes, dedup: {key: ids, images: {}, scope: topic}}]\n",
            "plan:1:72: error: `topic` is not supported by this version\n"
            "plan:1:72: error: `scope: topic` is for `exact` only: what is similar has no one "
            "fingerprint "
            "by which it could meet\n"},
       }) {
    EXPECT_EQ(Problems(c.yaml), c.problems) << c.yaml;
  }
}

TEST(Dedup, PicturesAreRefusedWhereNothingReadsThem) {
  if (dedup::kReadsImages) GTEST_SKIP() << "this build reads pictures";
  EXPECT_EQ(
      Problems("policies: {p: {}}\n"
               "routes: [{name: r, format: bytes, dedup: {key: ids, images: {}}}]\n"),
      "plan:2:53: error: this build reads no pictures: it was made without libjpeg, libpng or "
      "libwebp\n");
}

}  // namespace
}  // namespace aegis
