// One function a format; for decode.cc only. Each checks the picture's header before anything
// of its size is allocated.
#pragma once

#include <optional>
#include <string_view>

#include "src/base/arena.h"
#include "src/dedup/image/decode.h"
#include "src/dedup/image_grid.h"

namespace aegis::dedup {

// Whether a picture of these sides may be decoded.
std::optional<ImageProblem> CheckSides(uint64_t width, uint64_t height);

// All pixels into `sums`, which each starts itself. Nothing: done.
std::optional<ImageProblem> DecodeJpeg(std::string_view bytes, Arena& arena, GridSums& sums);
std::optional<ImageProblem> DecodePng(std::string_view bytes, Arena& arena, GridSums& sums);
std::optional<ImageProblem> DecodeWebp(std::string_view bytes, Arena& arena, GridSums& sums);

}  // namespace aegis::dedup
