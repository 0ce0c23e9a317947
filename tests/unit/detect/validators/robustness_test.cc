#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <random>
#include <string>

#include "src/detect/validators/registry.h"
#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::uint64_t kSeed = 20240607;

/// An exact heap block, so that AddressSanitizer sees the first byte read behind the text.
bool CheckExactly(const Validator& validator, const std::string& text) {
  const std::unique_ptr<char[]> block(new char[text.size() + 1]);
  char* const end_aligned = block.get() + 1;
  std::copy(text.begin(), text.end(), end_aligned);
  return validator.check({end_aligned, text.size()});
}

std::string RandomText(std::mt19937_64& random, std::string_view alphabet, std::size_t length) {
  std::string text(length, '\0');
  for (char& c : text) {
    const std::uint64_t draw = random();
    c = alphabet.empty() ? static_cast<char>(draw & 0xFF) : alphabet[draw % alphabet.size()];
  }
  return text;
}

TEST(ValidatorRobustness, AnswersForAnyBytesOfAnyLengthAlwaysTheSame) {
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937_64 random(kSeed);
  constexpr std::string_view kAlphabets[] = {
      "", "0123456789", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789abcdefABCDEF:.-/+@_ \n",
      "13456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"};
  for (std::size_t length = 0; length <= 300; ++length) {
    for (const auto alphabet : kAlphabets) {
      const std::string text = RandomText(random, alphabet, length);
      for (const Validator& validator : AllValidators()) {
        const bool first = CheckExactly(validator, text);
        EXPECT_EQ(first, CheckExactly(validator, text))
            << validator.name << " at length " << length;
      }
    }
  }
}

TEST(ValidatorRobustness, AnswersForDamagedValidValues) {
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937_64 random(kSeed);
  for (const Table* table = Table::First(); table != nullptr; table = table->next) {
    for (const auto valid : table->valid) {
      for (int round = 0; round < 20; ++round) {
        std::string text(valid);
        text[random() % text.size()] = static_cast<char>(random() & 0xFF);
        text.resize(random() % 2 == 0 ? text.size() : random() % (text.size() + 1));
        for (const Validator& validator : AllValidators()) CheckExactly(validator, text);
      }
    }
  }
}

TEST(ValidatorRobustness, RefusesWhatIsFarTooLong) {
  // A valid value repeated is none, and an over-long candidate must not cost more than its length.
  for (const Table* table = Table::First(); table != nullptr; table = table->next) {
    const Validator* validator = FindValidator(table->validator);
    ASSERT_NE(validator, nullptr);
    std::string text;
    while (text.size() < 100'000) text += table->valid.front();
    EXPECT_FALSE(validator->check(text)) << table->validator;
  }
}

TEST(Registry, IsSortedUniqueAndFindsByName) {
  std::string_view last;
  for (const Validator& validator : AllValidators()) {
    EXPECT_LT(last, validator.name);
    last = validator.name;
    EXPECT_FALSE(validator.what.empty()) << validator.name;
    EXPECT_EQ(FindValidator(validator.name), &validator);
  }
  EXPECT_EQ(FindValidator(""), nullptr);
  EXPECT_EQ(FindValidator("no_such_validator"), nullptr);
}

}  // namespace
}  // namespace aegis::validators
