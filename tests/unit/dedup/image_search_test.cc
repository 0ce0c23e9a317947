#include "src/dedup/image_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "src/dedup/derive.h"
#include "src/dedup/image_limits.h"
#include "src/dedup/memory_entries.h"
#include "tests/unit/dedup/pictures.h"

namespace aegis::dedup {
namespace {

constexpr int64_t kNow = 1'000'000;

class ImageSearchTest : public ::testing::Test {
 protected:
  ImageHash Random() {
    ImageHash hash;
    for (uint64_t& word : hash.wide) word = random_();
    hash.narrow = random_();
    return hash;
  }

  static void Flip(ImageHash& hash, size_t bit) {
    hash.wide[bit / 64] ^= uint64_t{1} << (bit % 64);
  }

  ImageHash Flipped(ImageHash hash, uint32_t wide, uint32_t narrow) {
    std::vector<size_t> bits(256);
    std::iota(bits.begin(), bits.end(), size_t{0});
    std::shuffle(bits.begin(), bits.end(), random_);
    for (uint32_t i = 0; i < wide; ++i) Flip(hash, bits[i]);
    for (uint32_t i = 0; i < narrow; ++i) hash.narrow ^= uint64_t{1} << i;
    return hash;
  }

  // All ways but the first are far from everything.
  ImageFingerprint Seen(const ImageHash& hash) {
    ImageFingerprint picture;
    for (ImageHash& turn : picture.turns) turn = Random();
    picture.turns[0] = hash;
    picture.quality = 100;
    return picture;
  }

  void Add(const ImageHash& hash, int64_t offset, int64_t timestamp_ms = kNow,
           int64_t stamp_ms = kNow) {
    Arena arena;
    ArenaVector<Entry> added(arena);
    AddEntry(NewImage({0, offset, timestamp_ms}, stamp_ms, hash, arena), nullptr, added);
    for (const Entry& entry : added) entries_.Add(entry);
  }

  std::optional<ImageMatch> Find(const ImageFingerprint& picture, uint32_t radius,
                                 const Occurrence& self = {0, 1'000'000, kNow}) {
    View view{&entries_, time_};
    return search_.Find(picture, self, {radius, window_ms_}, view);
  }

  MemoryEntries entries_;
  ImageSearch search_;
  StreamTime time_{.now_ms = kNow};
  int64_t window_ms_ = 10'000;
  std::mt19937_64 random_{11};
};

TEST_F(ImageSearchTest, WritesOneEntryAndItsChunks) {
  Arena arena;
  ArenaVector<Entry> entries(arena);
  const ImageHash hash = Random();
  const Occurrence occurrence{3, 0x0102030405060708, 77};
  AddEntry(NewImage(occurrence, 55, hash, arena), nullptr, entries);
  ASSERT_EQ(entries.size(), 17u);
  EXPECT_EQ(entries[0].group, "I\x01\x02\x03\x04\x05\x06\x07\x08");
  EXPECT_EQ(entries[0].member, "");
  EXPECT_EQ(entries[0].value.size(), kImageValueBytes);
  EXPECT_EQ(WrittenAt(entries[0].value), 55);
  EXPECT_EQ(OccurrenceOf(entries[0].value), occurrence);
  for (size_t i = 1; i < entries.size(); ++i) {
    EXPECT_EQ(entries[i].group.size(), GroupBytes('C'));
    EXPECT_EQ(entries[i].group[0], 'C');
    EXPECT_EQ(entries[i].group[1], static_cast<char>(i - 1));
    const uint64_t bits = static_cast<unsigned char>(entries[i].group[2]) * 256u +
                          static_cast<unsigned char>(entries[i].group[3]);
    EXPECT_EQ(bits, hash.wide[(i - 1) / 4] >> ((i - 1) % 4 * 16) & 0xFFFF);
    ASSERT_EQ(entries[i].member.size(), kMemberIdBytes);
    EXPECT_EQ(OffsetOfMember(entries[i].member), occurrence.offset);
    EXPECT_EQ(entries[i].value, entries[0].value);
  }
}

TEST_F(ImageSearchTest, DerivesTheChunksAgain) {
  Arena arena;
  ArenaVector<Entry> entries(arena), chunks(arena);
  AddEntry(NewImage({1, 2, 3}, 4, Random(), arena), nullptr, entries);
  // As a changelog gives it: in memory that does not last.
  std::string group(entries[0].group), value(entries[0].value);
  ASSERT_TRUE(DeriveChunks({group, "", value}, chunks));
  std::fill(group.begin(), group.end(), 'x');
  std::fill(value.begin(), value.end(), 'x');
  ASSERT_EQ(chunks.size(), 16u);
  for (size_t i = 0; i < chunks.size(); ++i) {
    EXPECT_EQ(chunks[i].group, entries[i + 1].group);
    EXPECT_EQ(chunks[i].member, entries[i + 1].member);
    EXPECT_EQ(chunks[i].value, entries[i + 1].value);
  }
}

TEST_F(ImageSearchTest, DerivesNothingFromWhatIsNoImage) {
  Arena arena;
  ArenaVector<Entry> entries(arena), chunks(arena);
  AddEntry(NewImage({1, 2, 3}, 4, Random(), arena), nullptr, entries);
  const Entry image = entries[0];
  const std::string other = "E" + std::string(image.group.substr(1));
  const std::string longer = std::string(image.value) + "x";
  for (const Entry& wrong :
       {Entry{other, "", image.value}, Entry{image.group.substr(0, 8), "", image.value},
        Entry{image.group, "m", image.value}, Entry{image.group, "", image.value.substr(1)},
        Entry{image.group, "", longer}, Entry{image.group, "", ""}, Entry{"", "", image.value},
        entries[1]}) {
    EXPECT_FALSE(DeriveChunks(wrong, chunks));
  }
  EXPECT_TRUE(chunks.empty());
}

TEST_F(ImageSearchTest, MissesNothingWithinTheRadius) {
  const ImageHash hash = Random();
  Add(hash, 7);
  for (uint32_t radius = 0; radius <= kMaxImageRadius; ++radius) {
    for (uint32_t distance = 0; distance <= radius; ++distance) {
      for (int i = 0; i < 4; ++i) {
        const auto match = Find(Seen(Flipped(hash, distance, 32)), radius);
        ASSERT_TRUE(match) << distance << " of " << radius;
        EXPECT_EQ(match->distance, distance);
        EXPECT_EQ(match->first, (Occurrence{0, 7, kNow}));
        EXPECT_DOUBLE_EQ(match->similarity(), 1 - distance / 256.0);
      }
    }
    EXPECT_FALSE(Find(Seen(Flipped(hash, radius + 1, 32)), radius));
  }
}

// The worst case of both promises: one bit, and two bits, in every chunk but one.
TEST_F(ImageSearchTest, MissesNothingThatIsSpreadOverAllChunks) {
  for (size_t spared = 0; spared < kImageChunks; ++spared) {
    const ImageHash hash = Random();
    Add(hash, static_cast<int64_t>(spared));
    ImageHash one = hash;
    for (size_t chunk = 0; chunk < kImageChunks; ++chunk) {
      if (chunk != spared) Flip(one, chunk * 16 + random_() % 16);
    }
    one.narrow = ~hash.narrow;
    ASSERT_TRUE(Find(Seen(one), 15));
    ImageHash two = hash;
    for (size_t chunk = 0; chunk < kImageChunks; ++chunk) {
      const size_t bit = random_() % 16;
      Flip(two, chunk * 16 + bit);
      if (chunk != spared) Flip(two, chunk * 16 + (bit + 5) % 16);
    }
    two.narrow = ~hash.narrow;
    const auto match = Find(Seen(two), 31);
    ASSERT_TRUE(match);
    EXPECT_EQ(match->distance, 31u);
    EXPECT_EQ(match->first.offset, static_cast<int64_t>(spared));
    EXPECT_FALSE(Find(Seen(two), 30));
  }
}

TEST_F(ImageSearchTest, FindsMoreWhereTheCoarseBitsAgree) {
  const ImageHash hash = Random();
  Add(hash, 7);
  // As a crop does it: of the coarsest chunk two bits, of the finest most.
  ImageHash cropped = hash;
  Flip(cropped, 1);
  Flip(cropped, 14);
  for (size_t chunk = 1; chunk < kImageChunks; ++chunk) {
    for (size_t bit = 0; bit < 4; ++bit) Flip(cropped, chunk * 16 + bit * 3);
  }
  cropped.narrow ^= 0x3FF;
  const auto match = Find(Seen(cropped), 31);
  ASSERT_TRUE(match);
  EXPECT_EQ(match->distance, 62u);
  EXPECT_FALSE(Find(Seen(cropped), 20)) << "62 is more than three times 20";
  cropped.narrow ^= uint64_t{0x3F} << 32;
  EXPECT_FALSE(Find(Seen(cropped), 31)) << "16 of the 64 bits are too many";
}

TEST_F(ImageSearchTest, FindsAPictureLaidDownInAnyWay) {
  const Picture picture = Scene(4, 240, 180);
  Add(TestImageKey().Fingerprint(GridOf(picture)).hash(), 7);
  for (uint32_t seed = 10; seed < 40; ++seed) {
    Add(TestImageKey().Fingerprint(GridOf(Scene(seed, 120, 90))).hash(), seed);
  }
  for (size_t turn = 0; turn < kImageTurns; ++turn) {
    const auto match = Find(TestImageKey().Fingerprint(GridOf(TurnedPicture(picture, turn))), 8);
    ASSERT_TRUE(match) << "turn " << turn;
    EXPECT_EQ(match->first.offset, 7);
    EXPECT_EQ(match->distance, 0u);
  }
}

TEST_F(ImageSearchTest, AgreesWithLookingAtEverything) {
  std::vector<ImageHash> hashes;
  for (int64_t i = 0; i < 600; ++i) {
    // Families of near pictures, so that there is something to choose from.
    const ImageHash hash =
        i % 3 == 0 || hashes.empty()
            ? Random()
            : Flipped(hashes[random_() % hashes.size()], static_cast<uint32_t>(random_() % 24), 20);
    hashes.push_back(hash);
    Add(hash, i);
  }
  int found = 0;
  for (int i = 0; i < 400; ++i) {
    const ImageHash hash =
        Flipped(hashes[random_() % hashes.size()], static_cast<uint32_t>(random_() % 40), 40);
    for (const uint32_t radius : {8u, 15u, 16u, 31u}) {
      std::optional<size_t> best;
      uint32_t best_distance = 0;
      for (size_t j = 0; j < hashes.size(); ++j) {
        const uint32_t distance = WideDistance(hash, hashes[j]);
        if (distance <= radius && (!best || distance < best_distance)) {
          best = j;
          best_distance = distance;
        }
      }
      const auto match = Find(Seen(hash), radius);
      if (!best) {
        // What is beyond the radius may be near by the other rule.
        EXPECT_TRUE(!match || match->distance > radius);
        continue;
      }
      ++found;
      ASSERT_TRUE(match);
      EXPECT_EQ(match->distance, best_distance);
      EXPECT_EQ(match->first.offset, static_cast<int64_t>(*best));
    }
  }
  EXPECT_GT(found, 400);
}

TEST_F(ImageSearchTest, PrefersTheMostSimilarThenTheOldest) {
  const ImageHash hash = Random();
  Add(Flipped(hash, 6, 0), 1);
  Add(Flipped(hash, 3, 0), 5);
  Add(Flipped(hash, 3, 0), 4);
  Add(Flipped(hash, 9, 0), 2);
  Add(Flipped(hash, 3, 0), 0x100);
  auto match = Find(Seen(hash), 31);
  ASSERT_TRUE(match);
  EXPECT_EQ(match->first.offset, 4);
  EXPECT_EQ(match->distance, 3u);
}

TEST_F(ImageSearchTest, ForgetsWhatIsPast) {
  const ImageHash hash = Random();
  Add(hash, 7, kNow - window_ms_, kNow - window_ms_);
  EXPECT_TRUE(Find(Seen(hash), 8, {0, 99, kNow}));
  // By the record's own time.
  EXPECT_FALSE(Find(Seen(hash), 8, {0, 99, kNow + 1}));
  // An old record that comes late, and one without a time, have the stream's.
  EXPECT_TRUE(Find(Seen(hash), 8, {0, 99, 5}));
  EXPECT_TRUE(Find(Seen(hash), 8, {0, 99, -1}));
  time_.now_ms = kNow + 1;
  EXPECT_FALSE(Find(Seen(hash), 8, {0, 99, kNow}));
  EXPECT_FALSE(Find(Seen(hash), 8, {0, 99, -1}));
}

TEST_F(ImageSearchTest, DoesNotFindTheRecordItselfOrWhatCameAfter) {
  const ImageHash hash = Random();
  Add(hash, 7);
  EXPECT_FALSE(Find(Seen(hash), 8, {0, 7, kNow}));
  EXPECT_FALSE(Find(Seen(hash), 8, {0, 6, kNow}));
  EXPECT_TRUE(Find(Seen(hash), 8, {0, 8, kNow}));
  // Offsets of another partition say nothing.
  EXPECT_TRUE(Find(Seen(hash), 8, {1, 6, kNow}));
}

TEST_F(ImageSearchTest, LooksForNothingWithoutAPattern) {
  const ImageHash hash = Random();
  Add(hash, 7);
  ImageFingerprint picture = Seen(hash);
  picture.quality = kMinImageQuality;
  EXPECT_TRUE(Find(picture, 8));
  picture.quality = kMinImageQuality - 1;
  EXPECT_FALSE(Find(picture, 8));
  picture.quality = 100;
  EXPECT_FALSE(search_.Find(picture, {0, 99, kNow}, {8, window_ms_}, View{}));
}

TEST_F(ImageSearchTest, PassesOverWhatIsNoEntryOfItsOwn) {
  const ImageHash hash = Random();
  Arena arena;
  ArenaVector<Entry> added(arena);
  AddEntry(NewImage({0, 7, kNow}, kNow, hash, arena), nullptr, added);
  for (const Entry& entry : added) {
    if (entry.group[0] != 'C') continue;
    entries_.Add({entry.group, entry.member, entry.value.substr(0, 60)});
    entries_.Add({entry.group, "short", entry.value});
    entries_.Add({entry.group, "", ""});
  }
  EXPECT_FALSE(Find(Seen(hash), 31));
}

// Thousands that share one chunk and nothing else, written before and after the one that is alike.
TEST_F(ImageSearchTest, ManyWithOneChunkInCommonHideNothing) {
  const ImageHash hash = Random();
  for (size_t chunk : {size_t{0}, size_t{5}}) {
    for (int64_t i = 0; i < 3000; ++i) {
      ImageHash far;
      for (size_t word = 0; word < 4; ++word) far.wide[word] = ~hash.wide[word];
      const uint64_t bits = uint64_t{0xFFFF} << (16 * (chunk % 4));
      far.wide[chunk / 4] = (far.wide[chunk / 4] & ~bits) | (hash.wide[chunk / 4] & bits);
      Add(far, i < 1500 ? i : 500'000 + i);
    }
  }
  Add(hash, 1700);
  const auto match = Find(Seen(Flipped(hash, 4, 0)), 8);
  ASSERT_TRUE(match);
  EXPECT_EQ(match->first.offset, 1700);
  EXPECT_LT(search_.candidates(), 3 * kMaxImagesOfChunk);
}

TEST_F(ImageSearchTest, OfOneChunkTheLatestAreLookedAt) {
  const ImageHash hash = Random();
  const auto most = static_cast<int64_t>(kMaxImagesOfChunk);
  // Too different in all other chunks to be found by them.
  ImageHash alike = hash;
  for (size_t chunk = 1; chunk < kImageChunks; ++chunk) Flip(alike, 16 * chunk);
  ImageHash far;
  for (size_t word = 0; word < 4; ++word) far.wide[word] = ~hash.wide[word];
  far.wide[0] = (far.wide[0] & ~uint64_t{0xFFFF}) | (hash.wide[0] & 0xFFFF);
  // Past ones take nothing from the bound, for a store may have dropped them.
  for (int64_t i = 0; i < 500; ++i) Add(far, i, 0, 0);
  Add(alike, 1000);
  for (int64_t i = 1; i < most; ++i) Add(far, 1000 + i);
  EXPECT_TRUE(Find(Seen(hash), 15)) << "the last that the bound lets in";
  Add(far, 900'000);
  EXPECT_FALSE(Find(Seen(hash), 15));
}

}  // namespace
}  // namespace aegis::dedup
