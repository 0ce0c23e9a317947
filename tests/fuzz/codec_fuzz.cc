// decode → fields → encode with edits → decode again, for every codec.
// Input: one byte that chooses the format, two that seed the choice of edits, then the record.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "src/codec/codec.h"
#include "src/codec/splice.h"

namespace {

using aegis::Edit;
using aegis::Format;
using aegis::Span;

// In every build, unlike assert.
#define REQUIRE(condition)                                                           \
  do {                                                                               \
    if (!(condition)) {                                                              \
      std::fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                  \
    }                                                                                \
  } while (false)

bool IsBoundary(std::string_view text, uint32_t at) {
  return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 3) return 0;
  static aegis::Codecs codecs;
  static aegis::Arena arena;
  arena.Reset();

  Format format = static_cast<Format>(data[0] % aegis::kFormatCount);
  uint32_t state = data[1] * 256u + data[2] + 1u;
  auto below = [&](uint32_t bound) {
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % bound;
  };
  // A copy of the exact size, so that a read past its end is seen.
  std::vector<char> record(data + 3, data + size);
  std::string_view raw(record.data(), record.size());
  aegis::Codec& codec = codecs.For(format);

  auto document = codec.Decode(raw, arena);
  if (format == Format::kJson) {
    bool accepted =
        nlohmann::json::accept(raw.begin(), raw.end()) && raw.find('\0') == std::string_view::npos;
    // Nesting beyond the limit is the one other reason to differ.
    bool too_deep = !document && document.error().code == aegis::RecordErrorCode::kTooDeep;
    REQUIRE(document.has_value() == accepted || too_deep);
  }
  if (!document) {
    REQUIRE(document.error().offset <= raw.size());
    return 0;
  }
  REQUIRE(document->raw().data() == raw.data());

  aegis::Document without_table = *document;
  const aegis::FieldTable& table = document->Fields();
  std::string_view text = document->text();
  static constexpr std::string_view kReplacements[] = {"", "X", "[é]", "\"", "a\\b\n\x01"};
  std::vector<Edit> edits;
  bool removes = false;
  uint32_t before = 0;
  for (const aegis::Field& field : table.fields()) {
    REQUIRE(before <= field.text.begin && field.text.begin <= field.text.end);
    REQUIRE(field.text.end <= text.size());
    REQUIRE(document->ToRaw(field.text) == field.raw);
    REQUIRE(field.text.empty() || table.At(field.text.begin) == &field);
    before = field.text.end;
    table.PathOf(field);
    if (aegis::Place place; !field.text.empty()) {
      REQUIRE(without_table.Locate(field.text.end - 1, place));
      REQUIRE(place.text == field.text && place.kind == field.kind);
    }

    uint32_t at = field.text.begin;
    while (at < field.text.end && below(4) == 0) {
      uint32_t begin = at + below(field.text.end - at);
      while (!IsBoundary(text, begin)) ++begin;
      if (begin >= field.text.end) break;
      uint32_t end = begin + 1 + below(field.text.end - begin);
      while (end < field.text.end && !IsBoundary(text, end)) ++end;
      if (format == Format::kBytes) end = begin + 1;
      Edit edit;
      edit.raw = document->ToRaw({begin, end});
      edit.kind = below(4) == 0 ? Edit::Kind::kRemoveField : Edit::Kind::kReplace;
      edit.replacement = kReplacements[below(5)];
      removes |= edit.kind == Edit::Kind::kRemoveField;
      edits.push_back(edit);
      at = end;
    }
  }

  aegis::ArenaVector<aegis::Splice> splices(arena);
  auto encoded = codec.Encode(below(2) == 0 ? *document : without_table, edits, arena, &splices);
  REQUIRE(encoded.has_value());
  REQUIRE(aegis::SpliceAgain(raw, splices.span(), arena) == *encoded);
  if (edits.empty()) REQUIRE(encoded->data() == raw.data());
  auto again = codec.Decode(*encoded, arena);
  REQUIRE(again.has_value());
  if (!removes) REQUIRE(again->Fields().fields().size() == table.fields().size());
  return 0;
}
