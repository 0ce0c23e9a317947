// From the bytes of a picture to its grid, inside the bounds of ../image_limits.h. The only part of
// dedup that needs libraries of its own (libjpeg-turbo, libpng, libwebp), and so a target of its
// own: where they are missing, kReadsImages says so, and a plan with `images:` is refused.
//
//   what it is                      what becomes of it
//   JPEG, baseline or progressive   decoded at a fraction of its size; its brightness only
//   JPEG in RGB, CMYK, YCCK         brightness of what it shows; CMYK without a profile
//   JPEG with an EXIF turn          as it is stored: search looks for all eight ways to lay it down
//   PNG of any depth, palette       to 8 bits; 16 bits are rounded
//   PNG interlaced                  pass by pass, without holding it
//   alpha (PNG, WebP)               on white; colours of what is fully transparent do not count
//   colour profiles, gamma          not applied: they move the brightness, and hardly the hash
//   animated (APNG, WebP)           no hash: one still does not say what the others show
//   broken, cut short               no hash: half a photo is not the photo. What follows the end of
//                                   a whole picture is left alone
//   JPEG of 12 bits, GIF, TIFF, …   no hash
//   too small, too long, too large  no hash, see image_limits.h
//
// A picture without a hash is near none; whether it is an exact duplicate does not depend on this.
#pragma once

#include <cstdint>
#include <string_view>
#include <tl/expected.hpp>

#include "src/base/arena.h"
#include "src/dedup/image_bytes.h"
#include "src/dedup/image_grid.h"

namespace aegis::dedup {

// Whether this build has the libraries. Without them every picture is kUnsupported.
#ifdef AEGIS_HAVE_IMAGES
inline constexpr bool kReadsImages = true;
#else
inline constexpr bool kReadsImages = false;
#endif

// Why a picture has no hash. The names appear in metrics: never rename.
enum class ImageProblem : uint8_t {
  kBroken,       // or cut short
  kUnsupported,  // a kind of its format that is not read
  kAnimated,
  kTooSmall,   // or too long for its width
  kTooLarge,   // bytes, side or pixels
  kTooCostly,  // scans, memory
  kPlain,      // below kMinImageQuality, which the hash says and not the decoder
};
inline constexpr size_t kImageProblemCount = static_cast<size_t>(ImageProblem::kPlain) + 1;
std::string_view ImageProblemName(ImageProblem problem);

// Pure: the same bytes give the same grid or the same problem. Working memory of 33 KB and a few
// rows of the picture comes from the arena: better from one that is reset after each picture than
// from a batch's. What the libraries allocate is freed before this returns, and is at most
// kMaxImageMemory and what image_limits.h says of lossless WebP.
tl::expected<ImageGrid, ImageProblem> DecodeImage(const ImageBytes& image, Arena& arena);

}  // namespace aegis::dedup
