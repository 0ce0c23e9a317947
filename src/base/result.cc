#include "src/base/result.h"

namespace aegis {

std::string_view RecordErrorName(RecordErrorCode code) {
  switch (code) {
    case RecordErrorCode::kInvalidJson:
      return "invalid_json";
    case RecordErrorCode::kInvalidUtf8:
      return "invalid_utf8";
    case RecordErrorCode::kTooLarge:
      return "too_large";
    case RecordErrorCode::kTooDeep:
      return "too_deep";
    case RecordErrorCode::kTooManyFields:
      return "too_many_fields";
    case RecordErrorCode::kTooManyFindings:
      return "too_many_findings";
    case RecordErrorCode::kScanFailed:
      return "scan_failed";
    case RecordErrorCode::kBudgetExhausted:
      return "budget_exhausted";
    case RecordErrorCode::kRedactionFailed:
      return "redaction_failed";
    case RecordErrorCode::kFindingInKey:
      return "finding_in_key";
    case RecordErrorCode::kBrokerRefused:
      return "broker_refused";
    case RecordErrorCode::kUserRulesExhausted:
      return "user_rules_exhausted";
  }
  return "unknown";
}

}  // namespace aegis
