#include "src/dedup/image_bytes.h"

#include <gtest/gtest.h>

#include <string>

#include "src/dedup/image_limits.h"

namespace aegis::dedup {
namespace {

using namespace std::string_literals;

constexpr std::string_view kStandard =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string Base64(std::string_view bytes, bool padded = true) {
  std::string text;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    uint32_t group = 0;
    const size_t count = std::min<size_t>(3, bytes.size() - i);
    for (size_t j = 0; j < 3; ++j) {
      group = group << 8 | (j < count ? static_cast<unsigned char>(bytes[i + j]) : 0u);
    }
    for (size_t j = 0; j <= count; ++j) text += kStandard[group >> (18 - 6 * j) & 63];
    if (padded) text.append(3 - count, '=');
  }
  return text;
}

std::string ForUrls(std::string text) {
  for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
  return text;
}

// Every byte there is behind a head of each format, and every length modulo three.
std::vector<std::string> Samples() {
  std::vector<std::string> samples;
  for (const std::string& head :
       {"\xFF\xD8\xFF\xE0"s, "\x89PNG\r\n\x1A\n"s, "RIFF\x10\x02\0\0WEBPVP8 "s}) {
    std::string bytes = head;
    for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
    for (int i = 0; i < 3; ++i) samples.push_back(bytes.substr(0, bytes.size() - i));
  }
  return samples;
}

TEST(ImageIn, TakesBytesAsTheyAre) {
  Arena arena;
  for (const std::string& bytes : Samples()) {
    const auto image = ImageIn(bytes, arena);
    ASSERT_TRUE(image);
    EXPECT_EQ(image->bytes.data(), bytes.data());
    EXPECT_EQ(image->bytes.size(), bytes.size());
  }
  EXPECT_EQ(ImageIn("\xFF\xD8\xFF", arena)->format, ImageFormat::kJpeg);
  EXPECT_EQ(ImageIn("\x89PNG\r\n\x1A\n", arena)->format, ImageFormat::kPng);
  EXPECT_EQ(ImageIn("RIFF1234WEBP", arena)->format, ImageFormat::kWebp);
}

TEST(ImageIn, DecodesBase64OfEveryKind) {
  Arena arena;
  for (const std::string& bytes : Samples()) {
    const std::string text = Base64(bytes);
    std::string broken_up;
    for (size_t i = 0; i < text.size(); i += 76) broken_up += text.substr(i, 76) + "\r\n";
    std::string spaced;
    for (char c : text) spaced += c + "\n"s;
    for (const std::string& form :
         {text, Base64(bytes, false), ForUrls(text), ForUrls(Base64(bytes, false)),
          "data:image/png;base64," + text, "DATA:image/jpeg;name=a%20b;Base64," + text,
          "data:;base64," + ForUrls(text), broken_up, "\n  " + broken_up,
          "data:image/webp;base64,\n" + broken_up}) {
      const auto image = ImageIn(form, arena);
      ASSERT_TRUE(image) << form.substr(0, 60);
      EXPECT_EQ(image->bytes, bytes);
      EXPECT_EQ(image->format, *ImageFormatOf(bytes));
    }
  }
}

TEST(ImageIn, LeavesWhatIsNoPicture) {
  Arena arena;
  const std::string text = Base64(Samples()[0]);
  for (const std::string& field :
       {""s,
        "a"s,
        "hello, this is a text of some length"s,
        "{\"photo\": \"/9j/\"}"s,
        Base64("plain text that somebody encoded"),
        "data:image/png,iVBORw0KGgoAAAANSUhEUgAA"s,
        "data:image/png;base64"s,
        "data:image/png;base64,"s,
        "data:text/plain;base64," + Base64("no picture, whatever the address says"),
        "data:" + std::string(300, 'x') + ";base64," + text,
        text.substr(0, 40) + "!" + text.substr(40),
        text + "=",
        text + "A===",
        "=" + text,
        Base64(Samples()[2], false) + "A",
        "\xFF\xD8"s,
        "\x89PNG\r\n\x1A"s,
        "RIFF1234WEB"s,
        "RIFF1234WAVE"s,
        "GIF89a"s,
        "BM"s}) {
    EXPECT_FALSE(ImageIn(field, arena)) << field.substr(0, 60);
    const size_t at = field.find(text.substr(0, 16));
    EXPECT_EQ(BeginsImage(field), at == 0) << field.substr(0, 60);
  }
  // Nothing is decoded for a text that is no picture.
  const size_t before = arena.bytes_reserved();
  ImageIn(Base64(std::string(1 << 20, 'x')), arena);
  EXPECT_EQ(arena.bytes_reserved(), before);
}

TEST(ImageIn, RefusesWhatIsTooLarge) {
  Arena arena;
  std::string bytes(kMaxImageBytes, '\0');
  bytes.replace(0, 4, "\xFF\xD8\xFF\xE0");
  EXPECT_TRUE(ImageIn(bytes, arena));
  bytes += '\0';
  EXPECT_FALSE(ImageIn(bytes, arena));
  // The same in base64: 3 bytes are 4 digits.
  const std::string head = "/9j/";
  EXPECT_TRUE(ImageIn(head + std::string((kMaxImageBytes - 3) / 3 * 4, 'A'), arena));
  EXPECT_FALSE(ImageIn(head + std::string((kMaxImageBytes + 3) / 3 * 4, 'A'), arena));
  EXPECT_TRUE(BeginsImage(bytes));
  EXPECT_TRUE(BeginsImage(head + std::string((kMaxImageBytes + 3) / 3 * 4, 'A')));
}

}  // namespace
}  // namespace aegis::dedup
