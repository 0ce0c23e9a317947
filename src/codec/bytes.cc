// Any bytes at all. Detection scans them as they are: it sees the ASCII in them and whatever
// happens to be UTF-8, and nothing of other encodings (UTF-16, Latin-1 beyond ASCII) or of
// compressed content.
#include "src/base/limits.h"
#include "src/codec/formats.h"
#include "src/codec/splice.h"
#include "src/codec/whole_field.h"

namespace aegis {
namespace {

class BytesCodec final : public Codec {
 public:
  Format format() const override { return Format::kBytes; }

  RecordResult<Document> Decode(std::string_view raw, Arena& arena) override {
    if (raw.size() > limits::kMaxRecordBytes) return Refuse(RecordErrorCode::kTooLarge);
    return Document(this, raw, raw, {}, &arena);
  }

  const FieldTable* BuildFields(const Document& document, Arena& arena) const override {
    return WholeField(document, arena);
  }

 private:
  RecordResult<std::string_view> Write(Document& document, std::span<const Edit> edits,
                                       Arena& arena, ArenaVector<Splice>* splices) override {
    return SplicePlain(document.raw(), edits, /*utf8=*/false, arena, splices);
  }
};

}  // namespace

std::unique_ptr<Codec> MakeBytesCodec() { return std::make_unique<BytesCodec>(); }

}  // namespace aegis
