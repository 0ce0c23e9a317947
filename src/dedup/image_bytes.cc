#include "src/dedup/image_bytes.h"

#include <algorithm>
#include <array>

#include "src/dedup/image_limits.h"

namespace aegis::dedup {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kJpeg = "\xFF\xD8\xFF"sv;
constexpr std::string_view kPng = "\x89PNG\r\n\x1A\n"sv;
// Base64 of the longest of them, and of what stands before "WEBP".
constexpr size_t kHeadBytes = 12;
constexpr size_t kHeadDigits = 16;

constexpr uint8_t kBreak = 64;
constexpr uint8_t kOther = 65;
constexpr std::array<uint8_t, 256> kDigits = [] {
  std::array<uint8_t, 256> table{};
  table.fill(kOther);
  for (int i = 0; i < 26; ++i) {
    table[static_cast<size_t>('A' + i)] = static_cast<uint8_t>(i);
    table[static_cast<size_t>('a' + i)] = static_cast<uint8_t>(26 + i);
  }
  for (int i = 0; i < 10; ++i) table[static_cast<size_t>('0' + i)] = static_cast<uint8_t>(52 + i);
  table['+'] = table['-'] = 62;
  table['/'] = table['_'] = 63;
  table['\r'] = table['\n'] = table[' '] = table['\t'] = kBreak;
  return table;
}();

uint8_t DigitOf(char c) { return kDigits[static_cast<unsigned char>(c)]; }

// To `out`, which has room for 3 bytes of every 4 characters. Nothing: no base64.
std::optional<size_t> DecodeBase64(std::string_view text, char* out) {
  size_t size = 0;
  uint32_t bits = 0;
  int digits = 0;
  size_t at = 0;
  while (at < text.size()) {
    // Four digits at a time, as almost all of it is.
    if (digits == 0) {
      while (text.size() - at >= 4) {
        const uint8_t a = DigitOf(text[at]), b = DigitOf(text[at + 1]);
        const uint8_t c = DigitOf(text[at + 2]), d = DigitOf(text[at + 3]);
        if ((a | b | c | d) >= kBreak) break;
        const uint32_t group = uint32_t{a} << 18 | uint32_t{b} << 12 | uint32_t{c} << 6 | d;
        out[size] = static_cast<char>(group >> 16);
        out[size + 1] = static_cast<char>(group >> 8);
        out[size + 2] = static_cast<char>(group);
        size += 3;
        at += 4;
      }
      if (at == text.size()) break;
    }
    const uint8_t digit = DigitOf(text[at]);
    if (digit == kOther) break;
    ++at;
    if (digit == kBreak) continue;
    bits = bits << 6 | digit;
    if (++digits < 4) continue;
    for (int shift = 16; shift >= 0; shift -= 8) out[size++] = static_cast<char>(bits >> shift);
    bits = 0;
    digits = 0;
  }
  if (digits == 1) return std::nullopt;
  if (digits == 2) {
    out[size++] = static_cast<char>(bits >> 4);
  } else if (digits == 3) {
    out[size++] = static_cast<char>(bits >> 10);
    out[size++] = static_cast<char>(bits >> 2);
  }
  // Padding is asked for by nobody, but nothing else may follow.
  int padding = 0;
  for (; at < text.size(); ++at) {
    if (text[at] == '=') {
      ++padding;
    } else if (DigitOf(text[at]) != kBreak) {
      return std::nullopt;
    }
  }
  if (padding != 0 && (digits == 0 || padding != 4 - digits)) return std::nullopt;
  return size;
}

bool StartsWithIgnoringCase(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() &&
         std::equal(lower.begin(), lower.end(), text.begin(),
                    [](char l, char c) { return l == (c >= 'A' && c <= 'Z' ? c + 32 : c); });
}

// Behind `data:<media type>;base64,`; all of it when there is no such head.
std::string_view WithoutHead(std::string_view text) {
  constexpr size_t kLongestHead = 256;  // media types have parameters, but not many
  if (!StartsWithIgnoringCase(text, "data:")) return text;
  const size_t comma = text.substr(0, kLongestHead).find(',');
  constexpr std::string_view kEncoding = ";base64";
  if (comma == std::string_view::npos || comma < kEncoding.size() ||
      !StartsWithIgnoringCase(text.substr(comma - kEncoding.size(), kEncoding.size()), kEncoding)) {
    return {};
  }
  return text.substr(comma + 1);
}

// The base64 of a picture, by its first digits; empty: it is none. Most texts are no pictures, and
// their first characters say so.
std::string_view ImageBase64In(std::string_view field_text) {
  std::string_view text = WithoutHead(field_text);
  while (!text.empty() && DigitOf(text.front()) == kBreak) text.remove_prefix(1);
  if (text.size() < kHeadDigits) return {};
  char head[kHeadBytes];
  const auto head_size = DecodeBase64(text.substr(0, kHeadDigits), head);
  return head_size && ImageFormatOf({head, *head_size}) ? text : std::string_view();
}

}  // namespace

std::optional<ImageFormat> ImageFormatOf(std::string_view bytes) {
  if (bytes.substr(0, kJpeg.size()) == kJpeg) return ImageFormat::kJpeg;
  if (bytes.substr(0, kPng.size()) == kPng) return ImageFormat::kPng;
  if (bytes.size() >= kHeadBytes && bytes.substr(0, 4) == "RIFF" && bytes.substr(8, 4) == "WEBP") {
    return ImageFormat::kWebp;
  }
  return std::nullopt;
}

std::optional<ImageBytes> ImageIn(std::string_view field_text, Arena& arena) {
  if (auto format = ImageFormatOf(field_text)) {
    if (field_text.size() > kMaxImageBytes) return std::nullopt;
    return ImageBytes{*format, field_text};
  }
  const std::string_view text = ImageBase64In(field_text);
  if (text.empty()) return std::nullopt;
  // Breaks are at most a few of the characters.
  if (text.size() / 4 * 3 > kMaxImageBytes + kMaxImageBytes / 16) return std::nullopt;
  char* const bytes = arena.NewBytes(text.size() / 4 * 3 + 3);
  const auto size = DecodeBase64(text, bytes);
  if (!size || *size > kMaxImageBytes) return std::nullopt;
  const std::string_view decoded(bytes, *size);
  const auto format = ImageFormatOf(decoded);
  if (!format) return std::nullopt;
  return ImageBytes{*format, decoded};
}

bool BeginsImage(std::string_view field_text) {
  return ImageFormatOf(field_text) || !ImageBase64In(field_text).empty();
}

}  // namespace aegis::dedup
