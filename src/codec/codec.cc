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

Codecs::Codecs() {
  codecs_[static_cast<size_t>(Format::kJson)] = MakeJsonCodec();
  codecs_[static_cast<size_t>(Format::kText)] = MakeTextCodec();
  codecs_[static_cast<size_t>(Format::kBytes)] = MakeBytesCodec();
}

}  // namespace aegis
