// Pictures as files of every kind that decoding meets, made by the libraries that read them.
#pragma once

#include <cstdio>
// Needs FILE and size_t from before it.
#include <jpeglib.h>
#include <png.h>
#include <webp/encode.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "tests/unit/dedup/pictures.h"

namespace aegis::dedup {

struct JpegForm {
  int quality = 90;
  J_COLOR_SPACE colours = JCS_YCbCr;  // of the file
  bool progressive = false;
  bool full_colour = false;  // 4:4:4, not 4:2:0
  int restart_rows = 0;
  bool arithmetic = false;
  bool scan_for_each_coefficient = false;
};

inline std::string AsJpeg(const Picture& picture, const JpegForm& form = {}) {
  jpeg_compress_struct encoder{};
  jpeg_error_mgr errors{};
  encoder.err = jpeg_std_error(&errors);
  jpeg_create_compress(&encoder);
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&encoder, &bytes, &size);
  const bool inks = form.colours == JCS_CMYK || form.colours == JCS_YCCK;
  const bool grey = form.colours == JCS_GRAYSCALE;
  encoder.image_width = picture.width;
  encoder.image_height = picture.height;
  encoder.input_components = inks ? 4 : grey ? 1 : 3;
  encoder.in_color_space = inks ? JCS_CMYK : grey ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(&encoder);
  jpeg_set_colorspace(&encoder, form.colours);
  jpeg_set_quality(&encoder, form.quality, TRUE);
  if (form.full_colour) encoder.comp_info[0].h_samp_factor = encoder.comp_info[0].v_samp_factor = 1;
  if (form.progressive) jpeg_simple_progression(&encoder);
  encoder.restart_in_rows = form.restart_rows;
  encoder.arith_code = form.arithmetic ? TRUE : FALSE;
  std::vector<jpeg_scan_info> scans;
  if (form.scan_for_each_coefficient) {
    jpeg_scan_info first{};
    first.comps_in_scan = encoder.num_components;
    for (int i = 0; i < encoder.num_components; ++i) first.component_index[i] = i;
    scans.push_back(first);
    for (int i = 0; i < encoder.num_components; ++i) {
      for (int k = 1; k < 64; ++k) {
        jpeg_scan_info scan{};
        scan.comps_in_scan = 1;
        scan.component_index[0] = i;
        scan.Ss = scan.Se = k;
        scans.push_back(scan);
      }
    }
    encoder.scan_info = scans.data();
    encoder.num_scans = static_cast<int>(scans.size());
  }
  jpeg_start_compress(&encoder, TRUE);
  const std::vector<uint8_t> greys = GreysOf(picture);
  std::vector<uint8_t> row(size_t{picture.width} * 4);
  while (encoder.next_scanline < encoder.image_height) {
    const uint32_t y = encoder.next_scanline;
    for (uint32_t x = 0; x < picture.width; ++x) {
      const uint8_t* pixel = picture.at(x, y);
      if (grey) {
        row[x] = greys[size_t{y} * picture.width + x];
      } else if (inks) {
        // As Adobe programs write them: what is left of white. A tenth of it is black's part.
        for (size_t i = 0; i < 3; ++i) {
          row[x * 4 + i] = static_cast<uint8_t>(std::min(255, pixel[i] * 255 / 230));
        }
        row[x * 4 + 3] = 230;
      } else {
        std::memcpy(row.data() + size_t{x} * 3, pixel, 3);
      }
    }
    JSAMPROW rows[] = {row.data()};
    jpeg_write_scanlines(&encoder, rows, 1);
  }
  jpeg_finish_compress(&encoder);
  std::string file(reinterpret_cast<const char*>(bytes), size);
  jpeg_destroy_compress(&encoder);
  std::free(bytes);
  return file;
}

// Where the segment with this marker begins: FF, marker, length, content.
inline size_t SegmentOf(const std::string& jpeg, unsigned char marker) {
  for (size_t at = 2; at + 4 <= jpeg.size();) {
    if (static_cast<unsigned char>(jpeg[at + 1]) == marker) return at;
    at += 2 + static_cast<unsigned char>(jpeg[at + 2]) * 256u +
          static_cast<unsigned char>(jpeg[at + 3]);
  }
  return std::string::npos;
}

struct PngForm {
  int colours = PNG_COLOR_TYPE_RGB;
  int bits = 8;
  bool interlaced = false;
  // Of each pixel, where the colours have alpha.
  uint8_t (*alpha)(uint32_t x, uint32_t y) = nullptr;
  // An entry of the palette that is transparent; of a palette only.
  int transparent = -1;
};

// Grey levels are used for everything that has no three channels, a palette of 16 or 256 greys
// among them.
inline std::string AsPng(const Picture& picture, const PngForm& form = {}) {
  png_structp encoder = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(encoder);
  std::string file;
  png_set_write_fn(
      encoder, &file,
      [](png_structp to, png_bytep bytes, size_t size) {
        static_cast<std::string*>(png_get_io_ptr(to))
            ->append(reinterpret_cast<const char*>(bytes), size);
      },
      [](png_structp) {});
  png_set_IHDR(encoder, info, picture.width, picture.height, form.bits, form.colours,
               form.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  const uint32_t levels = 1u << std::min(form.bits, 8);
  std::vector<png_color> palette(levels);
  if (form.colours == PNG_COLOR_TYPE_PALETTE) {
    for (uint32_t i = 0; i < levels; ++i) {
      const auto level = static_cast<png_byte>(i * 255 / (levels - 1));
      palette[i] = {level, level, level};
    }
    png_set_PLTE(encoder, info, palette.data(), static_cast<int>(levels));
    if (form.transparent >= 0) {
      std::vector<png_byte> alphas(static_cast<size_t>(form.transparent) + 1, 255);
      alphas.back() = 0;
      png_set_tRNS(encoder, info, alphas.data(), static_cast<int>(alphas.size()), nullptr);
    }
  }
  png_write_info(encoder, info);
  const std::vector<uint8_t> greys = GreysOf(picture);
  const bool in_colour = form.colours == PNG_COLOR_TYPE_RGB || form.colours == PNG_COLOR_TYPE_RGBA;
  std::vector<std::vector<png_byte>> rows;
  for (uint32_t y = 0; y < picture.height; ++y) {
    std::vector<png_byte> row(png_get_rowbytes(encoder, info));
    size_t bit = 0;
    const auto put = [&](uint8_t value) {
      // The high bits of a sample; 16 of them repeat the eight.
      for (int part = 0; part < std::max(1, form.bits / 8); ++part) {
        const size_t width = std::min<size_t>(8, static_cast<size_t>(form.bits));
        row[bit / 8] =
            static_cast<png_byte>(row[bit / 8] | value >> (8 - width) << (8 - width - bit % 8));
        bit += width;
      }
    };
    for (uint32_t x = 0; x < picture.width; ++x) {
      if (in_colour) {
        for (size_t i = 0; i < 3; ++i) put(picture.at(x, y)[i]);
      } else {
        put(greys[size_t{y} * picture.width + x]);
      }
      if ((form.colours & PNG_COLOR_MASK_ALPHA) != 0) put(form.alpha ? form.alpha(x, y) : 255);
    }
    rows.push_back(std::move(row));
  }
  std::vector<png_bytep> pointers;
  for (std::vector<png_byte>& row : rows) pointers.push_back(row.data());
  png_write_image(encoder, pointers.data());
  png_write_end(encoder, info);
  png_destroy_write_struct(&encoder, &info);
  return file;
}

inline std::string BigEndian32(uint32_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift);
  return bytes;
}

inline std::string PngChunk(std::string_view type, std::string_view content) {
  uint32_t sum = 0xFFFFFFFFu;  // CRC-32 as PNG has it
  for (const std::string_view part : {type, content}) {
    for (const char c : part) {
      sum ^= static_cast<unsigned char>(c);
      for (int i = 0; i < 8; ++i) sum = sum >> 1 ^ (sum & 1 ? 0xEDB88320u : 0u);
    }
  }
  return BigEndian32(static_cast<uint32_t>(content.size())) + std::string(type) +
         std::string(content) + BigEndian32(~sum);
}

// Behind IHDR, which is always 25 bytes after the signature.
inline std::string WithPngChunk(std::string png, std::string_view type, std::string_view content) {
  return png.insert(8 + 25, PngChunk(type, content));
}

struct WebpForm {
  float quality = 80;
  bool lossless = false;
  uint8_t (*alpha)(uint32_t x, uint32_t y) = nullptr;
};

inline std::string AsWebp(const Picture& picture, const WebpForm& form = {}) {
  std::vector<uint8_t> pixels;
  for (uint32_t y = 0; y < picture.height; ++y) {
    for (uint32_t x = 0; x < picture.width; ++x) {
      pixels.insert(pixels.end(), picture.at(x, y), picture.at(x, y) + 3);
      pixels.push_back(form.alpha ? form.alpha(x, y) : 255);
    }
  }
  uint8_t* bytes = nullptr;
  const int width = static_cast<int>(picture.width), height = static_cast<int>(picture.height);
  const size_t size =
      form.lossless ? WebPEncodeLosslessRGBA(pixels.data(), width, height, 4 * width, &bytes)
                    : WebPEncodeRGBA(pixels.data(), width, height, 4 * width, form.quality, &bytes);
  std::string file(reinterpret_cast<const char*>(bytes), size);
  WebPFree(bytes);
  return file;
}

}  // namespace aegis::dedup
