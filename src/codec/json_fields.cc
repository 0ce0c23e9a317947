#include "src/codec/json_fields.h"

#include <array>
#include <cstring>

#include "src/base/limits.h"
#include "src/base/record.h"

namespace aegis {
namespace {

bool EndsScalar(char c) { return c == ',' || c == '}' || c == ']' || c <= ' '; }

class FieldBuilder {
 public:
  FieldBuilder(const Document& document, Arena& arena)
      : raw_(document.raw()),
        text_(document.text()),
        units_(document.units()),
        fields_(arena),
        nodes_(arena) {}

  const FieldTable* Build(Arena& arena) {
    uint32_t at = raw_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    while (at < raw_.size()) at = Next(at);
    return arena.New<FieldTable>(fields_.span(), nodes_.span());
  }

 private:
  struct Container {
    uint32_t node;
    uint32_t next_index;  // of an array
    bool object;
  };

  // Reads what stands at `at` and returns where the next thing stands.
  uint32_t Next(uint32_t at) {
    switch (raw_[at]) {
      case ' ':
      case '\t':
      case '\n':
      case '\r':
      case ',':
      case ':':
        return at + 1;
      case '{':
      case '[':
        Open(at);
        return at + 1;
      case '}':
      case ']':
        Close(at);
        return at + 1;
      case '"':
        return String(at);
      default:
        return Scalar(at);
    }
  }

  uint32_t AddNode(Span value) {
    PathNode node;
    node.raw = value;
    node.member = value;
    if (depth_ != 0) {
      Container& parent = open_[depth_ - 1];
      node.parent = parent.node;
      if (parent.object) {
        node.name = key_.In(text_);
        node.member.begin = key_begin_;
        have_key_ = false;
      } else {
        node.index = parent.next_index++;
      }
    }
    nodes_.push_back(node);
    return static_cast<uint32_t>(nodes_.size() - 1);
  }

  void Open(uint32_t at) {
    uint32_t node = AddNode({at, at});
    open_[depth_++] = {node, 0, raw_[at] == '{'};
  }

  void Close(uint32_t at) {
    PathNode& node = nodes_[open_[--depth_].node];
    node.raw.end = node.member.end = at + 1;
  }

  uint32_t String(uint32_t quote) {
    uint32_t text_begin = quote + 1 - shrunk_;
    uint32_t close = quote + 1;
    // A quote before the next escape is the closing one.
    while (true) {
      const void* found = std::memchr(raw_.data() + close, '"', raw_.size() - close);
      close = static_cast<uint32_t>(static_cast<const char*>(found) - raw_.data());
      if (unit_ == units_.size() || close < units_[unit_].raw_begin) break;
      const EscapeUnit& unit = units_[unit_++];
      shrunk_ += (unit.raw_end - unit.raw_begin) - (unit.text_end - unit.text_begin);
      close = unit.raw_end;
    }

    Field field;
    field.raw = {quote + 1, close};
    field.text = {text_begin, close - shrunk_};
    if (depth_ != 0 && open_[depth_ - 1].object && !have_key_) {
      field.kind = FieldKind::kKey;
      field.path = static_cast<uint32_t>(nodes_.size());  // the value, which comes next
      key_ = field.text;
      key_begin_ = quote;
      have_key_ = true;
    } else {
      field.kind = FieldKind::kString;
      field.path = AddNode({quote, close + 1});
    }
    fields_.push_back(field);
    return close + 1;
  }

  uint32_t Scalar(uint32_t begin) {
    uint32_t end = begin + 1;
    while (end < raw_.size() && !EndsScalar(raw_[end])) ++end;
    char first = raw_[begin];
    Field field;
    field.raw = {begin, end};
    field.text = {begin - shrunk_, end - shrunk_};
    field.kind =
        first == 't' || first == 'f' || first == 'n' ? FieldKind::kLiteral : FieldKind::kNumber;
    field.path = AddNode(field.raw);
    fields_.push_back(field);
    return end;
  }

  std::string_view raw_;
  std::string_view text_;
  std::span<const EscapeUnit> units_;
  ArenaVector<Field> fields_;
  ArenaVector<PathNode> nodes_;

  std::array<Container, limits::kMaxJsonDepth> open_;
  uint32_t depth_ = 0;
  size_t unit_ = 0;         // the next escape
  uint32_t shrunk_ = 0;     // by how many bytes text is shorter than raw so far
  Span key_;                // of the member whose value comes next, in text
  uint32_t key_begin_ = 0;  // its quote, in raw
  bool have_key_ = false;
};

}  // namespace

const FieldTable* BuildJsonFields(const Document& document, Arena& arena) {
  return FieldBuilder(document, arena).Build(arena);
}

}  // namespace aegis
