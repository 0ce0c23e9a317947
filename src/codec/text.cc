// Plain text: valid UTF-8, one field, nothing escaped.
#include "src/base/limits.h"
#include "src/codec/formats.h"
#include "src/codec/splice.h"
#include "src/codec/utf8.h"
#include "src/codec/whole_field.h"

namespace aegis {
namespace {

class TextCodec final : public Codec {
 public:
  Format format() const override { return Format::kText; }

  RecordResult<Document> Decode(std::string_view raw, Arena& arena) override {
    if (raw.size() > limits::kMaxRecordBytes) return Refuse(RecordErrorCode::kTooLarge);
    if (!IsValidUtf8(raw)) {
      return Refuse(RecordErrorCode::kInvalidUtf8, FirstInvalidUtf8(raw));
    }
    return Document(this, raw, raw, {}, &arena);
  }

  const FieldTable* BuildFields(const Document& document, Arena& arena) const override {
    return WholeField(document, arena);
  }

 private:
  RecordResult<std::string_view> Write(Document& document, std::span<const Edit> edits,
                                       Arena& arena, ArenaVector<Splice>* splices) override {
    return SplicePlain(document.raw(), edits, /*utf8=*/true, arena, splices);
  }
};

}  // namespace

std::unique_ptr<Codec> MakeTextCodec() { return std::make_unique<TextCodec>(); }

}  // namespace aegis
