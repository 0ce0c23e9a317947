// The codecs of this folder, one function a format. A new format: its file, its line here, its enum
// value in codec.h.
#pragma once

#include <memory>

#include "src/codec/codec.h"

namespace aegis {

std::unique_ptr<Codec> MakeJsonCodec();
std::unique_ptr<Codec> MakeTextCodec();
std::unique_ptr<Codec> MakeBytesCodec();

}  // namespace aegis
