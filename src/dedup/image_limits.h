// What an image may cost before its hash is given up, with the reason for each number. An image
// that passes one has no hash and is never taken for a near duplicate; its exact fingerprint is as
// any other. Everything is counted from the image's own header, never measured, so that every
// machine gives up the same images. Apart from base/limits.h, for only the optional image targets
// need it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace aegis::dedup {

// Encoded. Cameras write 3 to 25 MB; a byte of a JPEG costs some 15 nanoseconds.
inline constexpr size_t kMaxImageBytes = size_t{32} << 20;
// WebP ends at 16,383 pixels a side, and rows are buffered.
inline constexpr uint32_t kMaxImageSide = 16'384;
// 67 million: above what cameras and scanners write, below what a few hundred bytes may unfold to
// without anybody noticing.
inline constexpr uint64_t kMaxImagePixels = uint64_t{1} << 26;
// The hash asks for 16 half waves a side, which fewer than 16 pixels cannot hold; up to twice that
// it would describe icons, of which many look alike.
inline constexpr uint32_t kMinImageSide = 32;
// A strip of pixels this long is a line or a spacer, not a picture: squeezed into a square, all of
// them look alike.
inline constexpr uint32_t kMaxImageAspect = 10;

// What a decoder may hold for one image where it cannot go row by row: the coefficients of a JPEG
// in several scans (22 million pixels in full colour, 44 of the usual kind), the pixels of a
// lossless WebP.
inline constexpr size_t kMaxImageMemory = size_t{128} << 20;
// Each scan of a JPEG may go over all pixels again, at hardly a byte of input: ten scans are usual.
inline constexpr uint64_t kMaxScannedPixels = uint64_t{1} << 29;
inline constexpr int kMaxImageScans = 64;
// libwebp holds four bytes a pixel of what is lossless (of an alpha channel, too). It also reserves
// 12 to 20 KB for each of the code tables that blocks of such a picture choose from, and fills a
// part of them. A table takes 20 bits of the file at least, and there are 65,536 at most, so a
// crafted file may make it reserve 1.3 GB, which nothing in its header tells: where strangers send
// pictures, give the process room for it. Pictures as encoders write them have some hundred tables.
inline constexpr size_t kMaxLosslessWebpBytes = size_t{8} << 20;
inline constexpr uint64_t kMaxLosslessWebpPixels = kMaxImageMemory / 4;
// Chunks of a PNG before its pixels; editors write a few dozen.
inline constexpr int kMaxPngChunks = 100'000;

// Candidates of one search, each of some 100 bytes: beyond, a search would cost more than decoding.
// Chunks are read in a fixed order, of each the latest pictures first, so that the same entries
// always give the same candidates.
inline constexpr size_t kMaxImageCandidates = 20'000;
// Of them, those that share one chunk: 16 bits part 60 million pictures so far, and whoever sends
// more of one kind must not use up the bound for all others.
inline constexpr size_t kMaxImagesOfChunk = 1024;

}  // namespace aegis::dedup
