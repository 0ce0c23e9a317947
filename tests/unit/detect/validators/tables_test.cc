#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "src/detect/validators/registry.h"
#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

std::vector<const Table*> AllTables() {
  std::vector<const Table*> tables;
  for (const Table* table = Table::First(); table != nullptr; table = table->next) {
    tables.push_back(table);
  }
  return tables;
}

class ValidatorTable : public testing::TestWithParam<const Table*> {
 protected:
  bool Check(std::string_view text) const {
    const Validator* validator = FindValidator(GetParam()->validator);
    return validator != nullptr && validator->check(text);
  }
};

TEST_P(ValidatorTable, IsRegistered) {
  EXPECT_NE(FindValidator(GetParam()->validator), nullptr) << GetParam()->validator;
}

TEST_P(ValidatorTable, AcceptsTheValid) {
  ASSERT_FALSE(GetParam()->valid.empty());
  for (const auto text : GetParam()->valid) EXPECT_TRUE(Check(text)) << text;
}

TEST_P(ValidatorTable, RefusesTheInvalid) {
  ASSERT_FALSE(GetParam()->invalid.empty());
  for (const auto text : GetParam()->invalid) EXPECT_FALSE(Check(text)) << text;
  EXPECT_FALSE(Check({}));
}

TEST_P(ValidatorTable, RefusesAForeignByteAnywhere) {
  for (const auto valid : GetParam()->valid) {
    for (std::size_t i = 0; i <= valid.size(); ++i) {
      for (const char byte : {'\0', '\x7f', '\x01'}) {
        std::string text(valid);
        text.insert(i, 1, byte);
        EXPECT_FALSE(Check(text)) << valid << " with byte " << int{byte} << " at " << i;
      }
    }
  }
}

/// The other characters of the class that `protects` speaks about.
std::string Alternatives(char c, Protects protects) {
  std::string out;
  const auto add = [&](char first, char last) {
    if (c < first || c > last) return;
    for (char a = first; a <= last; ++a) {
      if (a != c) out += a;
    }
  };
  if (protects != Protects::kNothing) add('0', '9');
  if (protects == Protects::kDigitsAndCase) {
    add('A', 'Z');
    add('a', 'z');
  }
  return out;
}

TEST_P(ValidatorTable, RefusesEveryProtectedOneCharacterChange) {
  const Table& table = *GetParam();
  for (const auto valid : table.valid) {
    for (std::size_t i = 0; i < valid.size(); ++i) {
      if (i < table.unprotected.size() && table.unprotected[i] == 'x') continue;
      for (const char other : Alternatives(valid[i], table.protects)) {
        std::string text(valid);
        text[i] = other;
        EXPECT_FALSE(Check(text)) << valid << " changed to " << text;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, ValidatorTable, testing::ValuesIn(AllTables()),
                         [](const testing::TestParamInfo<const Table*>& test) {
                           return std::string(test.param->validator) + "_" +
                                  std::to_string(test.index);
                         });

TEST(ValidatorTables, CoverEveryValidator) {
  std::set<std::string_view> tested;
  for (const Table* table : AllTables()) tested.insert(table->validator);
  for (const Validator& validator : AllValidators()) {
    EXPECT_TRUE(tested.contains(validator.name)) << validator.name;
  }
}

}  // namespace
}  // namespace aegis::validators
