#include "src/dedup/image/decode.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "src/dedup/image_hash.h"
#include "src/dedup/image_limits.h"
#include "tests/unit/dedup/image/encode.h"
#include "tests/unit/dedup/pictures.h"

namespace aegis::dedup {
namespace {

tl::expected<ImageGrid, ImageProblem> Decoded(const std::string& file) {
  Arena arena;
  const auto format = ImageFormatOf(file);
  if (!format) return tl::unexpected(ImageProblem::kUnsupported);
  // A copy of its very size, so that a read past its end is seen.
  const std::vector<char> bytes(file.begin(), file.end());
  return DecodeImage({*format, {bytes.data(), bytes.size()}}, arena);
}

std::string Problem(const std::string& file) {
  const auto grid = Decoded(file);
  return grid ? "none" : std::string(ImageProblemName(grid.error()));
}

ImageHash HashOf(const ImageGrid& grid) { return TestImageKey().Fingerprint(grid).hash(); }

uint32_t Distance(const ImageGrid& a, const ImageGrid& b) {
  return WideDistance(HashOf(a), HashOf(b));
}

int LargestDifference(const ImageGrid& a, const ImageGrid& b) {
  int largest = 0;
  for (size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
  return largest;
}

const Picture& Photo() {
  static const Picture picture = Scene(21, 400, 300);
  return picture;
}
const ImageGrid& PhotoGrid() {
  static const ImageGrid grid = GridOf(Photo());
  return grid;
}

TEST(DecodeJpeg, ReadsEveryQuality) {
  for (int quality = 50; quality <= 95; quality += 5) {
    const auto grid = Decoded(AsJpeg(Photo(), {.quality = quality}));
    ASSERT_TRUE(grid);
    EXPECT_LE(Distance(*grid, PhotoGrid()), 12u) << quality;
  }
}

TEST(DecodeJpeg, ReadsEveryKind) {
  const JpegForm forms[] = {{.colours = JCS_GRAYSCALE},
                            {.colours = JCS_GRAYSCALE, .progressive = true},
                            {.colours = JCS_RGB},
                            {.progressive = true},
                            {.full_colour = true},
                            {.progressive = true, .full_colour = true, .restart_rows = 1},
                            {.restart_rows = 2},
                            {.arithmetic = true},
                            {.colours = JCS_CMYK},
                            {.colours = JCS_YCCK},
                            {.colours = JCS_YCCK, .progressive = true}};
  for (const JpegForm& form : forms) {
    const auto grid = Decoded(AsJpeg(Photo(), form));
    const size_t number = static_cast<size_t>(&form - forms);
    ASSERT_TRUE(grid) << number;
    EXPECT_LE(Distance(*grid, PhotoGrid()), 8u) << number;
  }
}

// Without Adobe's mark, inks are inks: the same file is its own negative.
TEST(DecodeJpeg, KnowsInksFromWhatIsLeftOfWhite) {
  std::string file = AsJpeg(Photo(), {.colours = JCS_CMYK});
  const size_t adobe = SegmentOf(file, 0xEE);
  ASSERT_NE(adobe, std::string::npos);
  const auto marked = Decoded(file);
  file[adobe + 4] = 'a';
  const auto unmarked = Decoded(file);
  ASSERT_TRUE(marked && unmarked);
  EXPECT_LE(Distance(*marked, PhotoGrid()), 8u);
  EXPECT_GE(Distance(*unmarked, PhotoGrid()), 200u);
}

TEST(DecodeJpeg, GivesTheSameAtEverySize) {
  // On both sides of where an eighth, a quarter and a half are enough, and odd ones.
  for (const uint32_t side : {48u, 63u, 64u, 100u, 127u, 128u, 255u, 257u, 511u, 512u, 600u}) {
    const Picture picture = Scene(5, side, side + 13);
    const auto grid = Decoded(AsJpeg(picture, {.quality = 92}));
    ASSERT_TRUE(grid);
    EXPECT_LE(Distance(*grid, GridOf(picture)), 10u) << side;
  }
}

TEST(DecodeJpeg, LeavesAnExifTurnToTheSearch) {
  // Tag 0x0112 with 6: to be shown turned by a quarter.
  using namespace std::string_literals;
  const std::string exif =
      "\xFF\xE1\x00\x22"
      "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"s;
  std::string file = AsJpeg(TurnedPicture(Photo(), 6));
  file.insert(2, exif);
  const auto grid = Decoded(file);
  ASSERT_TRUE(grid);
  const ImageFingerprint fingerprint = TestImageKey().Fingerprint(*grid);
  uint32_t nearest = 256;
  for (const ImageHash& turn : fingerprint.turns) {
    nearest = std::min(nearest, WideDistance(turn, HashOf(PhotoGrid())));
  }
  EXPECT_LE(nearest, 8u);
  EXPECT_GT(WideDistance(fingerprint.hash(), HashOf(PhotoGrid())), 80u);
}

TEST(DecodeJpeg, RefusesWhatIsCutShort) {
  for (const JpegForm& form : {JpegForm{}, JpegForm{.progressive = true}}) {
    const std::string file = AsJpeg(Photo(), form);
    for (size_t size = 3; size < file.size(); size += size < 700 ? 1 : 97) {
      EXPECT_EQ(Problem(file.substr(0, size)), "broken") << size << " of " << file.size();
    }
    EXPECT_EQ(Problem(file.substr(0, file.size() - 1)), "broken");
    // A camera's film behind its picture is none of its business.
    EXPECT_EQ(Problem(file + std::string(1000, 'x')), "none");
  }
}

TEST(DecodeJpeg, RefusesWhatIsBroken) {
  std::string file = AsJpeg(Photo(), {.restart_rows = 1});
  const size_t scan = SegmentOf(file, 0xDA);
  file.replace(scan + 600, 40, std::string(40, '\xFE'));
  EXPECT_EQ(Problem(file), "broken");
  EXPECT_EQ(Problem("\xFF\xD8\xFF"), "broken");
  EXPECT_EQ(Problem("\xFF\xD8\xFF\xD9"), "broken");
  EXPECT_EQ(Problem("\xFF\xD8\xFF" + std::string(5000, 'x')), "broken");
}

// SOF: FF C0, length (2), precision, height (2), width (2), components.
std::string WithSides(std::string file, uint32_t width, uint32_t height, unsigned char marker) {
  const size_t frame = SegmentOf(file, marker);
  file[frame + 5] = static_cast<char>(height >> 8);
  file[frame + 6] = static_cast<char>(height);
  file[frame + 7] = static_cast<char>(width >> 8);
  file[frame + 8] = static_cast<char>(width);
  return file;
}

TEST(DecodeJpeg, DecidesByTheHeaderBeforeAnythingElse) {
  const std::string file = AsJpeg(Photo());
  EXPECT_EQ(Problem(WithSides(file, 65'000, 65'000, 0xC0)), "too_large");
  EXPECT_EQ(Problem(WithSides(file, kMaxImageSide + 1, 4000, 0xC0)), "too_large");
  EXPECT_EQ(Problem(WithSides(file, kMaxImageSide, 4097, 0xC0)), "too_large");
  EXPECT_EQ(Problem(WithSides(file, 31, 300, 0xC0)), "too_small");
  EXPECT_EQ(Problem(WithSides(file, 401, 40, 0xC0)), "too_small");
  // Inside the bounds, and nothing behind it.
  EXPECT_EQ(Problem(WithSides(file, kMaxImageSide, 4096, 0xC0)), "broken");
  std::string deep = file;
  deep[SegmentOf(file, 0xC0) + 4] = 12;
  EXPECT_EQ(Problem(deep), "unsupported");
}

TEST(DecodeJpeg, RefusesWhatAsksForTooMuchMemory) {
  const std::string file = AsJpeg(Photo(), {.progressive = true, .full_colour = true});
  // 6 bytes a pixel: 132 MB, 192 MB.
  EXPECT_EQ(Problem(WithSides(file, 4000, 5'700, 0xC2)), "too_costly");
  EXPECT_EQ(Problem(WithSides(file, 8000, 4'000, 0xC2)), "too_costly");
}

TEST(DecodeJpeg, RefusesMoreScansThanPicturesHave) {
  const Picture small = Scene(1, 64, 64);
  EXPECT_EQ(Problem(AsJpeg(small, {.colours = JCS_GRAYSCALE, .scan_for_each_coefficient = true})),
            "none");
  EXPECT_EQ(Problem(AsJpeg(small, {.scan_for_each_coefficient = true})), "too_costly");
  // Of more pixels, fewer scans: 13 million pixels may have 40.
  std::string large = AsJpeg(small, {.colours = JCS_GRAYSCALE, .scan_for_each_coefficient = true});
  EXPECT_NE(Problem(WithSides(large, 4000, 3'300, 0xC2)), "none");
}

TEST(DecodePng, ReadsEveryKindExactly) {
  const PngForm forms[] = {
      {.colours = PNG_COLOR_TYPE_RGB},        {.colours = PNG_COLOR_TYPE_RGB, .bits = 16},
      {.colours = PNG_COLOR_TYPE_RGBA},       {.colours = PNG_COLOR_TYPE_RGBA, .bits = 16},
      {.colours = PNG_COLOR_TYPE_GRAY},       {.colours = PNG_COLOR_TYPE_GRAY, .bits = 16},
      {.colours = PNG_COLOR_TYPE_GRAY_ALPHA}, {.colours = PNG_COLOR_TYPE_GRAY_ALPHA, .bits = 16},
      {.colours = PNG_COLOR_TYPE_PALETTE}};
  for (PngForm form : forms) {
    for (const bool interlaced : {false, true}) {
      form.interlaced = interlaced;
      const auto grid = Decoded(AsPng(Photo(), form));
      ASSERT_TRUE(grid) << form.colours << " " << form.bits;
      EXPECT_EQ(*grid, PhotoGrid()) << form.colours << " " << form.bits << " " << interlaced;
    }
  }
}

TEST(DecodePng, ReadsFewBitsAsTheyAre) {
  for (const int bits : {1, 2, 4}) {
    const int levels = 1 << bits;
    Picture coarse = Photo();
    const std::vector<uint8_t> greys = GreysOf(Photo());
    for (size_t i = 0; i < greys.size(); ++i) {
      const auto level = static_cast<uint8_t>((greys[i] >> (8 - bits)) * 255 / (levels - 1));
      std::fill_n(coarse.rgb.begin() + static_cast<ptrdiff_t>(3 * i), 3, level);
    }
    for (const int colours : {PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_PALETTE}) {
      for (const bool interlaced : {false, true}) {
        const auto grid =
            Decoded(AsPng(Photo(), {.colours = colours, .bits = bits, .interlaced = interlaced}));
        ASSERT_TRUE(grid);
        EXPECT_EQ(*grid, GridOf(coarse)) << bits << " " << colours << " " << interlaced;
      }
    }
  }
}

TEST(DecodePng, ReadsInterlacedOnesOfEverySize) {
  for (const uint32_t width : {32u, 33u, 37u, 40u, 71u}) {
    for (const uint32_t height : {32u, 35u, 38u, 65u}) {
      const Picture picture = Scene(width, width, height);
      const auto grid = Decoded(AsPng(picture, {.interlaced = true}));
      ASSERT_TRUE(grid);
      EXPECT_EQ(*grid, GridOf(picture)) << width << "x" << height;
    }
  }
}

uint8_t Vignette(uint32_t x, uint32_t y) {
  return x < 40 || y < 40 ? 0 : static_cast<uint8_t>(x < 80 ? 128 : 255);
}

Picture SeenOnWhite(Picture picture, uint8_t (*alpha)(uint32_t, uint32_t)) {
  for (uint32_t y = 0; y < picture.height; ++y) {
    for (uint32_t x = 0; x < picture.width; ++x) {
      for (size_t i = 0; i < 3; ++i) {
        picture.at(x, y)[i] = OnWhite(picture.at(x, y)[i], alpha(x, y));
      }
    }
  }
  return picture;
}

Picture WithHiddenColours(Picture picture) {
  for (uint32_t y = 0; y < picture.height; ++y) {
    for (uint32_t x = 0; x < picture.width; ++x) {
      if (Vignette(x, y) != 0) continue;
      for (size_t i = 0; i < 3; ++i) picture.at(x, y)[i] = static_cast<uint8_t>(Mixed(9, x, y));
    }
  }
  return picture;
}

TEST(DecodePng, SeesAlphaOnWhite) {
  const ImageGrid seen = GridOf(SeenOnWhite(Photo(), Vignette));
  const auto grid = Decoded(AsPng(Photo(), {.colours = PNG_COLOR_TYPE_RGBA, .alpha = Vignette}));
  const auto hidden = Decoded(
      AsPng(WithHiddenColours(Photo()), {.colours = PNG_COLOR_TYPE_RGBA, .alpha = Vignette}));
  ASSERT_TRUE(grid && hidden);
  EXPECT_LE(LargestDifference(*grid, seen), 16) << "a level of rounding";
  EXPECT_EQ(*grid, *hidden);
  EXPECT_GT(Distance(*grid, PhotoGrid()), 31u);

  // A palette's transparent entry.
  const auto plain = Decoded(AsPng(Plain(64, 64, 0), {.colours = PNG_COLOR_TYPE_PALETTE}));
  const auto clear =
      Decoded(AsPng(Plain(64, 64, 0), {.colours = PNG_COLOR_TYPE_PALETTE, .transparent = 0}));
  ASSERT_TRUE(plain && clear);
  EXPECT_EQ((*plain)[0], 0);
  EXPECT_EQ((*clear)[0], 255 * kGridSteps);
}

TEST(DecodePng, RefusesAnimations) {
  const std::string control = BigEndian32(2) + BigEndian32(0);
  EXPECT_EQ(Problem(WithPngChunk(AsPng(Photo()), "acTL", control)), "animated");
}

TEST(DecodePng, NeverUnfoldsWhatDecidesNoPixel) {
  // A profile and a text whose zlib streams are broken: libpng would have looked.
  std::string file = WithPngChunk(AsPng(Photo()), "zTXt", std::string("a\0\0", 3) + "no zlib");
  file = WithPngChunk(file, "iCCP", std::string("a\0\0", 3) + "no zlib");
  const auto grid = Decoded(file);
  ASSERT_TRUE(grid);
  EXPECT_EQ(*grid, PhotoGrid());
  // Not even its checksum is asked for.
  file[8 + 25 + 9] ^= 1;
  EXPECT_EQ(Problem(file), "none");
}

TEST(DecodePng, RefusesWhatIsCutShort) {
  for (const bool interlaced : {false, true}) {
    const std::string file = AsPng(Scene(3, 90, 70), {.interlaced = interlaced});
    for (size_t size = 8; size < file.size(); size += size < 100 ? 1 : 31) {
      EXPECT_EQ(Problem(file.substr(0, size)), "broken") << size << " of " << file.size();
    }
    EXPECT_EQ(Problem(file.substr(0, file.size() - 1)), "broken");
    EXPECT_EQ(Problem(file + "behind it"), "none");
  }
}

TEST(DecodePng, RefusesWhatIsBroken) {
  const std::string file = AsPng(Photo());
  std::string flipped = file;
  flipped[file.size() / 2] ^= 0x10;
  EXPECT_EQ(Problem(flipped), "broken");
  EXPECT_EQ(Problem("\x89PNG\r\n\x1A\n"), "broken");
  EXPECT_EQ(Problem("\x89PNG\r\n\x1A\n" + std::string(5000, '\0')), "broken");
  // A length beyond the file, and one that wraps 32 bits.
  for (const uint32_t length : {0x7FFFFFFFu, 0xFFFFFFF8u, 0xFFFFFFFFu}) {
    std::string wrong = file;
    wrong.replace(8 + 25, 4, BigEndian32(length));
    EXPECT_EQ(Problem(wrong), "broken");
  }
}

TEST(DecodePng, DecidesByTheHeaderBeforeAnythingElse) {
  const std::string file = AsPng(Photo());
  const auto with_sides = [&](uint32_t width, uint32_t height) {
    std::string other = file;
    std::string header = other.substr(16, 13);
    header.replace(0, 8, BigEndian32(width) + BigEndian32(height));
    return Problem(other.replace(8, 25, PngChunk("IHDR", header)));
  };
  EXPECT_EQ(with_sides(0x7FFFFFFF, 0x7FFFFFFF), "too_large");
  EXPECT_EQ(with_sides(0xFFFFFFFF, 0xFFFFFFFF), "too_large");
  EXPECT_EQ(with_sides(kMaxImageSide, 4097), "too_large");
  EXPECT_EQ(with_sides(0, 0), "too_small");
  EXPECT_EQ(with_sides(31, 31), "too_small");
  EXPECT_EQ(with_sides(400, 39), "too_small");
  EXPECT_EQ(with_sides(kMaxImageSide, 4096), "broken");
}

TEST(DecodeWebp, ReadsWhatIsLossyAndWhatIsNot) {
  for (const float quality : {50.f, 75.f, 95.f}) {
    const auto grid = Decoded(AsWebp(Photo(), {.quality = quality}));
    ASSERT_TRUE(grid);
    EXPECT_LE(Distance(*grid, PhotoGrid()), 10u) << quality;
  }
  const auto lossless = Decoded(AsWebp(Photo(), {.lossless = true}));
  ASSERT_TRUE(lossless);
  EXPECT_LE(Distance(*lossless, PhotoGrid()), 4u);
  EXPECT_LE(LargestDifference(*lossless, PhotoGrid()), 3 * 16);
}

TEST(DecodeWebp, GivesTheSameAtEverySize) {
  for (const uint32_t side : {33u, 64u, 100u, 128u, 129u, 333u}) {
    const Picture picture = Scene(5, side, side + 13);
    for (const bool lossless : {false, true}) {
      const auto grid = Decoded(AsWebp(picture, {.quality = 90, .lossless = lossless}));
      ASSERT_TRUE(grid);
      EXPECT_LE(Distance(*grid, GridOf(picture)), 16u) << side;
    }
  }
}

TEST(DecodeWebp, SeesAlphaOnWhite) {
  const ImageGrid seen = GridOf(SeenOnWhite(Photo(), Vignette));
  for (const bool lossless : {false, true}) {
    const auto grid =
        Decoded(AsWebp(Photo(), {.quality = 90, .lossless = lossless, .alpha = Vignette}));
    const auto hidden = Decoded(AsWebp(WithHiddenColours(Photo()),
                                       {.quality = 90, .lossless = lossless, .alpha = Vignette}));
    ASSERT_TRUE(grid && hidden);
    EXPECT_LE(Distance(*grid, seen), 12u) << lossless;
    EXPECT_LE(Distance(*hidden, seen), 12u) << lossless;
  }
}

TEST(DecodeWebp, RefusesAnimations) {
  // VP8X says so in its flags; the frames do not matter.
  using namespace std::string_literals;
  std::string body = "WEBPVP8X"s + "\x0A\0\0\0"s + "\x02\0\0\0"s + "\x8F\x01\0"s + "\x2B\x01\0"s;
  body += "ANIM"s + "\x06\0\0\0"s + std::string(6, '\0');
  std::string file = "RIFF"s;
  for (int shift = 0; shift < 32; shift += 8) file += static_cast<char>(body.size() >> shift);
  EXPECT_EQ(Problem(file + body), "animated");
}

TEST(DecodeWebp, RefusesWhatIsCutShortOrBroken) {
  for (const bool lossless : {false, true}) {
    const std::string file = AsWebp(Scene(3, 90, 70), {.lossless = lossless});
    for (size_t size = 12; size < file.size(); size += 13) {
      EXPECT_EQ(Problem(file.substr(0, size)), "broken") << size << " of " << file.size();
    }
    EXPECT_EQ(Problem(file + "behind it"), "none");
  }
  EXPECT_EQ(Problem("RIFF1234WEBP" + std::string(500, 'x')), "broken");
}

TEST(DecodeWebp, DecidesByTheHeaderBeforeAnythingElse) {
  // VP8L: signature 2F, then 14 bits each of width - 1 and height - 1, one of alpha, three of zero.
  const auto with_sides = [](uint32_t width, uint32_t height) {
    using namespace std::string_literals;
    std::string body = "WEBPVP8L"s + "\x40\0\0\0"s + "\x2F"s;
    const uint32_t sides = (width - 1) | (height - 1) << 14;
    for (int shift = 0; shift < 32; shift += 8) body += static_cast<char>(sides >> shift);
    body += std::string(0x40 - 5, '\0');
    std::string file = "RIFF"s;
    for (int shift = 0; shift < 32; shift += 8) file += static_cast<char>(body.size() >> shift);
    return Problem(file + body);
  };
  EXPECT_EQ(with_sides(16'384, 16'384), "too_large");
  EXPECT_EQ(with_sides(8192, 8192), "too_costly");
  EXPECT_EQ(with_sides(31, 100), "too_small");
}

TEST(DecodeImage, DoesNotBelieveAnythingButTheFirstBytes) {
  Arena arena;
  const std::string png = AsPng(Photo());
  EXPECT_EQ(DecodeImage({ImageFormat::kJpeg, png}, arena).error(), ImageProblem::kBroken);
  EXPECT_EQ(DecodeImage({ImageFormat::kPng, AsJpeg(Photo())}, arena).error(),
            ImageProblem::kBroken);
  EXPECT_EQ(DecodeImage({ImageFormat::kWebp, png}, arena).error(), ImageProblem::kBroken);
  EXPECT_EQ(ImageFormatOf("GIF89a\x40\x01\x40\x01"), std::nullopt);
}

TEST(DecodeImage, RefusesTooManyBytes) {
  const std::string file = AsJpeg(Photo());
  EXPECT_EQ(Problem(file + std::string(kMaxImageBytes - file.size(), 'x')), "none");
  EXPECT_EQ(Problem(file + std::string(kMaxImageBytes - file.size() + 1, 'x')), "too_large");
}

// The way of a picture, from a field to its hash. A golden picture in every coat.
TEST(DecodeImage, IsGoldenFromTheField) {
  Arena arena;
  const Picture picture = Scene(1, 320, 240);
  const ImageFingerprint expected = TestImageKey().Fingerprint(GridOf(picture));
  const auto png = DecodeImage(*ImageIn(AsPng(picture), arena), arena);
  ASSERT_TRUE(png);
  EXPECT_EQ(HashOf(*png), expected.hash());
  for (const std::string& file : {AsJpeg(picture, {.quality = 85}), AsWebp(picture)}) {
    const auto grid = DecodeImage(*ImageIn(file, arena), arena);
    ASSERT_TRUE(grid);
    EXPECT_LE(WideDistance(HashOf(*grid), expected.hash()), 12u);
  }
}

}  // namespace
}  // namespace aegis::dedup
