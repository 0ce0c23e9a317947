// field → picture → grid → hash. Whatever a picture's bytes are: no crash, bounded memory, and a
// grid that is one.
// Input: a letter, then either the field itself (`=`), or changes to a picture that is made here,
// of the kind that the letter chooses: three bytes each, two for the place and one for what is put
// there. So seeds are short texts, and mutations reach deep into the file.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "src/dedup/image/decode.h"
#include "src/dedup/image_hash.h"
#include "tests/unit/dedup/image/encode.h"

namespace {

using aegis::dedup::JpegForm;
using aegis::dedup::PngForm;
using aegis::dedup::WebpForm;

// In every build, unlike assert.
#define REQUIRE(condition)                                                           \
  do {                                                                               \
    if (!(condition)) {                                                              \
      std::fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                  \
    }                                                                                \
  } while (false)

uint8_t Half(uint32_t x, uint32_t y) { return static_cast<uint8_t>((x + y) * 3); }

std::vector<std::string> Files() {
  const aegis::dedup::Picture picture = aegis::dedup::Scene(1, 72, 65);
  std::vector<std::string> files;
  for (const JpegForm& form :
       {JpegForm{}, JpegForm{.progressive = true}, JpegForm{.colours = JCS_GRAYSCALE},
        JpegForm{.colours = JCS_YCCK}, JpegForm{.full_colour = true, .restart_rows = 1},
        JpegForm{.arithmetic = true}, JpegForm{.colours = JCS_RGB, .progressive = true}}) {
    files.push_back(AsJpeg(picture, form));
  }
  for (const PngForm& form :
       {PngForm{}, PngForm{.interlaced = true},
        PngForm{.colours = PNG_COLOR_TYPE_PALETTE, .bits = 4},
        PngForm{.colours = PNG_COLOR_TYPE_GRAY, .bits = 16, .interlaced = true},
        PngForm{.colours = PNG_COLOR_TYPE_RGBA, .alpha = Half},
        PngForm{.colours = PNG_COLOR_TYPE_PALETTE, .interlaced = true, .transparent = 9},
        PngForm{.colours = PNG_COLOR_TYPE_GRAY, .bits = 1}}) {
    files.push_back(AsPng(picture, form));
  }
  for (const WebpForm& form : {WebpForm{}, WebpForm{.lossless = true}, WebpForm{.alpha = Half},
                               WebpForm{.lossless = true, .alpha = Half}}) {
    files.push_back(AsWebp(picture, form));
  }
  return files;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 1) return 0;
  static const std::vector<std::string> files = Files();
  std::string field;
  if (data[0] == '=') {
    field.assign(reinterpret_cast<const char*>(data + 1), size - 1);
  } else {
    field = files[(data[0] - 'a' + 256u) % files.size()];
    for (size_t i = 1; i + 2 < size; i += 3) {
      field[(data[i] * 256u + data[i + 1]) % field.size()] = static_cast<char>(data[i + 2]);
    }
    // A rest of one byte cuts the file short.
    if (size % 3 == 2) field.resize(field.size() * data[size - 1] / 256);
  }

  // A copy of the exact size, so that a read past its end is seen.
  const std::vector<char> bytes(field.begin(), field.end());
  aegis::Arena arena(size_t{16} * 1024);
  const auto image = aegis::dedup::ImageIn({bytes.data(), bytes.size()}, arena);
  if (!image) return 0;
  const auto grid = aegis::dedup::DecodeImage(*image, arena);
  // Sums, and rows of the widest picture there is.
  REQUIRE(arena.bytes_reserved() <= 2 * bytes.size() + size_t{300} * 1024);
  if (!grid) {
    REQUIRE(aegis::dedup::ImageProblemName(grid.error()) != "unknown");
    return 0;
  }
  for (const uint16_t cell : *grid) REQUIRE(cell <= 255 * aegis::dedup::kGridSteps);
  const auto again = aegis::dedup::DecodeImage(*image, arena);
  REQUIRE(again.has_value() && *again == *grid);
  const auto fingerprint = aegis::dedup::TestImageKey().Fingerprint(*grid);
  REQUIRE(fingerprint.quality <= 100);
  return 0;
}
