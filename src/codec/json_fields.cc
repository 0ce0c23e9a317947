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

bool IsOneOf(std::string_view name, std::span<const std::string_view> lower_case) {
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; };
  return std::any_of(lower_case.begin(), lower_case.end(), [&](std::string_view other) {
    return std::equal(name.begin(), name.end(), other.begin(), other.end(), same);
  });
}

// Names of fields that may hold anything, and names of the fields that tell what.
constexpr std::string_view kSayNothing[] = {"value", "values",  "val",  "v",      "answer",
                                            "data",  "content", "text", "string", "number"};
constexpr std::string_view kSayWhat[] = {"name",     "key",   "k",        "type",      "label",
                                         "field",    "kind",  "title",    "question",  "attribute",
                                         "property", "param", "variable", "parameter", "column",
                                         "header",   "system"};

class FieldBuilder {
 public:
  FieldBuilder(const Document& document, Arena& arena)
      : raw_(document.raw()),
        text_(document.text()),
        units_(document.units()),
        tokens_(document.json().tokens),
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

class JsonPlaces {
 public:
  explicit JsonPlaces(const Document& document)
      : document_(document),
        raw_(document.raw()),
        tokens_(document.json().tokens),
        containers_(document.json().containers) {}

  bool Find(uint32_t text_offset, Place& place) const {
    const uint32_t offset = document_.ToRaw({text_offset, text_offset + 1}).begin;
    // The last token that begins at or before the byte. The one behind all is the end of raw.
    const auto behind = std::upper_bound(tokens_.begin(), tokens_.end() - 1, offset);
    if (behind == tokens_.begin()) return false;
    const auto token = static_cast<uint32_t>(behind - tokens_.begin()) - 1;

    Span content = Content(token);
    const char first = raw_[tokens_[token]];
    if (IsSyntax(first) || offset < content.begin || offset >= content.end) return false;
    place.text = {document_.ToText(content.begin), document_.ToText(content.end)};
    place.kind = first == '"' ? FieldKind::kString : KindOfScalar(first);
    ReadNames(token, place);
    // A key has the path of the member that it names.
    if (first == '"' && *behind < raw_.size() && raw_[*behind] == ':') {
      place.kind = FieldKind::kKey;
      place.names[0] = place.text.In(document_.text());
    }
    return true;
  }

 private:
  // Of a string or another scalar, in raw.
  Span Content(uint32_t token) const {
    Span content{tokens_[token], EndOfScalar(raw_, tokens_[token + 1])};
    if (raw_[content.begin] == '"') {
      ++content.begin;
      --content.end;
    }
    return content;
  }

  void ReadNames(uint32_t token, Place& place) const {
    place.name_count = 0;
    place.title_count = 0;
    bool named = false;
    uint32_t container = Around(token);
    while (container != Container::kNone && place.name_count < Place::kMaxLevels) {
      const std::string_view name = NameOf(token);
      place.names[place.name_count++] = name;
      if (!named && IsOneOf(name, kSayNothing)) ReadTitles(token, containers_[container], place);
      named = named || !name.empty();
      token = containers_[container].open;
      container = containers_[container].outer;
    }
  }

  // From the members around the value that begins with the token, those before it first.
  void ReadTitles(uint32_t token, const Container& object, Place& place) const {
    uint32_t depth = 0;
    uint32_t left = kMostTokens;
    for (uint32_t at = token - 2; at > object.open && left > 0; --at, --left) {
      const char c = raw_[tokens_[at]];
      if (c == '}' || c == ']') ++depth;
      if (c == '{' || c == '[') --depth;
      if (c == ':' && depth == 0) ReadTitle(at, place);
    }
    depth = 0;
    left = kMostTokens;
    for (uint32_t at = token; at < object.close && left > 0; ++at, --left) {
      const char c = raw_[tokens_[at]];
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      if (c == ':' && depth == 0) ReadTitle(at, place);
    }
  }

  // Of the member with this colon.
  void ReadTitle(uint32_t colon, Place& place) const {
    const uint32_t value = colon + 1;
    if (place.title_count == Place::kMaxTitles || raw_[tokens_[value]] != '"') return;
    const Span content = Content(value);
    if (content.empty() || content.size() > kMaxTitle || !IsOneOf(NameOf(value), kSayWhat)) return;
    place.titles[place.title_count++] = InText(content);
  }

  // The innermost container that the token is in.
  uint32_t Around(uint32_t token) const {
    const auto behind = std::upper_bound(
        containers_.begin(), containers_.end(), token,
        [](uint32_t value, const Container& candidate) { return value < candidate.open; });
    if (behind == containers_.begin()) return Container::kNone;
    auto container = static_cast<uint32_t>(behind - containers_.begin()) - 1;
    while (container != Container::kNone && containers_[container].close < token) {
      container = containers_[container].outer;
    }
    return container;
  }

  // Of the value that begins with the token: its key, or none in an array.
  std::string_view NameOf(uint32_t token) const {
    if (token < 2 || raw_[tokens_[token - 1]] != ':') return {};
    return InText(Content(token - 2));
  }

  std::string_view InText(Span content) const {
    return Span{document_.ToText(content.begin), document_.ToText(content.end)}.In(
        document_.text());
  }

  // A long object is looked at no farther, on either side, and a long text is no title.
  static constexpr uint32_t kMostTokens = 64;
  static constexpr uint32_t kMaxTitle = 64;

  const Document& document_;
  const std::string_view raw_;
  const std::span<const uint32_t> tokens_;
  const std::span<const Container> containers_;
};

}  // namespace

const FieldTable* BuildJsonFields(const Document& document, Arena& arena) {
  return FieldBuilder(document, arena).Build(arena);
}

bool LocateInJson(const Document& document, uint32_t text_offset, Place& place) {
  return JsonPlaces(document).Find(text_offset, place);
}

}  // namespace aegis
