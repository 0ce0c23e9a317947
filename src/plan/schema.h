// What a YAML file may say, as tables. One table has three readers: Check (unknown keys, wrong
// types, what is not built yet, each with its position), JsonSchema (for editors) and the check
// that the documentation names every key.
//
//   constexpr Key kTransactionKeys[] = {
//       {.name = "interval", .type = &kDuration, .default_text = "100ms", .doc = "How long a
//       transaction stays open"},
//   };
//   constexpr Type kTransaction = Mapping(kTransactionKeys);
//
// Use: Check the whole tree first; then read with Find and As*. After a failed Check the readers
// still are safe: As* give nothing for a node of the wrong type, and Check has already said so.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "src/plan/yaml.h"

namespace aegis::schema {

enum class Status : uint8_t {
  kBuilt,
  kNotBuilt
};  // kNotBuilt: known, refused as "not supported by this version"

enum class TypeKind : uint8_t {
  kString,       // any scalar, as text
  kBool,         // true, false
  kInteger,      // 10000
  kNumber,       // 0.5
  kDuration,     // 100ms, 10s, 5m, 24h, 7d: the unit is needed
  kSize,         // 512B, 64KiB, 8MiB, 1GiB, 8MB (powers of ten): the unit is needed
  kEnum,         // one of `choices`
  kList,         // of `element`
  kMapping,      // of `keys`
  kFreeMapping,  // any names, values of `element`
  kOneOf,   // a mapping with exactly one of `keys`; a key with `bare` may also stand alone as a
            // scalar
  kEither,  // any of `alternatives`
  kAny,     // whatever stands there; its reader checks
};

struct Type;

struct Choice {
  std::string_view name;
  Status status = Status::kBuilt;
};

struct Key {
  std::string_view name;
  const Type* type = nullptr;
  std::string_view default_text = {};  // as one would write it; empty: no default
  std::string_view doc = {};           // one line
  bool required = false;
  Status status = Status::kBuilt;
  bool bare = false;  // kOneOf only: `name` alone is enough
};

struct Type {
  TypeKind kind = TypeKind::kAny;
  std::span<const Key> keys = {};                  // kMapping, kOneOf
  const Type* element = nullptr;                   // kList, kFreeMapping
  std::span<const Choice> choices = {};            // kEnum
  std::span<const Type* const> alternatives = {};  // kEither
  int64_t min =
      std::numeric_limits<int64_t>::min();  // kInteger; kDuration in milliseconds; kSize in bytes
  int64_t max = std::numeric_limits<int64_t>::max();
  double min_number = -std::numeric_limits<double>::max();  // kNumber
  double max_number = std::numeric_limits<double>::max();
};

inline constexpr Type kString{.kind = TypeKind::kString};
inline constexpr Type kBool{.kind = TypeKind::kBool};
inline constexpr Type kInteger{.kind = TypeKind::kInteger};
inline constexpr Type kNumber{.kind = TypeKind::kNumber};
inline constexpr Type kDuration{.kind = TypeKind::kDuration, .min = 0};
inline constexpr Type kSize{.kind = TypeKind::kSize, .min = 0};
inline constexpr Type kCount{.kind = TypeKind::kInteger, .min = 0, .max = 1'000'000};
inline constexpr Type kAny{.kind = TypeKind::kAny};
inline constexpr Type kStringList{.kind = TypeKind::kList, .element = &kString};

constexpr Type Mapping(std::span<const Key> keys) {
  return {.kind = TypeKind::kMapping, .keys = keys};
}
constexpr Type OneOf(std::span<const Key> keys) { return {.kind = TypeKind::kOneOf, .keys = keys}; }
constexpr Type Enum(std::span<const Choice> choices) {
  return {.kind = TypeKind::kEnum, .choices = choices};
}
constexpr Type ListOf(const Type& element) {
  return {.kind = TypeKind::kList, .element = &element};
}
constexpr Type FreeMapping(const Type& element) {
  return {.kind = TypeKind::kFreeMapping, .element = &element};
}
constexpr Type Either(std::span<const Type* const> alternatives) {
  return {.kind = TypeKind::kEither, .alternatives = alternatives};
}
constexpr Type IntegerIn(int64_t min, int64_t max) {
  return {.kind = TypeKind::kInteger, .min = min, .max = max};
}
constexpr Type NumberIn(double min, double max) {
  return {.kind = TypeKind::kNumber, .min_number = min, .max_number = max};
}
constexpr Type DurationIn(int64_t min_ms, int64_t max_ms) {
  return {.kind = TypeKind::kDuration, .min = min_ms, .max = max_ms};
}
constexpr Type SizeIn(int64_t min_bytes, int64_t max_bytes) {
  return {.kind = TypeKind::kSize, .min = min_bytes, .max = max_bytes};
}

// Reports every place where `node` is not of `type`. True when there was none.
bool Check(const yaml::Node& node, const Type& type, yaml::Diagnostics& diagnostics);

// What the type is called in messages: "a duration such as 100ms", "json, text or bytes".
std::string Describe(const Type& type);

// Readers. Nothing: the node is null (the pointer), or is not of the type.
std::optional<std::string_view> AsString(const yaml::Node* node);
std::optional<std::string_view> AsChoice(
    const yaml::Node* node);  // of an enum, which may have null
std::optional<bool> AsBool(const yaml::Node* node);
std::optional<int64_t> AsInteger(const yaml::Node* node);
std::optional<double> AsNumber(const yaml::Node* node);
std::optional<int64_t> AsDurationMs(const yaml::Node* node);
std::optional<int64_t> AsSizeBytes(const yaml::Node* node);

// A JSON Schema (draft 2020-12) for editors.
std::string JsonSchema(const Type& root, std::string_view title);

// Every key below `root` with its path as "routes[].from.topics"; free names appear as "<name>".
// For documentation checks.
void ForEachKey(const Type& root,
                const std::function<void(const std::string& path, const Key& key)>& visit);

}  // namespace aegis::schema
