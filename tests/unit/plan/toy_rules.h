// Rules that are easy to plant and never found by chance, so that tests of plans and of the
// pipeline do not depend on the built-in packs: `card#41111111`, `mail#123456`, `tel#123456`,
// `key#123456`, `off#123456`.
#pragma once

#include <string>
#include <vector>

#include "src/detect/rule.h"

namespace aegis {

inline Rule ToyRule(std::string id, std::string entity, std::string subtype, std::string pack,
                    std::string prefix, float score = 0.9f,
                    RuleDefault by_default = RuleDefault::kOn) {
  Rule rule;
  rule.id = std::move(id);
  rule.entity = std::move(entity);
  rule.subtype = std::move(subtype);
  rule.pack = std::move(pack);
  rule.what = "a toy";
  rule.by_default = by_default;
  rule.score = score;
  PrefixShape shape;
  shape.prefixes = {std::move(prefix)};
  shape.body = "[0-9]{4,12}";
  rule.shapes.emplace_back(std::move(shape));
  return rule;
}

inline std::vector<Rule> ToyRules() {
  return {
      ToyRule("card_visa", "CREDIT_CARD", "CREDIT_CARD_VISA", "pii", "card#4"),
      ToyRule("card_amex", "CREDIT_CARD", "CREDIT_CARD_AMEX", "pii", "card#3"),
      ToyRule("mail", "EMAIL_ADDRESS", "", "pii", "mail#"),
      ToyRule("phone", "PHONE_NUMBER", "", "pii", "tel#", 0.6f),
      ToyRule("weak", "US_BANK_NUMBER", "", "pii", "bank#", 0.3f, RuleDefault::kContext),
      ToyRule("birthday", "DATE_OF_BIRTH", "", "pii", "off#", 0.9f, RuleDefault::kOff),
      ToyRule("aws_key", "SECRET_AWS_ACCESS_KEY", "", "secrets", "key#1"),
      ToyRule("aws_token", "SECRET_AWS_TOKEN", "", "secrets", "key#2"),
      ToyRule("npm_token", "SECRET_NPM_TOKEN", "", "secrets", "key#3"),
  };
}

}  // namespace aegis
