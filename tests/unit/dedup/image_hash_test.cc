#include "src/dedup/image_hash.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "tests/unit/dedup/pictures.h"

namespace aegis::dedup {
namespace {

ImageFingerprint FingerprintOf(const Picture& picture) {
  return TestImageKey().Fingerprint(GridOf(picture));
}

std::string HexOf(const ImageHash& hash) {
  char text[88];
  std::snprintf(text, sizeof(text), "%016lx %016lx %016lx %016lx %016lx", hash.wide[0],
                hash.wide[1], hash.wide[2], hash.wide[3], hash.narrow);
  return text;
}

// The same by its definition, in floating point and without a key: bits of one picture.
struct PlainBits {
  std::vector<bool> wide, narrow;
};

std::vector<bool> AboveMedian(const std::vector<double>& values) {
  std::vector<double> sorted = values;
  std::sort(sorted.begin(), sorted.end());
  std::vector<bool> bits;
  for (double value : values) bits.push_back(value > sorted[sorted.size() / 2 - 1]);
  return bits;
}

PlainBits ByDefinition(const ImageGrid& grid) {
  const auto coefficient = [&](int down, int across) {
    double sum = 0;
    for (int y = 0; y < 64; ++y) {
      double row = 0;
      for (int x = 0; x < 64; ++x) {
        row += grid[static_cast<size_t>(y * 64 + x)] * std::cos(M_PI * across * (2 * x + 1) / 128);
      }
      sum += row * std::cos(M_PI * down * (2 * y + 1) / 128);
    }
    return sum;
  };
  std::vector<double> wide, narrow;
  for (int i = 0; i < 256; ++i) wide.push_back(coefficient(1 + i / 16, 1 + i % 16));
  for (int i = 0; i < 64; ++i) {
    narrow.push_back(i == 0 ? coefficient(8, 8) : coefficient(i / 8, i % 8));
  }
  return {AboveMedian(wide), AboveMedian(narrow)};
}

// Distances are what a key leaves to be seen, and they are those of the definition, up to a bit or
// two that stands within rounding of the median.
TEST(ImageHash, IsWhatItSaysItIs) {
  std::vector<PlainBits> plain;
  std::vector<ImageHash> hashes;
  for (uint32_t seed = 1; seed <= 6; ++seed) {
    const ImageGrid grid = GridOf(Scene(seed, 100 + seed, 90));
    plain.push_back(ByDefinition(grid));
    hashes.push_back(TestImageKey().Fingerprint(grid).hash());
    for (size_t i = 0; i + 1 < hashes.size(); ++i) {
      int wide = 0, narrow = 0;
      for (size_t bit = 0; bit < 256; ++bit) wide += plain[i].wide[bit] != plain.back().wide[bit];
      for (size_t bit = 0; bit < 64; ++bit) {
        narrow += plain[i].narrow[bit] != plain.back().narrow[bit];
      }
      EXPECT_NEAR(WideDistance(hashes[i], hashes.back()), wide, 2);
      EXPECT_NEAR(NarrowDistance(hashes[i], hashes.back()), narrow, 2);
    }
  }
}

// What changes one of these needs a new kFingerprintVersion: states hold them.
TEST(ImageHash, IsGolden) {
  struct Golden {
    Picture picture;
    std::string_view hash;
    uint32_t quality;
  };
  const Golden goldens[] = {
      {Scene(1, 320, 240),
       "70ba7ccca57eaa3c d7bdc99870109413 94c70d6e1655591f "
       "13175f65be8463fd 292c1ed27439726d",
       85},
      {Scene(2, 97, 211),
       "69b7f4e2336bf4e6 f51455e34f703aef 50996d5da21ce47f "
       "ccc4c2fad99c1d74 2c3320d7fc42ce53",
       77},
      {Scene(3, 64, 64),
       "030d3882dfce5f86 0b850fa144bbbeae 290dd902a94e80f5 "
       "ba969988a4267ced e4e7d3ee0d0266f5",
       86},
  };
  for (const Golden& golden : goldens) {
    const ImageFingerprint fingerprint = FingerprintOf(golden.picture);
    EXPECT_EQ(HexOf(fingerprint.hash()), golden.hash);
    EXPECT_EQ(fingerprint.quality, golden.quality);
  }
}

TEST(ImageHash, KnowsEveryWayToLayAPictureDown) {
  for (uint32_t seed = 1; seed <= 5; ++seed) {
    const Picture picture = Scene(seed, 150 + 31 * seed, 180);
    const ImageFingerprint fingerprint = FingerprintOf(picture);
    for (size_t turn = 0; turn < kImageTurns; ++turn) {
      const ImageFingerprint turned = FingerprintOf(TurnedPicture(picture, turn));
      // Exactly: the transform is done in whole numbers.
      EXPECT_EQ(HexOf(turned.hash()), HexOf(fingerprint.turns[turn])) << "turn " << turn;
      EXPECT_EQ(turned.quality, fingerprint.quality);
      if (turn == 0) continue;
      EXPECT_GT(WideDistance(turned.hash(), fingerprint.hash()), 80u);
    }
  }
}

TEST(ImageHash, StaysWhenAPictureIsChangedALittle) {
  for (uint32_t seed = 1; seed <= 3; ++seed) {
    const ImageHash hash = FingerprintOf(Scene(seed, 400, 300)).hash();
    EXPECT_LE(WideDistance(hash, FingerprintOf(Scene(seed, 200, 150)).hash()), 12u);
    EXPECT_LE(WideDistance(hash, FingerprintOf(Scene(seed, 500, 375)).hash()), 12u);
    Picture darker = Scene(seed, 400, 300);
    for (uint8_t& part : darker.rgb) part = static_cast<uint8_t>(part * 7 / 10 + 5);
    EXPECT_LE(WideDistance(hash, FingerprintOf(darker).hash()), 4u);
    EXPECT_LE(NarrowDistance(hash, FingerprintOf(darker).hash()), 2u);
    Picture marked = Scene(seed, 400, 300);
    for (uint32_t y = 20; y < 40; ++y) {
      for (uint32_t x = 30; x < 130; x += 2) marked.at(x, y)[0] = marked.at(x, y)[1] = 255;
    }
    EXPECT_TRUE(AreNear(WideDistance(hash, FingerprintOf(marked).hash()),
                        NarrowDistance(hash, FingerprintOf(marked).hash()), 24));
  }
}

TEST(ImageHash, TellsPicturesApart) {
  std::vector<ImageFingerprint> fingerprints;
  for (uint32_t seed = 1; seed <= 40; ++seed) {
    fingerprints.push_back(FingerprintOf(Scene(seed, 160, 120)));
  }
  uint64_t sum = 0, pairs = 0;
  for (size_t i = 0; i < fingerprints.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      for (const ImageHash& turn : fingerprints[i].turns) {
        const uint32_t wide = WideDistance(turn, fingerprints[j].hash());
        EXPECT_FALSE(AreNear(wide, NarrowDistance(turn, fingerprints[j].hash()), kMaxImageRadius));
        sum += wide;
        ++pairs;
      }
    }
  }
  EXPECT_NEAR(static_cast<double>(sum) / static_cast<double>(pairs), 128, 4);
}

// Half of the bits are above the median, whatever the picture: an inverted picture has the others.
TEST(ImageHash, IsBalanced) {
  Picture picture = Scene(9, 300, 200);
  const ImageHash hash = FingerprintOf(picture).hash();
  for (uint8_t& part : picture.rgb) part = static_cast<uint8_t>(255 - part);
  EXPECT_GE(WideDistance(hash, FingerprintOf(picture).hash()), 230u);
}

TEST(ImageHash, IsKeyed) {
  Secret secret{};
  std::vector<ImageKey> keys = {TestImageKey()};
  for (int i = 0; i < 8; ++i) {
    secret[31] = static_cast<unsigned char>(i);
    keys.push_back(*ImageKey::Derive(secret));
  }
  const ImageGrid a = GridOf(Scene(1, 200, 200)), b = GridOf(Scene(2, 200, 200));
  const uint32_t wide = WideDistance(keys[0].Fingerprint(a).hash(), keys[0].Fingerprint(b).hash());
  const uint32_t narrow =
      NarrowDistance(keys[0].Fingerprint(a).hash(), keys[0].Fingerprint(b).hash());
  for (size_t i = 1; i < keys.size(); ++i) {
    const ImageHash hash_a = keys[i].Fingerprint(a).hash();
    EXPECT_EQ(WideDistance(hash_a, keys[i].Fingerprint(b).hash()), wide);
    EXPECT_EQ(NarrowDistance(hash_a, keys[i].Fingerprint(b).hash()), narrow);
    for (size_t j = 0; j < i; ++j) {
      EXPECT_NEAR(WideDistance(hash_a, keys[j].Fingerprint(a).hash()), 128, 50);
    }
  }
  // The order is secret, too, and not the inversions alone: those would cancel out here.
  const ImageHash b1 = keys[1].Fingerprint(b).hash(), b2 = keys[2].Fingerprint(b).hash();
  const ImageHash a1 = keys[1].Fingerprint(a).hash(), a2 = keys[2].Fingerprint(a).hash();
  ImageHash change1, change2;
  for (size_t i = 0; i < 4; ++i) {
    change1.wide[i] = a1.wide[i] ^ b1.wide[i];
    change2.wide[i] = a2.wide[i] ^ b2.wide[i];
  }
  EXPECT_GT(WideDistance(change1, change2), 60u);
}

TEST(ImageHash, GivesUpOnPicturesWithoutAPattern) {
  EXPECT_EQ(FingerprintOf(Plain(200, 100, 90)).quality, 0u);
  Picture gradient = Plain(640, 480, 0);
  Picture line = Plain(640, 480, 255);
  Picture grain = Plain(640, 480, 0);
  for (uint32_t y = 0; y < 480; ++y) {
    for (uint32_t x = 0; x < 640; ++x) {
      for (size_t channel = 0; channel < 3; ++channel) {
        gradient.at(x, y)[channel] = static_cast<uint8_t>(x * 255 / 639);
        grain.at(x, y)[channel] = static_cast<uint8_t>(120 + Mixed(1, x, y) % 8);
        if (y == 200) line.at(x, y)[channel] = 0;
      }
    }
  }
  EXPECT_LT(FingerprintOf(gradient).quality, kMinImageQuality);
  EXPECT_LT(FingerprintOf(line).quality, kMinImageQuality);
  EXPECT_LT(FingerprintOf(grain).quality, kMinImageQuality);
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    EXPECT_GE(FingerprintOf(Scene(seed, 200, 100)).quality, 2 * kMinImageQuality);
  }
}

TEST(ImageHash, IsNearWithinTheRadius) {
  EXPECT_TRUE(AreNear(0, 0, 0));
  EXPECT_FALSE(AreNear(1, 0, 0));
  EXPECT_TRUE(AreNear(8, 30, 8));
  // Where the coarse bits agree, the fine ones may differ.
  EXPECT_TRUE(AreNear(24, 4, 8));
  EXPECT_FALSE(AreNear(25, 4, 8));
  EXPECT_FALSE(AreNear(24, 5, 8));
  EXPECT_TRUE(AreNear(93, 15, 31));
  EXPECT_FALSE(AreNear(93, 16, 31));
  EXPECT_FALSE(AreNear(94, 0, 31));
}

}  // namespace
}  // namespace aegis::dedup
