#include "src/base/result.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "src/base/record.h"
#include "src/base/span.h"

namespace aegis {
namespace {

// The names are in dead letters, receipts and metrics of those who upgrade: a change here breaks
// them.
TEST(RecordErrorTest, NamesAreFixed) {
  using Code = RecordErrorCode;
  const std::pair<Code, std::string_view> kNames[] = {
      {Code::kInvalidJson, "invalid_json"},
      {Code::kInvalidUtf8, "invalid_utf8"},
      {Code::kTooLarge, "too_large"},
      {Code::kTooDeep, "too_deep"},
      {Code::kTooManyFields, "too_many_fields"},
      {Code::kTooManyFindings, "too_many_findings"},
      {Code::kScanFailed, "scan_failed"},
      {Code::kBudgetExhausted, "budget_exhausted"},
      {Code::kRedactionFailed, "redaction_failed"},
      {Code::kFindingInKey, "finding_in_key"},
      {Code::kBrokerRefused, "broker_refused"},
      {Code::kUserRulesExhausted, "user_rules_exhausted"},
  };
  std::set<std::string_view> names;
  for (const auto& [code, name] : kNames) {
    EXPECT_EQ(RecordErrorName(code), name);
    names.insert(name);
  }
  EXPECT_EQ(names.size(), std::size(kNames));
}

TEST(ResultTest, CarriesValuesAndErrors) {
  auto half = [](int value) -> Result<int> {
    if (value % 2 != 0) return Fail(ErrorCode::kInvalidArgument, "odd");
    return value / 2;
  };
  EXPECT_EQ(half(4).value(), 2);
  ASSERT_FALSE(half(3).has_value());
  EXPECT_EQ(half(3).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(half(3).error().message, "odd");
}

TEST(ResultTest, RefuseSaysWhyAndWhere) {
  RecordStatus status = Refuse(RecordErrorCode::kInvalidJson, 17);
  ASSERT_FALSE(status.has_value());
  EXPECT_EQ(status.error(), (RecordError{RecordErrorCode::kInvalidJson, 17}));
  EXPECT_NE(status.error(), (RecordError{RecordErrorCode::kInvalidJson, 18}));
  EXPECT_EQ(RecordStatus(Refuse(RecordErrorCode::kTooDeep)).error().offset, 0u);
}

TEST(RecordTest, AbsentIsNotEmpty) {
  EXPECT_TRUE(IsNull(kNull));
  EXPECT_TRUE(IsNull(Record().value));
  EXPECT_FALSE(IsNull(""));
}

TEST(SpanTest, HalfOpen) {
  constexpr Span kSpan{2, 5};
  static_assert(kSpan.size() == 3 && !kSpan.empty());
  EXPECT_EQ(kSpan.In("abcdefg"), "cde");
  EXPECT_TRUE(kSpan.Contains({2, 5}));
  EXPECT_TRUE(kSpan.Contains({5, 5}));
  EXPECT_FALSE(kSpan.Contains({4, 6}));
  EXPECT_FALSE(kSpan.Contains({1, 3}));
  EXPECT_TRUE(kSpan.Overlaps({4, 9}));
  EXPECT_FALSE(kSpan.Overlaps({5, 9}));
  EXPECT_FALSE(kSpan.Overlaps({0, 2}));
}

}  // namespace
}  // namespace aegis
