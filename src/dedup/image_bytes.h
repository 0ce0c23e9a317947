// Finding the picture in a field: its own bytes, or base64 of them, with or without the head of a
// data: address. What a picture is, its first bytes say; names and media types are not believed.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "src/base/arena.h"

namespace aegis::dedup {

enum class ImageFormat : uint8_t { kJpeg, kPng, kWebp };

// By the first bytes alone: whether the rest is a picture, only decoding tells.
std::optional<ImageFormat> ImageFormatOf(std::string_view bytes);

struct ImageBytes {
  ImageFormat format = ImageFormat::kJpeg;
  std::string_view bytes;  // the field's own, or decoded into the arena
};

// Nothing: no picture begins here, its base64 is broken, or it is larger than kMaxImageBytes.
// Base64 is standard or for URLs, padded or not, with line breaks between its characters as mail
// has them.
std::optional<ImageBytes> ImageIn(std::string_view field_text, Arena& arena);

// Whether a picture begins here: where ImageIn gives nothing then, the rest is broken or too large.
bool BeginsImage(std::string_view field_text);

}  // namespace aegis::dedup
