#include "src/dedup/image/decode.h"

#include <algorithm>

#include "src/dedup/image/decoders.h"
#include "src/dedup/image_limits.h"

namespace aegis::dedup {
namespace {

#ifdef AEGIS_HAVE_IMAGES
std::optional<ImageProblem> Decode(const ImageBytes& image, Arena& arena, GridSums& sums) {
  switch (image.format) {
    case ImageFormat::kJpeg:
      return DecodeJpeg(image.bytes, arena, sums);
    case ImageFormat::kPng:
      return DecodePng(image.bytes, arena, sums);
    case ImageFormat::kWebp:
      return DecodeWebp(image.bytes, arena, sums);
  }
  return ImageProblem::kUnsupported;
}
#else
std::optional<ImageProblem> Decode(const ImageBytes&, Arena&, GridSums&) {
  return ImageProblem::kUnsupported;
}
#endif

}  // namespace

std::string_view ImageProblemName(ImageProblem problem) {
  switch (problem) {
    case ImageProblem::kBroken:
      return "broken";
    case ImageProblem::kUnsupported:
      return "unsupported";
    case ImageProblem::kAnimated:
      return "animated";
    case ImageProblem::kTooSmall:
      return "too_small";
    case ImageProblem::kTooLarge:
      return "too_large";
    case ImageProblem::kTooCostly:
      return "too_costly";
    case ImageProblem::kPlain:
      return "plain";
  }
  return "unknown";
}

std::optional<ImageProblem> CheckSides(uint64_t width, uint64_t height) {
  if (width > kMaxImageSide || height > kMaxImageSide || width * height > kMaxImagePixels) {
    return ImageProblem::kTooLarge;
  }
  const uint64_t shorter = std::min(width, height);
  const uint64_t longer = std::max(width, height);
  if (shorter < kMinImageSide || longer > shorter * kMaxImageAspect) return ImageProblem::kTooSmall;
  return std::nullopt;
}

tl::expected<ImageGrid, ImageProblem> DecodeImage(const ImageBytes& image, Arena& arena) {
  if (image.bytes.size() > kMaxImageBytes) return tl::unexpected(ImageProblem::kTooLarge);
  GridSums& sums = *arena.New<GridSums>();
  if (const auto problem = Decode(image, arena, sums)) return tl::unexpected(*problem);
  ImageGrid grid;
  sums.Finish(grid);
  return grid;
}

}  // namespace aegis::dedup
