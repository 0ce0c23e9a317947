#pragma once

#include <span>
#include <string_view>

// A table test without gtest's headers, which would dominate the compile time of a hundred small
// files. Tables register themselves; tables_test.cc runs them all.
namespace aegis::validators {

/// Which one-character changes of a valid value the check must refuse.
enum class Protects {
  kNothing,       // no check digit: only the tables speak
  kDigits,        // a digit replaced by any other digit
  kDigitsAndCase  // besides, a letter replaced by any other letter of its case
};

struct Table {
  Table(std::string_view validator_name, std::span<const std::string_view> valid_values,
        std::span<const std::string_view> invalid_values,
        Protects protects_what = Protects::kNothing, std::string_view unprotected_positions = {})
      : validator(validator_name),
        valid(valid_values),
        invalid(invalid_values),
        protects(protects_what),
        unprotected(unprotected_positions),
        next(First()) {
    First() = this;
  }
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  static const Table*& First() {
    static const Table* first = nullptr;
    return first;
  }

  std::string_view validator;
  std::span<const std::string_view> valid;
  std::span<const std::string_view> invalid;
  Protects protects;
  /// 'x' where the check is known not to reach; shorter than a value means protected from there on.
  std::string_view unprotected;
  const Table* next;
};

}  // namespace aegis::validators
