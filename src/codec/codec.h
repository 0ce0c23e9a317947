// A Codec turns the bytes of one part of a record into a Document and writes edits back. One file a
// format.
//
// Promises of every codec:
//  - Decode refuses what is not wholly of the format; a Document is never partial.
//  - Encode changes only the bytes of the edits' spans (and, for a removed field, the one comma
//    beside it): every other byte of raw arrives as it came. The result decodes again.
//  - No state shared between threads: each worker has its own set (Codecs), which holds parser
//    scratch.
//  - What is returned lives in `raw` or in the arena, never in the codec.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "src/base/arena.h"
#include "src/base/result.h"
#include "src/codec/document.h"

namespace aegis {

enum class Format : uint8_t { kJson, kText, kBytes };
inline constexpr size_t kFormatCount = static_cast<size_t>(Format::kBytes) + 1;

std::string_view FormatName(Format format);
std::optional<Format> ParseFormat(std::string_view name);

// What to put in place of a span of raw. `replacement` is plain text; the codec escapes it as the
// place demands.
struct Edit {
  enum class Kind : uint8_t {
    kReplace,  // the span lies in one field; its content there becomes `replacement`. In a JSON
               // number the whole token becomes a JSON string.
    kReplaceNumber,  // the span is the whole of a JSON number; `replacement`, itself a JSON number
                     // or null, stands there instead, as it is
    kRemoveField,  // the span is in one field, or a whole object or array; the object member goes,
                   // an array element becomes null, a text document loses the span
  };
  Span raw;
  std::string_view replacement;
  Kind kind = Kind::kReplace;
};

// What Encode did to raw: bytes of it that went, and what stands there instead, in the codec's
// spelling.
struct Splice {
  Span raw;
  std::string_view with;
};

class Codec {
 public:
  virtual ~Codec() = default;
  virtual Format format() const = 0;

  // `raw` must outlive the document; the document's own buffers live in the arena.
  virtual RecordResult<Document> Decode(std::string_view raw, Arena& arena) = 0;

  // Edits are sorted by raw.begin and do not overlap. No edits: returns raw itself. Otherwise the
  // bytes are in the arena. Who gives `splices` finds there, in order, what makes the same bytes of
  // raw again (SpliceAgain in splice.h); their texts are views of what was returned.
  RecordResult<std::string_view> Encode(Document& document, std::span<const Edit> edits,
                                        Arena& arena, ArenaVector<Splice>* splices = nullptr) {
    return Write(document, edits, arena, splices);
  }

  // For Document::Fields. Called at most once a document.
  virtual const FieldTable* BuildFields(const Document& document, Arena& arena) const = 0;

  // For Document::Locate. Unless a codec knows better, it asks the table.
  virtual bool Locate(Document& document, uint32_t text_offset, Place& place) const;

 private:
  virtual RecordResult<std::string_view> Write(Document& document, std::span<const Edit> edits,
                                               Arena& arena, ArenaVector<Splice>* splices) = 0;
};

class Codecs {
 public:
  Codecs();
  Codec& For(Format format) { return *codecs_[static_cast<size_t>(format)]; }

 private:
  std::array<std::unique_ptr<Codec>, kFormatCount> codecs_;
};

}  // namespace aegis
