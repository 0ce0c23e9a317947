#include <webp/decode.h>

#include <algorithm>

#include "src/dedup/image/decoders.h"
#include "src/dedup/image_limits.h"

namespace aegis::dedup {
namespace {

// Twice the grid leaves libwebp's own means, which it computes while decoding, little to round.
constexpr int kWantedSide = 2 * kGridSide;

// WebP's brightness runs from 16 to 235.
uint8_t FullRange(uint8_t brightness) {
  const int full = ((static_cast<int>(brightness) - 16) * 255 + 109) / 219;
  return static_cast<uint8_t>(std::clamp(full, 0, 255));
}

ImageProblem ProblemOf(VP8StatusCode status) {
  switch (status) {
    case VP8_STATUS_OUT_OF_MEMORY:
      return ImageProblem::kTooCostly;
    case VP8_STATUS_UNSUPPORTED_FEATURE:
      return ImageProblem::kUnsupported;
    case VP8_STATUS_OK:
    case VP8_STATUS_INVALID_PARAM:
    case VP8_STATUS_BITSTREAM_ERROR:
    case VP8_STATUS_SUSPENDED:
    case VP8_STATUS_USER_ABORT:
    case VP8_STATUS_NOT_ENOUGH_DATA:
      break;
  }
  return ImageProblem::kBroken;
}

}  // namespace

std::optional<ImageProblem> DecodeWebp(std::string_view bytes, Arena& arena, GridSums& sums) {
  const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
  WebPDecoderConfig config;
  if (WebPInitDecoderConfig(&config) == 0) return ImageProblem::kUnsupported;
  const VP8StatusCode head = WebPGetFeatures(data, bytes.size(), &config.input);
  if (head != VP8_STATUS_OK) return ProblemOf(head);
  if (config.input.has_animation != 0) return ImageProblem::kAnimated;
  const auto width = static_cast<uint32_t>(config.input.width);
  const auto height = static_cast<uint32_t>(config.input.height);
  if (const auto problem = CheckSides(width, height)) return problem;
  const bool alpha = config.input.has_alpha != 0;
  constexpr int kLossless = 2;
  if ((alpha || config.input.format == kLossless) &&
      (uint64_t{width} * height > kMaxLosslessWebpPixels || bytes.size() > kMaxLosslessWebpBytes)) {
    return ImageProblem::kTooCostly;
  }
  config.output.colorspace = alpha ? MODE_YUVA : MODE_YUV;
  config.options.bypass_filtering = 1;
  config.options.no_fancy_upsampling = 1;
  config.options.use_scaling = 1;
  config.options.scaled_width = std::min(config.input.width, kWantedSide);
  config.options.scaled_height = std::min(config.input.height, kWantedSide);
  const VP8StatusCode status = WebPDecode(data, bytes.size(), &config);
  if (status != VP8_STATUS_OK) {
    WebPFreeDecBuffer(&config.output);
    return ProblemOf(status);
  }
  const auto columns = static_cast<uint32_t>(config.output.width);
  const auto rows = static_cast<uint32_t>(config.output.height);
  const WebPYUVABuffer& planes = config.output.u.YUVA;
  auto* grey = reinterpret_cast<uint8_t*>(arena.NewBytes(columns));
  sums.Start(columns, rows);
  for (uint32_t y = 0; y < rows; ++y) {
    const uint8_t* const brightness = planes.y + static_cast<ptrdiff_t>(y) * planes.y_stride;
    for (uint32_t x = 0; x < columns; ++x) grey[x] = FullRange(brightness[x]);
    if (alpha) {
      const uint8_t* const opaque = planes.a + static_cast<ptrdiff_t>(y) * planes.a_stride;
      for (uint32_t x = 0; x < columns; ++x) grey[x] = OnWhite(grey[x], opaque[x]);
    }
    sums.AddRow(y, grey);
  }
  WebPFreeDecBuffer(&config.output);
  return std::nullopt;
}

}  // namespace aegis::dedup
