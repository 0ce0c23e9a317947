#include <csetjmp>
#include <cstdio>
// jpeglib.h uses FILE and size_t without including them.
#include <jpeglib.h>
// Has the codes of warnings; after jpeglib.h.
#include <jerror.h>

#include "src/dedup/image/decoders.h"
#include "src/dedup/image_limits.h"

namespace aegis::dedup {
namespace {

// libjpeg leaves by longjmp. Between setjmp and the end of Run stands nothing that has a
// destructor; what must outlive the jump is in here, outside its frame.
struct JpegRun {
  jpeg_decompress_struct decoder;
  jpeg_error_mgr errors;
  jpeg_progress_mgr progress;
  jmp_buf escape;
  ImageProblem problem;
  std::string_view bytes;
  Arena* arena;
  GridSums* sums;
};

JpegRun& RunOf(j_common_ptr decoder) { return *static_cast<JpegRun*>(decoder->client_data); }

[[noreturn]] void Leave(j_common_ptr decoder, ImageProblem problem) {
  JpegRun& run = RunOf(decoder);
  run.problem = problem;
  longjmp(run.escape, 1);
}

[[noreturn]] void OnError(j_common_ptr decoder) {
  switch (decoder->err->msg_code) {
    case JERR_BAD_PRECISION:
    case JERR_SOF_UNSUPPORTED:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_NOTIMPL:
      Leave(decoder, ImageProblem::kUnsupported);
    case JERR_IMAGE_TOO_BIG:
      Leave(decoder, ImageProblem::kTooLarge);
    case JERR_OUT_OF_MEMORY:
    case JERR_NO_BACKING_STORE:
      Leave(decoder, ImageProblem::kTooCostly);
    default:
      Leave(decoder, ImageProblem::kBroken);
  }
}

// Level -1 is a warning: libjpeg would go on and fill the rest with grey.
void OnMessage(j_common_ptr decoder, int level) {
  if (level >= 0) return;
  switch (decoder->err->msg_code) {
    case JWRN_EXTRANEOUS_DATA:  // bytes between segments, which cameras do leave
    case JWRN_JFIF_MAJOR:
    case JWRN_ADOBE_XFORM:
      return;
    default:
      Leave(decoder, ImageProblem::kBroken);
  }
}

void Print(j_common_ptr) {}

void OnProgress(j_common_ptr common) {
  const jpeg_decompress_struct& decoder = RunOf(common).decoder;
  const auto scans = static_cast<uint64_t>(decoder.input_scan_number);
  if (scans > kMaxImageScans ||
      scans * decoder.image_width * decoder.image_height > kMaxScannedPixels) {
    Leave(common, ImageProblem::kTooCostly);
  }
}

// The smallest eighth, quarter or half that leaves every cell of the grid a pixel of its own.
unsigned int EighthsToKeep(uint32_t width, uint32_t height) {
  for (unsigned int eighths : {1u, 2u, 4u}) {
    if (uint64_t{width} * eighths >= 8 * kGridSide && uint64_t{height} * eighths >= 8 * kGridSide) {
      return eighths;
    }
  }
  return 8;
}

// Four inks a pixel, as shares of white where an Adobe program wrote them, of ink elsewhere.
void GreyOfInks(const uint8_t* inks, uint32_t count, bool of_white, uint8_t* grey) {
  const uint8_t turn = of_white ? 0 : 255;
  for (uint32_t i = 0; i < count; ++i, inks += 4) {
    const uint32_t black = inks[3] ^ turn;
    const auto light = [&](uint8_t ink) { return ((ink ^ turn) * black + 127) / 255; };
    grey[i] = GreyOf(light(inks[0]), light(inks[1]), light(inks[2]));
  }
}

// False: libjpeg left, and run.problem says why.
bool Run(JpegRun& run) {
  jpeg_decompress_struct& decoder = run.decoder;
  if (setjmp(run.escape) != 0) return false;
  jpeg_create_decompress(&decoder);
  // Above it libjpeg would want a file, and has none.
  decoder.mem->max_memory_to_use = static_cast<long>(kMaxImageMemory);
  decoder.progress = &run.progress;
  jpeg_mem_src(&decoder, reinterpret_cast<const unsigned char*>(run.bytes.data()),
               static_cast<unsigned long>(run.bytes.size()));
  jpeg_read_header(&decoder, TRUE);
  j_common_ptr common = reinterpret_cast<j_common_ptr>(&decoder);
  if (const auto problem = CheckSides(decoder.image_width, decoder.image_height)) {
    Leave(common, *problem);
  }
  const bool inks = decoder.jpeg_color_space == JCS_CMYK || decoder.jpeg_color_space == JCS_YCCK;
  if (decoder.num_components != 1 && decoder.num_components != 3 && !inks) {
    Leave(common, ImageProblem::kUnsupported);
  }
  decoder.out_color_space = inks ? JCS_CMYK : JCS_GRAYSCALE;
  decoder.scale_num = EighthsToKeep(decoder.image_width, decoder.image_height);
  decoder.scale_denom = 8;
  decoder.dct_method = JDCT_ISLOW;
  decoder.do_fancy_upsampling = FALSE;
  decoder.do_block_smoothing = FALSE;
  const bool of_white = decoder.saw_Adobe_marker != FALSE;
  jpeg_start_decompress(&decoder);
  const uint32_t width = decoder.output_width;
  auto* row = reinterpret_cast<JSAMPLE*>(
      run.arena->NewBytes(size_t{width} * static_cast<size_t>(decoder.output_components)));
  auto* grey = inks ? reinterpret_cast<uint8_t*>(run.arena->NewBytes(width)) : row;
  run.sums->Start(decoder.image_width, decoder.image_height, 8 / decoder.scale_num);
  while (decoder.output_scanline < decoder.output_height) {
    const uint32_t y = decoder.output_scanline;
    if (jpeg_read_scanlines(&decoder, &row, 1) != 1) Leave(common, ImageProblem::kBroken);
    if (inks) GreyOfInks(row, width, of_white, grey);
    run.sums->AddRow(y, grey);
  }
  jpeg_finish_decompress(&decoder);
  return true;
}

}  // namespace

std::optional<ImageProblem> DecodeJpeg(std::string_view bytes, Arena& arena, GridSums& sums) {
  JpegRun run{};
  run.bytes = bytes;
  run.arena = &arena;
  run.sums = &sums;
  run.decoder.err = jpeg_std_error(&run.errors);
  run.errors.error_exit = OnError;
  run.errors.emit_message = OnMessage;
  run.errors.output_message = Print;
  run.progress.progress_monitor = OnProgress;
  run.decoder.client_data = &run;
  const bool done = Run(run);
  // Zeroed above, so that this is right also when creating it failed.
  jpeg_destroy_decompress(&run.decoder);
  if (!done) return run.problem;
  return std::nullopt;
}

}  // namespace aegis::dedup
