#include "src/codec/json_fields.h"

#include <algorithm>
#include <array>

#include "src/base/limits.h"
#include "src/base/record.h"

namespace aegis {
namespace {

bool IsSyntax(char c) {
  return c == ',' || c == ':' || c == '{' || c == '}' || c == '[' || c == ']';
}

FieldKind KindOfScalar(char first) {
  return first == 't' || first == 'f' || first == 'n' ? FieldKind::kLiteral : FieldKind::kNumber;
}

// Between a scalar's end and the next token is nothing but white space.
uint32_t EndOfScalar(std::string_view raw, uint32_t next_token) {
  uint32_t end = next_token;
  while (static_cast<unsigned char>(raw[end - 1]) <= ' ') --end;
  return end;
}

class FieldBuilder {
 public:
  FieldBuilder(const Document& document, Arena& arena)
      : raw_(document.raw()),
        text_(document.text()),
        units_(document.units()),
        tokens_(document.tokens()),
        fields_(NewArray<Field>(arena)),
        nodes_(NewArray<PathNode>(arena)) {}

  const FieldTable* Build(Arena& arena) {
    for (size_t i = 0; i + 1 < tokens_.size(); ++i) {
      const uint32_t at = tokens_[i];
      switch (raw_[at]) {
        case ',':
        case ':':
          break;
        case '{':
        case '[':
          Open(at);
          break;
        case '}':
        case ']':
          Close(at);
          break;
        case '"':
          String(at, EndOfScalar(raw_, tokens_[i + 1]) - 1);
          break;
        default:
          Scalar(at, EndOfScalar(raw_, tokens_[i + 1]));
      }
    }
    return arena.New<FieldTable>(std::span(fields_, field_count_), std::span(nodes_, node_count_));
  }

 private:
  struct Container {
    uint32_t node;
    uint32_t next_index;  // of an array
    bool object;
  };

  // Room for the most there can be: two of any kind have a comma, a colon or brackets between them.
  template <typename T>
  T* NewArray(Arena& arena) const {
    return static_cast<T*>(arena.Allocate((tokens_.size() / 2 + 1) * sizeof(T), alignof(T)));
  }

  uint32_t AddNode(Span value) {
    PathNode* node = new (nodes_ + node_count_) PathNode();
    node->raw = value;
    node->member = value;
    if (depth_ != 0) {
      Container& parent = open_[depth_ - 1];
      node->parent = parent.node;
      if (parent.object) {
        node->name = key_.In(text_);
        node->member.begin = key_begin_;
        have_key_ = false;
      } else {
        node->index = parent.next_index++;
      }
    }
    return node_count_++;
  }

  void Open(uint32_t at) {
    const uint32_t node = AddNode({at, at});
    open_[depth_++] = {node, 0, raw_[at] == '{'};
  }

  void Close(uint32_t at) {
    PathNode& node = nodes_[open_[--depth_].node];
    node.raw.end = node.member.end = at + 1;
  }

  void String(uint32_t quote, uint32_t close) {
    const uint32_t text_begin = quote + 1 - shrunk_;
    for (; unit_ < units_.size() && units_[unit_].raw_begin < close; ++unit_) {
      const EscapeUnit& unit = units_[unit_];
      shrunk_ += (unit.raw_end - unit.raw_begin) - (unit.text_end - unit.text_begin);
    }
    Field* field = new (fields_ + field_count_++) Field();
    field->raw = {quote + 1, close};
    field->text = {text_begin, close - shrunk_};
    if (depth_ != 0 && open_[depth_ - 1].object && !have_key_) {
      field->kind = FieldKind::kKey;
      field->path = node_count_;  // the value, which comes next
      key_ = field->text;
      key_begin_ = quote;
      have_key_ = true;
    } else {
      field->kind = FieldKind::kString;
      field->path = AddNode({quote, close + 1});
    }
  }

  void Scalar(uint32_t begin, uint32_t end) {
    Field* field = new (fields_ + field_count_++) Field();
    field->raw = {begin, end};
    field->text = {begin - shrunk_, end - shrunk_};
    field->kind = KindOfScalar(raw_[begin]);
    field->path = AddNode(field->raw);
  }

  std::string_view raw_;
  std::string_view text_;
  std::span<const EscapeUnit> units_;
  std::span<const uint32_t> tokens_;
  Field* fields_;
  uint32_t field_count_ = 0;
  PathNode* nodes_;
  uint32_t node_count_ = 0;

  std::array<Container, limits::kMaxJsonDepth> open_;
  uint32_t depth_ = 0;
  size_t unit_ = 0;         // the next escape
  uint32_t shrunk_ = 0;     // by how many bytes text is shorter than raw so far
  Span key_;                // of the member whose value comes next, in text
  uint32_t key_begin_ = 0;  // its quote, in raw
  bool have_key_ = false;
};

// Walks over the tokens with the text offsets that it is asked for, and knows of each open
// container which member it is in.
class JsonPlaceFinder final : public PlaceFinder {
 public:
  explicit JsonPlaceFinder(const Document& document)
      : document_(document), raw_(document.raw()), tokens_(document.tokens()) {}

  Answer Find(uint32_t text_offset, Place& place) override {
    const uint32_t offset = document_.ToRaw({text_offset, text_offset + 1}).begin;
    if (offset < tokens_[next_]) {
      if (next_ == 0) return Answer::kInSyntax;
      // Going back is going over everything again.
      if (rounds_left_ == 0) return Answer::kAskTable;
      --rounds_left_;
      next_ = 0;
      depth_ = 0;
    }
    WalkTo(offset);
    return Read(offset, place);
  }

 private:
  static constexpr uint32_t kNoKey = ~uint32_t{0};

  // To the last token that begins at or before `offset`. The tokens before it have been read.
  void WalkTo(uint32_t offset) {
    for (; tokens_[next_ + 1] <= offset && next_ + 2 < tokens_.size(); ++next_) {
      switch (raw_[tokens_[next_]]) {
        case '{':
        case '[':
          keys_[depth_++] = kNoKey;
          break;
        case '}':
        case ']':
          --depth_;
          break;
        case ':':
          keys_[depth_ - 1] = next_ - 1;
          break;
        case ',':
          keys_[depth_ - 1] = kNoKey;
          break;
        default:
          break;
      }
    }
  }

  // What the token is, which is the one that the walk has come to.
  Answer Read(uint32_t offset, Place& place) const {
    Span content{tokens_[next_], EndOfScalar(raw_, tokens_[next_ + 1])};
    const char first = raw_[content.begin];
    if (IsSyntax(first)) return Answer::kInSyntax;
    place.kind = KindOfScalar(first);
    if (first == '"') {
      ++content.begin;
      --content.end;
      place.kind = FieldKind::kString;
    }
    if (offset < content.begin || offset >= content.end) return Answer::kInSyntax;
    place.text = {document_.ToText(content.begin), document_.ToText(content.end)};

    place.name_count = std::min(depth_, Place::kMaxLevels);
    for (uint32_t i = 0; i < place.name_count; ++i) {
      const uint32_t key = keys_[depth_ - 1 - i];
      place.names[i] = key == kNoKey ? std::string_view() : NameAt(key);
    }
    // A key has the path of the member that it names.
    if (raw_[std::min<size_t>(tokens_[next_ + 1], raw_.size() - 1)] == ':' && first == '"') {
      place.kind = FieldKind::kKey;
      place.names[0] = place.text.In(document_.text());
    }
    return Answer::kInField;
  }

  std::string_view NameAt(uint32_t key) const {
    const uint32_t quote = tokens_[key];
    const uint32_t close = EndOfScalar(raw_, tokens_[key + 1]) - 1;
    const Span text{document_.ToText(quote + 1), document_.ToText(close)};
    return text.In(document_.text());
  }

  const Document document_;
  const std::string_view raw_;
  const std::span<const uint32_t> tokens_;
  uint32_t next_ = 0;  // the first token that is not read
  uint32_t depth_ = 0;
  uint32_t rounds_left_ = 16;
  std::array<uint32_t, limits::kMaxJsonDepth> keys_;  // by depth: the key's token
};

}  // namespace

const FieldTable* BuildJsonFields(const Document& document, Arena& arena) {
  return FieldBuilder(document, arena).Build(arena);
}

PlaceFinder* NewJsonPlaceFinder(const Document& document, Arena& arena) {
  return new (arena.Allocate(sizeof(JsonPlaceFinder), alignof(JsonPlaceFinder)))
      JsonPlaceFinder(document);
}

}  // namespace aegis
