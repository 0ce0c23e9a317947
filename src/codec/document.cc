#include "src/codec/document.h"

#include <algorithm>
#include <vector>

#include "src/base/record.h"
#include "src/codec/codec.h"

namespace aegis {
namespace {

bool IsIdentifier(std::string_view name) {
  auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  if (name.empty() || !letter(name[0])) return false;
  return std::all_of(name.begin(), name.end(),
                     [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

// As PathPattern::Parse reads it back.
void AppendQuoted(std::string_view name, std::string& out) {
  out += "[\"";
  for (char c : name) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += "\"]";
}

// The first unit that ends after `offset` in text: the one that holds it, or the next one.
const EscapeUnit* UnitAtOrAfter(std::span<const EscapeUnit> units, uint32_t offset) {
  return std::upper_bound(
      units.data(), units.data() + units.size(), offset,
      [](uint32_t value, const EscapeUnit& unit) { return value < unit.text_end; });
}

}  // namespace

const Field* FieldTable::At(uint32_t text_offset) const {
  auto after = std::upper_bound(
      fields_.begin(), fields_.end(), text_offset,
      [](uint32_t offset, const Field& field) { return offset < field.text.begin; });
  if (after == fields_.begin()) return nullptr;
  const Field& field = *(after - 1);
  return text_offset < field.text.end ? &field : nullptr;
}

std::string FieldTable::PathOf(const Field& field) const {
  std::vector<uint32_t> chain;
  if (field.path < nodes_.size()) {
    for (uint32_t node = field.path; node != 0; node = nodes_[node].parent) chain.push_back(node);
  }
  std::string path = "$";
  for (auto it = chain.rbegin(); it != chain.rend(); ++it) {
    const PathNode& node = nodes_[*it];
    if (IsNull(node.name)) {
      path += '[' + std::to_string(node.index) + ']';
    } else if (IsIdentifier(node.name)) {
      path += '.';
      path += node.name;
    } else {
      AppendQuoted(node.name, path);
    }
  }
  return path;
}

Span Document::ToRawOverUnits(Span text) const {
  const EscapeUnit* end = units_.data() + units_.size();

  // Between units both sides advance together, so the distance to the unit before gives the place
  // in raw.
  auto between = [&](const EscapeUnit* next, uint32_t offset) {
    if (next == units_.data()) return offset;
    const EscapeUnit& before = *(next - 1);
    return before.raw_end + (offset - before.text_end);
  };

  Span raw;
  const EscapeUnit* first = UnitAtOrAfter(units_, text.begin);
  raw.begin = first != end && first->text_begin <= text.begin ? first->raw_begin
                                                              : between(first, text.begin);
  if (text.empty()) {
    raw.end = raw.begin;
    return raw;
  }
  const EscapeUnit* last = UnitAtOrAfter(units_, text.end - 1);
  raw.end =
      last != end && last->text_begin <= text.end - 1 ? last->raw_end : between(last, text.end);
  return raw;
}

uint32_t Document::ToTextOverUnits(uint32_t raw_offset) const {
  const auto next = std::upper_bound(
      units_.begin(), units_.end(), raw_offset,
      [](uint32_t offset, const EscapeUnit& unit) { return offset < unit.raw_end; });
  if (next == units_.begin()) return raw_offset;
  const EscapeUnit& before = *(next - 1);
  return before.text_end + (raw_offset - before.raw_end);
}

bool Document::Locate(uint32_t text_offset, Place& place) {
  if (finder_ != nullptr) return finder_->Find(text_offset, place);
  return codec_ != nullptr && codec_->Locate(*this, text_offset, place);
}

const FieldTable& Document::Fields() {
  static const FieldTable kNoFields;
  if (fields_ == nullptr) {
    fields_ = codec_ == nullptr ? &kNoFields : codec_->BuildFields(*this, *arena_);
  }
  return *fields_;
}

}  // namespace aegis
