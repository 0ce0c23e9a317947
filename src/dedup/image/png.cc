#include <png.h>

#include <algorithm>
#include <csetjmp>
#include <cstring>

#include "src/dedup/image/decoders.h"
#include "src/dedup/image_limits.h"

namespace aegis::dedup {
namespace {

constexpr size_t kSignatureBytes = 8;
constexpr size_t kLengthAndType = 8;
constexpr size_t kChecksumBytes = 4;

uint32_t BigEndian32(const char* from) {
  uint32_t number = 0;
  for (int i = 0; i < 4; ++i) number = number << 8 | static_cast<unsigned char>(from[i]);
  return number;
}

// The file as libpng gets to see it: only the chunks that decide a pixel. Profiles and texts, which
// may unfold to anything, never reach it.
struct PngChunks {
  std::string_view bytes;
  size_t at = 0;   // in bytes
  size_t end = 0;  // of what may be read from there
  int chunks = 0;
  bool animated = false;
  bool failed = false;

  static bool Decides(std::string_view type) {
    return type == "IHDR" || type == "PLTE" || type == "tRNS" || type == "IDAT" || type == "IEND";
  }

  // To the next chunk that decides; false when there is none.
  bool Next() {
    while (bytes.size() - at >= kLengthAndType + kChecksumBytes && ++chunks <= kMaxPngChunks) {
      const uint64_t length = BigEndian32(bytes.data() + at);
      const std::string_view type = bytes.substr(at + 4, 4);
      const uint64_t size = kLengthAndType + length + kChecksumBytes;
      if (size > bytes.size() - at) return false;
      if (type == "acTL") animated = true;
      if (Decides(type)) {
        end = at + size;
        return true;
      }
      at += size;
    }
    return false;
  }

  bool Read(char* to, size_t count) {
    while (count > 0) {
      if (at == end && !Next()) return false;
      const size_t part = std::min(count, end - at);
      std::memcpy(to, bytes.data() + at, part);
      at += part;
      to += part;
      count -= part;
    }
    return true;
  }
};

// libpng leaves by longjmp; see jpeg.cc.
struct PngRun {
  png_structp decoder;
  png_infop info;
  ImageProblem problem;
  PngChunks chunks;
  Arena* arena;
  GridSums* sums;
};

[[noreturn]] void Leave(png_structp decoder, ImageProblem problem) {
  static_cast<PngRun*>(png_get_error_ptr(decoder))->problem = problem;
  png_longjmp(decoder, 1);
}

void OnError(png_structp decoder, png_const_charp) { Leave(decoder, ImageProblem::kBroken); }
void OnWarning(png_structp, png_const_charp) {}

void OnRead(png_structp decoder, png_bytep to, size_t count) {
  auto& chunks = *static_cast<PngChunks*>(png_get_io_ptr(decoder));
  if (!chunks.Read(reinterpret_cast<char*>(to), count)) Leave(decoder, ImageProblem::kBroken);
}

void GreyOfRow(const uint8_t* row, uint32_t count, int channels, uint8_t* grey) {
  for (uint32_t i = 0; i < count; ++i) {
    const uint8_t* const pixel = row + size_t{i} * static_cast<size_t>(channels);
    const uint32_t shade = channels < 3 ? pixel[0] : GreyOf(pixel[0], pixel[1], pixel[2]);
    const bool alpha = channels % 2 == 0;
    grey[i] = alpha ? OnWhite(shade, pixel[channels - 1]) : static_cast<uint8_t>(shade);
  }
}

bool Run(PngRun& run) {
  png_structp decoder = run.decoder;
  if (setjmp(png_jmpbuf(decoder)) != 0) return false;
  png_set_read_fn(decoder, &run.chunks, OnRead);
  png_set_user_limits(decoder, kMaxImageSide, kMaxImageSide);
  png_set_sig_bytes(decoder, kSignatureBytes);
  png_read_info(decoder, run.info);
  if (run.chunks.animated) Leave(decoder, ImageProblem::kAnimated);
  const uint32_t width = png_get_image_width(decoder, run.info);
  const uint32_t height = png_get_image_height(decoder, run.info);
  png_set_expand(decoder);
  png_set_scale_16(decoder);
  // Passes are read as they come: their pixels know where they belong.
  const bool interlaced = png_get_interlace_type(decoder, run.info) != PNG_INTERLACE_NONE;
  png_read_update_info(decoder, run.info);
  const int channels = png_get_channels(decoder, run.info);
  if (png_get_bit_depth(decoder, run.info) != 8 || channels < 1 || channels > 4) {
    Leave(decoder, ImageProblem::kUnsupported);
  }
  auto* row = reinterpret_cast<uint8_t*>(run.arena->NewBytes(std::max(
      png_get_rowbytes(decoder, run.info), size_t{width} * static_cast<size_t>(channels))));
  auto* grey = channels == 1 ? row : reinterpret_cast<uint8_t*>(run.arena->NewBytes(width));
  run.sums->Start(width, height);
  if (!interlaced) {
    for (uint32_t y = 0; y < height; ++y) {
      png_read_row(decoder, row, nullptr);
      if (channels != 1) GreyOfRow(row, width, channels, grey);
      run.sums->AddRow(y, grey);
    }
  } else {
    for (int pass = 0; pass < PNG_INTERLACE_ADAM7_PASSES; ++pass) {
      const uint32_t columns = PNG_PASS_COLS(width, pass);
      const uint32_t rows = PNG_PASS_ROWS(height, pass);
      if (columns == 0) continue;
      for (uint32_t i = 0; i < rows; ++i) {
        png_read_row(decoder, row, nullptr);
        if (channels != 1) GreyOfRow(row, columns, channels, grey);
        const uint32_t y = PNG_PASS_START_ROW(pass) + (i << PNG_PASS_ROW_SHIFT(pass));
        run.sums->AddPixels(y, PNG_PASS_START_COL(pass), 1u << PNG_PASS_COL_SHIFT(pass), grey,
                            columns);
      }
    }
  }
  png_read_end(decoder, nullptr);
  return true;
}

}  // namespace

std::optional<ImageProblem> DecodePng(std::string_view bytes, Arena& arena, GridSums& sums) {
  // IHDR comes first, always: its sides are known before libpng is.
  constexpr size_t kSidesAt = kSignatureBytes + kLengthAndType;
  if (bytes.size() < kSidesAt + 8 || bytes.substr(kSignatureBytes + 4, 4) != "IHDR") {
    return ImageProblem::kBroken;
  }
  const uint32_t width = BigEndian32(bytes.data() + kSidesAt);
  const uint32_t height = BigEndian32(bytes.data() + kSidesAt + 4);
  if (const auto problem = CheckSides(width, height)) return problem;

  PngRun run{};
  run.chunks.bytes = bytes;
  run.chunks.at = run.chunks.end = kSignatureBytes;
  run.arena = &arena;
  run.sums = &sums;
  run.decoder = png_create_read_struct(PNG_LIBPNG_VER_STRING, &run, OnError, OnWarning);
  if (run.decoder == nullptr) return ImageProblem::kTooCostly;
  run.info = png_create_info_struct(run.decoder);
  run.problem = ImageProblem::kTooCostly;
  const bool done = run.info != nullptr && Run(run);
  png_destroy_read_struct(&run.decoder, &run.info, nullptr);
  if (!done) return run.problem;
  return std::nullopt;
}

}  // namespace aegis::dedup
