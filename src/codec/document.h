// A Document is what detection sees of one part of a record (its value, its key or one header):
//
//    raw     {"name": "Jos\u00e9", "card": "4111 1111 1111 1111"}  the bytes as they came
//    text    {"name": "José", "card": "4111 1111 1111 1111"}       one buffer; raw itself when
//                                                                  nothing is escaped
//    fields  $.name [10,15)  $.card [27,46)                        built only when somebody asks
//
// Findings are positions in `text`; ToRaw maps them back to `raw`, always onto whole escape
// sequences.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "src/base/arena.h"
#include "src/base/result.h"
#include "src/base/span.h"

namespace aegis {

enum class FieldKind : uint8_t {
  kString,   // a JSON string value
  kKey,      // a JSON object key
  kNumber,   // a JSON number token
  kLiteral,  // true, false, null
  kText,     // the whole of a text or bytes document
};

// One scalar of the document. Containers are not fields; they exist as `parent` links in the path.
struct Field {
  Span text;  // content in Document::text(), without the quotes
  Span raw;   // content in Document::raw(), without the quotes
  FieldKind kind = FieldKind::kText;
  uint32_t path = 0;  // node in the path table; see FieldTable::Path
};

// A step of a path. The root is node 0. Object members have a name (decoded), array elements an
// index.
struct PathNode {
  uint32_t parent = 0;
  uint32_t index = 0;     // array index, when name is kNull
  std::string_view name;  // decoded member name; kNull data for array elements and the root
  Span raw;     // the whole value in raw: for a member's string, with its quotes; for a container,
                // with its brackets
  Span member;  // for members and elements: from the key's quote (or the value) to the value's end,
                // in raw
};

class FieldTable {
 public:
  FieldTable() = default;
  FieldTable(std::span<const Field> fields, std::span<const PathNode> nodes)
      : fields_(fields), nodes_(nodes) {}

  std::span<const Field> fields() const { return fields_; }  // in order of text.begin
  std::span<const PathNode> nodes() const { return nodes_; }
  // The field whose content holds the byte, or null when it is syntax. Logarithmic.
  const Field* At(uint32_t text_offset) const;
  // "$.customer.emails[0]"; names that are not identifiers as $["a b"]. For reports and rules, not
  // for the hot path. A pattern that the field's path may equal, or lie below, such as
  // $.a.b, $.a[*].b, $.a[0], $..b or $["a b"]:
  // see PathPattern (path.h).
  std::string PathOf(const Field& field) const;

 private:
  std::span<const Field> fields_;
  std::span<const PathNode> nodes_;
};

// Where a byte of text stands: what FieldTable says of it, without the table.
struct Place {
  // Names of more levels than this say little about a value.
  static constexpr uint32_t kMaxLevels = 6;

  Span text;  // the field's content in Document::text()
  FieldKind kind = FieldKind::kText;
  // The field's own name, then those of what holds it, from the inside out. Array elements and the
  // root count as levels, and have none.
  std::array<std::string_view, kMaxLevels> names;
  uint32_t name_count = 0;
  // Of a field whose own name says nothing, what members beside it call it, the nearest first:
  // {"type": "ssn", "value": …}, {"key": "ssn", "values": […]}.
  static constexpr uint32_t kMaxTitles = 2;
  std::array<std::string_view, kMaxTitles> titles;
  uint32_t title_count = 0;
};

// Knows the places of a view (see Document) whose fields are another document's.
class PlaceFinder {
 public:
  // False when the byte is syntax.
  virtual bool Find(uint32_t text_offset, Place& place) = 0;

 protected:
  ~PlaceFinder() = default;  // lives in an arena
};

// Where text and raw differ: `text` bytes [text_begin, text_end) came from `raw` bytes [raw_begin,
// raw_end) as one unit (one escape sequence). Between two units the mapping is one to one.
struct EscapeUnit {
  uint32_t text_begin;
  uint32_t text_end;
  uint32_t raw_begin;
  uint32_t raw_end;
};

// Of JSON: an object or array. Its brackets, as indices of tokens, and what it is in.
struct Container {
  static constexpr uint32_t kNone = ~uint32_t{0};
  uint32_t open = 0;
  uint32_t close = 0;
  uint32_t outer = kNone;  // index of a container
};

// Of JSON: what its reader saw.
struct JsonTokens {
  // Where in raw each bracket, comma and colon stands, and each string and other scalar begins;
  // and, behind them, the end of raw.
  std::span<const uint32_t> tokens;
  std::span<const Container> containers;  // in the order of their opening brackets
};

class Codec;

class Document {
 public:
  Document() = default;
  Document(const Codec* codec, std::string_view raw, std::string_view text,
           std::span<const EscapeUnit> units, Arena* arena, JsonTokens json = {})
      : codec_(codec), raw_(raw), text_(text), units_(units), json_(json), arena_(arena) {}

  // A view of another text, which is `raw` here: what escapes or look-alikes in it stand for.
  // `places` knows the fields; there is no table.
  Document(std::string_view raw, std::string_view text, std::span<const EscapeUnit> units,
           PlaceFinder* places)
      : raw_(raw), text_(text), units_(units), finder_(places) {}

  std::string_view raw() const { return raw_; }
  std::string_view text() const { return text_; }
  bool identical() const { return units_.empty(); }
  std::span<const EscapeUnit> units() const { return units_; }
  const JsonTokens& json() const { return json_; }

  // The smallest span of raw whose decoding covers the span of text. Never splits an escape
  // sequence.
  Span ToRaw(Span text) const { return units_.empty() ? text : ToRawOverUnits(text); }
  // The other way, for an offset that lies in no escape sequence.
  uint32_t ToText(uint32_t raw_offset) const {
    return units_.empty() ? raw_offset : ToTextOverUnits(raw_offset);
  }

  // Built by the codec at the first call, in the document's arena; the reference stays good until
  // the arena is reset.
  const FieldTable& Fields();

  // The place of the byte, or false when it is syntax. Logarithmic, and without the table for JSON.
  bool Locate(uint32_t text_offset, Place& place);

 private:
  Span ToRawOverUnits(Span text) const;
  uint32_t ToTextOverUnits(uint32_t raw_offset) const;

  const Codec* codec_ = nullptr;
  std::string_view raw_;
  std::string_view text_;
  std::span<const EscapeUnit> units_;
  JsonTokens json_;
  Arena* arena_ = nullptr;
  const FieldTable* fields_ = nullptr;
  PlaceFinder* finder_ = nullptr;
};

}  // namespace aegis
