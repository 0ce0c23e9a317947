// JSON. Accepts, within limits.h, exactly what nlohmann_json's `accept` accepts, with one
// difference: there a NUL byte after the value counts as the end of the input, here it is a
// trailing byte, and trailing bytes are refused.
//
// simdjson On-Demand finds the tokens, and checks UTF-8, quotes and control characters in strings;
// it would check the rest only of what is read as a value. Everything of a record must be checked,
// and nothing is needed as a value, so its tokens are walked here: the grammar, numbers and
// literals. Escapes are checked where they are decoded.
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <vector>

#include "src/base/limits.h"
#include "src/codec/formats.h"
#include "src/codec/json_encode.h"
#include "src/codec/json_fields.h"
#include "src/codec/json_number.h"
#include "src/codec/utf8.h"

namespace aegis {
namespace {

static_assert(limits::kJsonPadding >= simdjson::SIMDJSON_PADDING);
static_assert(limits::kMaxRecordBytes < simdjson::SIMDJSON_MAXSIZE_BYTES);

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// The offsets of a document's tokens: every bracket, comma and colon, and the first byte of every
// string and other scalar. On-Demand has them for its own iterators; reading them as one array is
// what makes the walk cheap.
class Tokens : public simdjson::ondemand::json_iterator {
 public:
  explicit Tokens(json_iterator&& iterator) : json_iterator(std::move(iterator)) {}
  const uint32_t* begin() const { return root_position(); }
  const uint32_t* end() const { return end_position(); }
};

// Bytes that may follow a number or literal. Anything else in one run with it makes it something
// that is not JSON.
constexpr auto kEndsScalar = [] {
  std::array<bool, 256> table{};
  for (unsigned char c : std::string_view(" \t\n\r,:[]{}")) table[c] = true;
  return table;
}();

// One walk over the tokens of one document. `json` is padded, with a NUL after its last byte.
class Walk {
 public:
  Walk(const char* json, uint32_t size, const Tokens& tokens, std::vector<Container>& containers)
      : json_(json),
        end_(json + size),
        first_(tokens.begin()),
        last_(tokens.end()),
        containers_(containers) {
    containers.clear();
  }

  // The offset in errors is that of the token.
  RecordStatus Run() {
    // Behind the last token simdjson puts the offset of the input's end, where the NUL stands,
    // which fits nowhere: so a walk never passes it. That is checked here because it is documented
    // nowhere.
    if (*last_ != static_cast<uint32_t>(end_ - json_)) return Refuse(RecordErrorCode::kScanFailed);
    const uint32_t* token = first_;
    char c;

  value:
    c = json_[*token];
    if (c == '"') {
      ++token;
      goto after_value;
    }
    switch (c) {
      case '{':
        if (!Push(token, true)) return Refuse(RecordErrorCode::kTooDeep, *token);
        ++token;
        if (json_[*token] != '}') goto key;
        Pop(token);
        break;
      case '[':
        if (!Push(token, false)) return Refuse(RecordErrorCode::kTooDeep, *token);
        ++token;
        if (json_[*token] != ']') goto value;
        Pop(token);
        break;
      case 't':
        if (!Literal(token, "true")) return Invalid(token);
        break;
      case 'f':
        if (!Literal(token, "false")) return Invalid(token);
        break;
      case 'n':
        if (!Literal(token, "null")) return Invalid(token);
        break;
      case '-':
      case '0':
      case '1':
      case '2':
      case '3':
      case '4':
      case '5':
      case '6':
      case '7':
      case '8':
      case '9':
        if (!EndsScalar(ReadJsonNumber(json_ + *token))) return Invalid(token);
        break;
      default:
        return Invalid(token);
    }
    ++token;

  after_value:
    c = json_[*token];
    if (c == ',') {
      if (depth_ == 0) return Invalid(token);
      ++token;
      if (in_object_) goto key;
      goto value;
    }
    if (c == '}' || c == ']') {
      if (depth_ == 0 || in_object_ != (c == '}')) return Invalid(token);
      Pop(token);
      ++token;
      goto after_value;
    }
    if (depth_ != 0 || token != last_) return Invalid(token);
    return {};

  key:
    if (json_[*token] != '"') return Invalid(token);
    ++token;
    if (json_[*token] != ':') return Invalid(token);
    ++token;
    goto value;
  }

 private:
  tl::unexpected<RecordError> Invalid(const uint32_t* token) const {
    return Refuse(RecordErrorCode::kInvalidJson, *token);
  }

  uint32_t Index(const uint32_t* token) const { return static_cast<uint32_t>(token - first_); }
  bool Push(const uint32_t* token, bool object) {
    if (depth_ == limits::kMaxJsonDepth) return false;
    containers_.push_back({Index(token), 0, current_});
    current_ = static_cast<uint32_t>(containers_.size()) - 1;
    outer_[depth_++] = in_object_;
    in_object_ = object;
    return true;
  }
  void Pop(const uint32_t* token) {
    Container& container = containers_[current_];
    container.close = Index(token);
    current_ = container.outer;
    in_object_ = outer_[--depth_];
  }

  bool Literal(const uint32_t* token, std::string_view literal) const {
    const char* bytes = json_ + *token;
    return std::memcmp(bytes, literal.data(), literal.size()) == 0 &&
           EndsScalar(bytes + literal.size());
  }
  bool EndsScalar(const char* after) const {
    return after != nullptr && (kEndsScalar[static_cast<unsigned char>(*after)] || after == end_);
  }

  const char* json_;
  const char* end_;
  const uint32_t* first_;
  const uint32_t* last_;
  std::vector<Container>& containers_;
  uint32_t current_ = Container::kNone;
  uint32_t depth_ = 0;
  bool in_object_ = false;
  std::array<bool, limits::kMaxJsonDepth> outer_;
};

// Where a string does not end, or has a control character. simdjson only says that there is one.
size_t FirstBadStringByte(std::string_view json) {
  bool in_string = false;
  size_t opened = 0;
  for (size_t i = 0; i < json.size(); ++i) {
    unsigned char c = static_cast<unsigned char>(json[i]);
    if (c == '"') {
      in_string = !in_string;
      opened = i;
    } else if (in_string && c < 0x20) {
      return i;
    } else if (in_string && c == '\\') {
      ++i;
    }
  }
  return in_string ? opened : 0;
}

// Value of four hexadecimal digits, or -1. The bytes after the string's last one fail it: a quote
// is no digit.
int ReadHex4(const char* digits) {
  int value = 0;
  for (int i = 0; i < 4; ++i) {
    char c = digits[i];
    int digit;
    if (c >= '0' && c <= '9') {
      digit = c - '0';
    } else if (c >= 'a' && c <= 'f') {
      digit = c - 'a' + 10;
    } else if (c >= 'A' && c <= 'F') {
      digit = c - 'A' + 10;
    } else {
      return -1;
    }
    value = value * 16 + digit;
  }
  return value;
}

char* PutUtf8(uint32_t code, char* to) {
  auto put = [&](uint32_t byte) { *to++ = static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | (code >> 6));
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | (code >> 12));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | (code >> 18));
    put(0x80 | ((code >> 12) & 0x3F));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  }
  return to;
}

// Decodes the escape sequence at `escape` (its backslash) to `to`. Returns the bytes it is long, 0
// when it is none. A surrogate pair is one sequence. Never reads past the string's closing quote.
uint32_t DecodeEscape(const char* escape, char*& to) {
  switch (escape[1]) {
    case '"':
    case '\\':
    case '/':
      *to++ = escape[1];
      return 2;
    case 'b':
      *to++ = '\b';
      return 2;
    case 'f':
      *to++ = '\f';
      return 2;
    case 'n':
      *to++ = '\n';
      return 2;
    case 'r':
      *to++ = '\r';
      return 2;
    case 't':
      *to++ = '\t';
      return 2;
    case 'u':
      break;
    default:
      return 0;
  }
  int first = ReadHex4(escape + 2);
  if (first < 0 || (first >= 0xDC00 && first <= 0xDFFF)) return 0;
  if (first < 0xD800 || first > 0xDBFF) {
    to = PutUtf8(static_cast<uint32_t>(first), to);
    return 6;
  }
  if (escape[6] != '\\' || escape[7] != 'u') return 0;
  int second = ReadHex4(escape + 8);
  if (second < 0xDC00 || second > 0xDFFF) return 0;
  to = PutUtf8(0x10000u + ((static_cast<uint32_t>(first) - 0xD800u) << 10) +
                   (static_cast<uint32_t>(second) - 0xDC00u),
               to);
  return 12;
}

class JsonCodec final : public Codec {
 public:
  Format format() const override { return Format::kJson; }

  RecordResult<Document> Decode(std::string_view raw, Arena& arena) override {
    if (raw.size() > limits::kMaxRecordBytes) return Refuse(RecordErrorCode::kTooLarge);
    const auto skipped =
        static_cast<uint32_t>(raw.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
    const auto read = Validate(raw.substr(skipped), skipped, arena);
    if (!read) return Refuse(read.error().code, read.error().offset + skipped);
    // With the grammar checked, every backslash is in a string.
    const void* escape = std::memchr(raw.data(), '\\', raw.size());
    if (escape == nullptr) return Document(this, raw, raw, {}, &arena, *read);
    return Unescape(raw, static_cast<uint32_t>(static_cast<const char*>(escape) - raw.data()),
                    *read, arena);
  }

  const FieldTable* BuildFields(const Document& document, Arena& arena) const override {
    return BuildJsonFields(document, arena);
  }

  bool Locate(Document& document, uint32_t text_offset, Place& place) const override {
    return LocateInJson(document, text_offset, place);
  }

 private:
  RecordResult<std::string_view> Write(Document& document, std::span<const Edit> edits,
                                       Arena& arena, ArenaVector<Splice>* splices) override {
    return EncodeJson(document, edits, arena, splices);
  }

  // Everything but the escapes. `skipped` bytes stand in front of it.
  RecordResult<JsonTokens> Validate(std::string_view json, uint32_t skipped, Arena& arena) {
    if (json.empty()) return Refuse(RecordErrorCode::kInvalidJson);
    if (!Reserve(json.size())) return Refuse(RecordErrorCode::kScanFailed);
    std::memcpy(padded_.data(), json.data(), json.size());
    std::memset(padded_.data() + json.size(), 0, limits::kJsonPadding);

    simdjson::ondemand::json_iterator iterator;
    simdjson::error_code problem =
        parser_
            .iterate_raw(simdjson::padded_string_view(padded_.data(), json.size(), padded_.size()))
            .get(iterator);
    auto read = Walked(problem, json, skipped, std::move(iterator), arena);
    if (padded_.size() > kKeptBytes) Release();
    return read;
  }

  RecordResult<JsonTokens> Walked(simdjson::error_code problem, std::string_view json,
                                  uint32_t skipped, simdjson::ondemand::json_iterator&& iterator,
                                  Arena& arena) {
    if (problem == simdjson::UTF8_ERROR) {
      return Refuse(RecordErrorCode::kInvalidUtf8, FirstInvalidUtf8(json));
    }
    if (problem == simdjson::MEMALLOC) return Refuse(RecordErrorCode::kScanFailed);
    if (problem != simdjson::SUCCESS) {
      return Refuse(RecordErrorCode::kInvalidJson, FirstBadStringByte(json));
    }
    Tokens tokens(std::move(iterator));
    Walk walk(padded_.data(), static_cast<uint32_t>(json.size()), tokens, containers_);
    if (auto walked = walk.Run(); !walked) {
      return tl::unexpected(walked.error());
    }
    if (auto checked = CheckFieldCount(tokens); !checked) return tl::unexpected(checked.error());
    const auto count = static_cast<size_t>(tokens.end() - tokens.begin()) + 1;
    const std::span<uint32_t> kept = Copy(std::span(tokens.begin(), count), arena);
    if (skipped != 0) {
      for (uint32_t& token : kept) token += skipped;
    }
    return JsonTokens{kept, Copy(std::span<const Container>(containers_), arena)};
  }

  template <typename T>
  static std::span<T> Copy(std::span<const T> from, Arena& arena) {
    auto* to = static_cast<T*>(arena.Allocate(from.size_bytes(), alignof(T)));
    if (!from.empty()) std::memcpy(static_cast<void*>(to), from.data(), from.size_bytes());
    return {to, from.size()};
  }

  // Scalars, keys and containers count, since each has a place in the field table.
  RecordStatus CheckFieldCount(const Tokens& tokens) const {
    if (static_cast<size_t>(tokens.end() - tokens.begin()) <= limits::kMaxFields) return {};
    uint32_t count = 0;
    for (const uint32_t* token = tokens.begin(); token != tokens.end(); ++token) {
      char c = padded_[*token];
      if (c == ',' || c == ':' || c == '}' || c == ']') continue;
      if (++count > limits::kMaxFields) return Refuse(RecordErrorCode::kTooManyFields, *token);
    }
    return {};
  }

  RecordResult<Document> Unescape(std::string_view raw, uint32_t escape, const JsonTokens& read,
                                  Arena& arena) {
    ArenaVector<EscapeUnit> units(arena);
    char* text = arena.NewBytes(raw.size());  // an escape is never shorter than what it stands for
    char* to = text;
    uint32_t from = 0;
    while (true) {
      std::memcpy(to, raw.data() + from, escape - from);
      to += escape - from;
      auto text_begin = static_cast<uint32_t>(to - text);
      uint32_t length = DecodeEscape(raw.data() + escape, to);
      if (length == 0) return Refuse(RecordErrorCode::kInvalidJson, escape);
      from = escape + length;
      units.push_back({text_begin, static_cast<uint32_t>(to - text), escape, from});
      const void* next = std::memchr(raw.data() + from, '\\', raw.size() - from);
      if (next == nullptr) break;
      escape = static_cast<uint32_t>(static_cast<const char*>(next) - raw.data());
    }
    std::memcpy(to, raw.data() + from, raw.size() - from);
    to += raw.size() - from;
    return Document(this, raw, {text, static_cast<size_t>(to - text)}, units.span(), &arena, read);
  }

  // Grows the buffers by doubling, so that records of like size cost no allocation.
  bool Reserve(size_t bytes) {
    size_t capacity = std::bit_ceil(std::max(bytes, kFirstBytes));
    if (parser_.capacity() < bytes && parser_.allocate(capacity) != simdjson::SUCCESS) return false;
    if (padded_.size() < bytes + limits::kJsonPadding) {
      padded_.resize(capacity + limits::kJsonPadding);
    }
    return true;
  }

  // simdjson's buffers are some seven times the record: those of rare large records are given back.
  void Release() {
    parser_ = simdjson::ondemand::parser();
    padded_ = {};
    containers_ = {};
  }

  static constexpr size_t kFirstBytes = 4096;
  static constexpr size_t kKeptBytes = size_t{4} << 20;

  simdjson::ondemand::parser parser_;
  std::vector<char> padded_;
  std::vector<Container> containers_;  // of the last record
};

}  // namespace

std::unique_ptr<Codec> MakeJsonCodec() { return std::make_unique<JsonCodec>(); }

}  // namespace aegis
