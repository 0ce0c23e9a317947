#include "src/plan/schema.h"

#include <array>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

namespace aegis::schema {

using yaml::Diagnostics;
using yaml::Node;

namespace {

// A choice by this name may be written without quotes, where YAML reads a null.
constexpr std::string_view kNullChoice = "null";

struct Unit {
  std::string_view name;
  int64_t factor;
};
constexpr std::array<Unit, 5> kDurationUnits{
    {{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}}};
constexpr std::array<Unit, 7> kSizeUnits{{{"B", 1},
                                          {"KiB", int64_t{1} << 10},
                                          {"MiB", int64_t{1} << 20},
                                          {"GiB", int64_t{1} << 30},
                                          {"kB", 1000},
                                          {"MB", 1'000'000},
                                          {"GB", 1'000'000'000}}};

std::optional<int64_t> ParseInteger(std::string_view text) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<int64_t> ParseWithUnit(std::string_view text, std::span<const Unit> units) {
  const size_t digits = text.find_first_not_of("0123456789");
  if (digits == 0 || digits == std::string_view::npos) return std::nullopt;
  const std::optional<int64_t> count = ParseInteger(text.substr(0, digits));
  if (!count) return std::nullopt;
  const std::string_view name = text.substr(digits);
  for (const Unit& unit : units) {
    if (unit.name != name) continue;
    if (*count > std::numeric_limits<int64_t>::max() / unit.factor) return std::nullopt;
    return *count * unit.factor;
  }
  return std::nullopt;
}

std::string WithUnit(int64_t value, std::span<const Unit> units) {
  const Unit* best = &units[0];
  for (const Unit& unit : units) {
    if (value != 0 && value % unit.factor == 0 && unit.factor > best->factor) best = &unit;
  }
  return std::to_string(value / best->factor) + std::string(best->name);
}

std::string Join(const std::vector<std::string>& parts) {
  std::string out;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i != 0) out += i + 1 == parts.size() ? " or " : ", ";
    out += parts[i];
  }
  return out;
}

std::vector<std::string> BuiltNames(const Type& type) {
  std::vector<std::string> names;
  for (const Choice& choice : type.choices) {
    if (choice.status == Status::kBuilt) names.emplace_back(choice.name);
  }
  for (const Key& key : type.keys) {
    if (key.status == Status::kBuilt) names.emplace_back(key.name);
  }
  return names;
}

std::string NotSupported(std::string_view name) {
  std::string out = "`";
  out += name;
  out += "` is not supported by this version";
  return out;
}

std::string Quoted(std::string_view text) {
  constexpr size_t kShown = 60;  // enough to recognise it, short enough for a line
  std::string out = "`";
  out += text.substr(0, kShown);
  if (text.size() > kShown) out += "…";
  out += '`';
  return out;
}

std::string Found(const Node& node) {
  switch (node.kind) {
    case yaml::Kind::kNull:
      return "nothing";
    case yaml::Kind::kScalar:
      return Quoted(node.scalar);
    case yaml::Kind::kSequence:
      return "a list";
    case yaml::Kind::kMapping:
      return "a mapping";
  }
  return "something else";
}

bool Expected(const Node& node, const Type& type, Diagnostics& diagnostics) {
  diagnostics.Add(node.at, "expected " + Describe(type) + ", found " + Found(node));
  return false;
}

bool CheckRange(const Node& node, int64_t value, const Type& type, Diagnostics& diagnostics) {
  if (value >= type.min && value <= type.max) return true;
  const auto written = [&type](int64_t bound) {
    if (type.kind == TypeKind::kDuration) return WithUnit(bound, kDurationUnits);
    if (type.kind == TypeKind::kSize) return WithUnit(bound, std::span(kSizeUnits).first(4));
    return std::to_string(bound);
  };
  diagnostics.Add(node.at, value < type.min ? "must be at least " + written(type.min)
                                            : "must be at most " + written(type.max));
  return false;
}

bool CheckKnownKey(const yaml::Entry& entry, const Type& type, const Key*& found,
                   Diagnostics& diagnostics) {
  std::vector<std::string_view> names;
  for (const Key& key : type.keys) {
    if (key.name == entry.key) {
      found = &key;
      if (key.status == Status::kBuilt) return true;
      diagnostics.Add(entry.at, NotSupported(key.name));
      return false;
    }
    names.push_back(key.name);
  }
  diagnostics.Add(entry.at, "unknown key `" + entry.key + "`" + yaml::DidYouMean(entry.key, names));
  return false;
}

bool CheckMapping(const Node& node, const Type& type, Diagnostics& diagnostics) {
  if (!node.IsMapping()) return Expected(node, type, diagnostics);
  bool good = true;
  for (const yaml::Entry& entry : node.entries) {
    const Key* key = nullptr;
    if (!CheckKnownKey(entry, type, key, diagnostics)) {
      good = false;
    } else if (!Check(entry.value, *key->type, diagnostics)) {
      good = false;
    }
  }
  for (const Key& key : type.keys) {
    if (key.required && node.Find(key.name) == nullptr) {
      diagnostics.Add(node.at, "`" + std::string(key.name) + "` is missing");
      good = false;
    }
  }
  return good;
}

bool CheckOneOf(const Node& node, const Type& type, Diagnostics& diagnostics) {
  if (node.IsScalar()) {
    std::vector<std::string_view> names;
    for (const Key& key : type.keys) {
      if (key.name == node.scalar) {
        if (key.status == Status::kNotBuilt) {
          diagnostics.Add(node.at, NotSupported(key.name));
          return false;
        }
        if (key.bare) return true;
        diagnostics.Add(node.at, "`" + node.scalar + "` needs a value: {" + node.scalar + ": …}");
        return false;
      }
      names.push_back(key.name);
    }
    diagnostics.Add(node.at, "expected " + Describe(type) + ", found " + Quoted(node.scalar) +
                                 yaml::DidYouMean(node.scalar, names));
    return false;
  }
  if (!node.IsMapping()) return Expected(node, type, diagnostics);
  if (node.entries.size() != 1) {
    diagnostics.Add(node.at, "expected exactly one of " + Join(BuiltNames(type)));
    return false;
  }
  const yaml::Entry& entry = node.entries.front();
  const Key* key = nullptr;
  if (!CheckKnownKey(entry, type, key, diagnostics)) return false;
  if (key->bare && entry.value.IsNull()) return true;
  return Check(entry.value, *key->type, diagnostics);
}

bool CheckEnum(const Node& node, const Type& type, Diagnostics& diagnostics) {
  const bool has_null =
      std::any_of(type.choices.begin(), type.choices.end(),
                  [](const Choice& choice) { return choice.name == kNullChoice; });
  const bool chosen = node.IsScalar() || (has_null && AsChoice(&node) == kNullChoice);
  if (!chosen) return Expected(node, type, diagnostics);
  std::vector<std::string_view> names;
  for (const Choice& choice : type.choices) {
    if (choice.name == node.scalar) {
      if (choice.status == Status::kBuilt) return true;
      diagnostics.Add(node.at, NotSupported(choice.name));
      return false;
    }
    names.push_back(choice.name);
  }
  diagnostics.Add(node.at, "expected " + Describe(type) + ", found " + Quoted(node.scalar) +
                               yaml::DidYouMean(node.scalar, names));
  return false;
}

// Could the node be meant as this type? Decides which alternative's complaints a person wants to
// read.
bool SameShape(const Node& node, const Type& type) {
  switch (type.kind) {
    case TypeKind::kString:
    case TypeKind::kBool:
    case TypeKind::kInteger:
    case TypeKind::kNumber:
    case TypeKind::kDuration:
    case TypeKind::kSize:
    case TypeKind::kEnum:
      return node.IsScalar();
    case TypeKind::kList:
      return node.IsSequence();
    case TypeKind::kMapping:
    case TypeKind::kFreeMapping:
      return node.IsMapping();
    case TypeKind::kOneOf:
      return node.IsMapping() || node.IsScalar();
    case TypeKind::kEither:
    case TypeKind::kAny:
      return true;
  }
  return false;
}

bool CheckEither(const Node& node, const Type& type, Diagnostics& diagnostics) {
  size_t of_shape = 0;
  Diagnostics complaints;
  for (const Type* alternative : type.alternatives) {
    if (!SameShape(node, *alternative)) continue;
    Diagnostics attempt;
    if (Check(node, *alternative, attempt)) return true;
    if (of_shape++ == 0) complaints = std::move(attempt);
  }
  if (of_shape != 1) return Expected(node, type, diagnostics);
  for (yaml::Problem& problem : complaints.Sorted()) {
    diagnostics.Add(problem.at, std::move(problem.message));
  }
  return false;
}

}  // namespace

bool Check(const Node& node, const Type& type, Diagnostics& diagnostics) {
  switch (type.kind) {
    case TypeKind::kAny:
      return true;
    case TypeKind::kString:
      return node.IsScalar() || Expected(node, type, diagnostics);
    case TypeKind::kBool:
      return AsBool(&node).has_value() || Expected(node, type, diagnostics);
    case TypeKind::kInteger: {
      const auto value = AsInteger(&node);
      if (!value) return Expected(node, type, diagnostics);
      return CheckRange(node, *value, type, diagnostics);
    }
    case TypeKind::kNumber: {
      const auto value = AsNumber(&node);
      if (!value || *value < type.min_number || *value > type.max_number) {
        return Expected(node, type, diagnostics);
      }
      return true;
    }
    case TypeKind::kDuration: {
      const auto value = AsDurationMs(&node);
      if (!value) return Expected(node, type, diagnostics);
      return CheckRange(node, *value, type, diagnostics);
    }
    case TypeKind::kSize: {
      const auto value = AsSizeBytes(&node);
      if (!value) return Expected(node, type, diagnostics);
      return CheckRange(node, *value, type, diagnostics);
    }
    case TypeKind::kEnum:
      return CheckEnum(node, type, diagnostics);
    case TypeKind::kList: {
      if (!node.IsSequence()) return Expected(node, type, diagnostics);
      bool good = true;
      for (const Node& item : node.items) good = Check(item, *type.element, diagnostics) && good;
      return good;
    }
    case TypeKind::kMapping:
      return CheckMapping(node, type, diagnostics);
    case TypeKind::kFreeMapping: {
      if (!node.IsMapping()) return Expected(node, type, diagnostics);
      bool good = true;
      for (const yaml::Entry& entry : node.entries) {
        good = Check(entry.value, *type.element, diagnostics) && good;
      }
      return good;
    }
    case TypeKind::kOneOf:
      return CheckOneOf(node, type, diagnostics);
    case TypeKind::kEither:
      return CheckEither(node, type, diagnostics);
  }
  return false;
}

std::string Describe(const Type& type) {
  switch (type.kind) {
    case TypeKind::kString:
      return "a text";
    case TypeKind::kBool:
      return "true or false";
    case TypeKind::kInteger:
      return "a whole number";
    case TypeKind::kNumber: {
      if (type.max_number == std::numeric_limits<double>::max()) return "a number";
      nlohmann::json low = type.min_number;
      nlohmann::json high = type.max_number;
      return "a number from " + low.dump() + " to " + high.dump();
    }
    case TypeKind::kDuration:
      return "a duration with its unit, such as 100ms, 10s or 24h";
    case TypeKind::kSize:
      return "a size with its unit, such as 64KiB or 8MiB";
    case TypeKind::kEnum:
    case TypeKind::kOneOf:
      return Join(BuiltNames(type));
    case TypeKind::kList:
      return "a list";
    case TypeKind::kMapping:
    case TypeKind::kFreeMapping:
      return "a mapping";
    case TypeKind::kEither: {
      std::vector<std::string> parts;
      for (const Type* alternative : type.alternatives) parts.push_back(Describe(*alternative));
      return Join(parts);
    }
    case TypeKind::kAny:
      return "anything";
  }
  return {};
}

std::optional<std::string_view> AsString(const Node* node) {
  if (node == nullptr || !node->IsScalar()) return std::nullopt;
  return node->scalar;
}

std::optional<std::string_view> AsChoice(const Node* node) {
  if (node != nullptr && node->IsNull() && node->scalar == kNullChoice) return kNullChoice;
  return AsString(node);
}

std::optional<bool> AsBool(const Node* node) {
  if (node == nullptr || !node->IsScalar() || node->quoted) return std::nullopt;
  if (node->scalar == "true") return true;
  if (node->scalar == "false") return false;
  return std::nullopt;
}

std::optional<int64_t> AsInteger(const Node* node) {
  if (node == nullptr || !node->IsScalar() || node->quoted) return std::nullopt;
  return ParseInteger(node->scalar);
}

std::optional<double> AsNumber(const Node* node) {
  if (node == nullptr || !node->IsScalar() || node->quoted) return std::nullopt;
  const std::string& text = node->scalar;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

std::optional<int64_t> AsDurationMs(const Node* node) {
  if (node == nullptr || !node->IsScalar()) return std::nullopt;
  return ParseWithUnit(node->scalar, kDurationUnits);
}

std::optional<int64_t> AsSizeBytes(const Node* node) {
  if (node == nullptr || !node->IsScalar()) return std::nullopt;
  return ParseWithUnit(node->scalar, kSizeUnits);
}

namespace {

using Json = nlohmann::ordered_json;

Json SchemaOf(const Type& type);

Json SchemaOfKey(const Key& key) {
  Json out = SchemaOf(*key.type);
  if (!key.doc.empty()) out["description"] = key.doc;
  if (!key.default_text.empty()) {
    Json value = Json::parse(key.default_text, nullptr, false);
    out["default"] = value.is_discarded() ? Json(key.default_text) : value;
  }
  return out;
}

Json SchemaOfOneOf(const Type& type) {
  Json alternatives = Json::array();
  Json bare = Json::array();
  for (const Key& key : type.keys) {
    if (key.status == Status::kNotBuilt) continue;
    if (key.bare) bare.push_back(key.name);
    Json value = SchemaOfKey(key);
    if (key.bare) value = {{"anyOf", Json::array({value, {{"type", "null"}}})}};
    alternatives.push_back({{"type", "object"},
                            {"properties", {{std::string(key.name), value}}},
                            {"required", Json::array({key.name})},
                            {"additionalProperties", false}});
  }
  if (!bare.empty()) alternatives.push_back({{"enum", bare}});
  return {{"anyOf", alternatives}};
}

Json SchemaOf(const Type& type) {
  switch (type.kind) {
    case TypeKind::kAny:
      return Json::object();
    // YAML turns 1 and true into numbers and booleans before an editor sees them; as text they are
    // taken, too.
    case TypeKind::kString:
      return {{"type", {"string", "number", "boolean"}}};
    case TypeKind::kBool:
      return {{"type", "boolean"}};
    case TypeKind::kInteger: {
      Json out = {{"type", "integer"}};
      if (type.min != std::numeric_limits<int64_t>::min()) out["minimum"] = type.min;
      if (type.max != std::numeric_limits<int64_t>::max()) out["maximum"] = type.max;
      return out;
    }
    case TypeKind::kNumber: {
      Json out = {{"type", "number"}};
      if (type.min_number != -std::numeric_limits<double>::max()) out["minimum"] = type.min_number;
      if (type.max_number != std::numeric_limits<double>::max()) out["maximum"] = type.max_number;
      return out;
    }
    case TypeKind::kDuration:
      return {{"type", "string"}, {"pattern", "^[0-9]+(ms|s|m|h|d)$"}};
    case TypeKind::kSize:
      return {{"type", "string"}, {"pattern", "^[0-9]+(B|KiB|MiB|GiB|kB|MB|GB)$"}};
    case TypeKind::kEnum: {
      Json names = BuiltNames(type);
      // YAML turns it into a null before an editor sees it.
      if (std::find(names.begin(), names.end(), kNullChoice) != names.end())
        names.push_back(nullptr);
      return {{"enum", names}};
    }
    case TypeKind::kList:
      return {{"type", "array"}, {"items", SchemaOf(*type.element)}};
    case TypeKind::kFreeMapping:
      return {{"type", "object"}, {"additionalProperties", SchemaOf(*type.element)}};
    case TypeKind::kMapping: {
      Json properties = Json::object();
      Json required = Json::array();
      for (const Key& key : type.keys) {
        if (key.status == Status::kNotBuilt) continue;
        properties[std::string(key.name)] = SchemaOfKey(key);
        if (key.required) required.push_back(key.name);
      }
      Json out = {{"type", "object"}, {"properties", properties}, {"additionalProperties", false}};
      if (!required.empty()) out["required"] = required;
      return out;
    }
    case TypeKind::kOneOf:
      return SchemaOfOneOf(type);
    case TypeKind::kEither: {
      Json alternatives = Json::array();
      for (const Type* alternative : type.alternatives) {
        alternatives.push_back(SchemaOf(*alternative));
      }
      return {{"anyOf", alternatives}};
    }
  }
  return Json::object();
}

void Walk(const Type& type, const std::string& path,
          const std::function<void(const std::string&, const Key&)>& visit) {
  for (const Key& key : type.keys) {
    const std::string below =
        path.empty() ? std::string(key.name) : path + "." + std::string(key.name);
    visit(below, key);
    Walk(*key.type, below, visit);
  }
  if (type.element != nullptr) {
    Walk(*type.element, type.kind == TypeKind::kList ? path + "[]" : path + ".<name>", visit);
  }
  for (const Type* alternative : type.alternatives) Walk(*alternative, path, visit);
}

}  // namespace

std::string JsonSchema(const Type& root, std::string_view title) {
  Json out = {{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", title}};
  out.update(SchemaOf(root));
  return out.dump(2) + "\n";
}

void ForEachKey(const Type& root,
                const std::function<void(const std::string& path, const Key& key)>& visit) {
  Walk(root, "", visit);
}

}  // namespace aegis::schema
