// Result<T>: how every function that can fail says so. Two kinds of failure are kept apart:
//  - Error: something a person must read (configuration, set-up, the broker). Has a message; never
//  record content.
//  - RecordError: why one record cannot be forwarded. Small, no allocation, a closed list; the
//  record is quarantined.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace aegis {

enum class ErrorCode : uint8_t {
  kInvalidArgument,  // the caller's or the configuration's mistake
  kNotFound,
  kPermission,
  kUnavailable,  // the outside did not answer in time; trying again may help
  kConflict,     // somebody else holds what was asked for (an instance id, a port)
  kInternal,     // a promise of the program is broken: stop loudly
};

struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;
};

template <typename T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

inline tl::unexpected<Error> Fail(ErrorCode code, std::string message) {
  return tl::unexpected<Error>(Error{code, std::move(message)});
}

// Why a record was not forwarded. The names (RecordErrorName) appear in dead letters, receipts and
// metrics: never rename.
enum class RecordErrorCode : uint8_t {
  kInvalidJson,
  kInvalidUtf8,
  kTooLarge,
  kTooDeep,
  kTooManyFields,
  kTooManyFindings,
  kScanFailed,
  kBudgetExhausted,
  kRedactionFailed,
  kFindingInKey,
  kBrokerRefused,
  kUserRulesExhausted,
};
inline constexpr size_t kRecordErrorCount =
    static_cast<size_t>(RecordErrorCode::kUserRulesExhausted) + 1;

struct RecordError {
  RecordErrorCode code = RecordErrorCode::kScanFailed;
  uint32_t offset =
      0;  // byte of the part (value, key or header) where it was noticed; never what stood there

  friend bool operator==(const RecordError&, const RecordError&) = default;
};

std::string_view RecordErrorName(RecordErrorCode code);

template <typename T>
using RecordResult = tl::expected<T, RecordError>;
using RecordStatus = RecordResult<void>;

inline tl::unexpected<RecordError> Refuse(RecordErrorCode code, size_t offset = 0) {
  return tl::unexpected<RecordError>(RecordError{code, static_cast<uint32_t>(offset)});
}

}  // namespace aegis
