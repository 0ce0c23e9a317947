#include "src/codec/codec.h"

#include "src/codec/formats.h"

namespace aegis {

std::string_view FormatName(Format format) {
  switch (format) {
    case Format::kJson:
      return "json";
    case Format::kText:
      return "text";
    case Format::kBytes:
      return "bytes";
  }
  return "unknown";
}

std::optional<Format> ParseFormat(std::string_view name) {
  for (size_t i = 0; i < kFormatCount; ++i) {
    Format format = static_cast<Format>(i);
    if (FormatName(format) == name) return format;
  }
  return std::nullopt;
}

bool Codec::Locate(Document& document, uint32_t text_offset, Place& place) const {
  const FieldTable& table = document.Fields();
  const Field* field = table.At(text_offset);
  if (field == nullptr) return false;
  place.text = field->text;
  place.kind = field->kind;
  place.name_count = 0;
  place.title_count = 0;
  uint32_t node = field->path;
  while (node != 0 && node < table.nodes().size() && place.name_count < Place::kMaxLevels) {
    place.names[place.name_count++] = table.nodes()[node].name;
    node = table.nodes()[node].parent;
  }
  return true;
}

Codecs::Codecs() {
  codecs_[static_cast<size_t>(Format::kJson)] = MakeJsonCodec();
  codecs_[static_cast<size_t>(Format::kText)] = MakeTextCodec();
  codecs_[static_cast<size_t>(Format::kBytes)] = MakeBytesCodec();
}

}  // namespace aegis
