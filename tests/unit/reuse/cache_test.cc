#include "src/reuse/cache.h"

#include <gtest/gtest.h>

#include <cstring>
#include <map>
#include <random>
#include <string>

namespace aegis::reuse {
namespace {

// Of a number, and as evenly spread as MACs are (splitmix64).
uint64_t Scattered(uint64_t number) {
  number = (number ^ number >> 30) * 0xbf58476d1ce4e5b9u;
  number = (number ^ number >> 27) * 0x94d049bb133111ebu;
  return number ^ number >> 31;
}

Name Numbered(uint64_t number) {
  Name name;
  const uint64_t halves[] = {Scattered(2 * number + 1), Scattered(2 * number + 2)};
  std::memcpy(name.content.bytes.data(), halves, sizeof halves);
  return name;
}

std::string ValueOf(uint64_t number, size_t bytes) {
  std::string value(bytes, '\0');
  for (size_t i = 0; i < bytes; ++i) value[i] = static_cast<char>(Scattered(number + i));
  return value;
}

class ReuseCache : public testing::Test {
 protected:
  std::optional<std::string> Find(Cache& cache, const Name& name) {
    arena_.Reset();
    const auto found = cache.Find(name, arena_);
    return found ? std::optional<std::string>(*found) : std::nullopt;
  }
  Arena arena_;
};

TEST_F(ReuseCache, GivesBackWhatWasPutWhateverItsSize) {
  Cache cache(1 << 20);
  for (size_t bytes = 0; bytes <= 1200; ++bytes) {
    const std::string value = ValueOf(bytes, bytes);
    ASSERT_EQ(Find(cache, Numbered(bytes)), std::nullopt);
    ASSERT_TRUE(cache.Put(Numbered(bytes), value));
    ASSERT_EQ(Find(cache, Numbered(bytes)), value);
  }
}

TEST_F(ReuseCache, KnowsNoNameButTheVeryOne) {
  Cache cache(1 << 20);
  const Name name = Numbered(1);
  ASSERT_TRUE(cache.Put(name, "x"));
  for (size_t bit = 0; bit < 128; ++bit) {
    Name other = name;
    other.content.bytes[bit / 8] ^= static_cast<char>(1 << bit % 8);
    EXPECT_EQ(Find(cache, other), std::nullopt) << bit;
  }
  for (uint32_t of = 1; of < 1000; ++of) {
    EXPECT_EQ(Find(cache, {name.content, of}), std::nullopt) << of;
  }
  EXPECT_EQ(Find(cache, name), "x");
}

TEST_F(ReuseCache, KeepsNothingThatTakesTooMuch) {
  Cache cache(1 << 20);
  const size_t most = cache.max_value_bytes();
  EXPECT_GT(most, size_t{1} << 13);
  EXPECT_LT(most, size_t{1} << 14);  // a 64th of all
  EXPECT_TRUE(cache.Put(Numbered(1), std::string(most, 'x')));
  EXPECT_FALSE(cache.Put(Numbered(2), std::string(most + 1, 'x')));
  EXPECT_EQ(Find(cache, Numbered(1)), std::string(most, 'x'));
  EXPECT_EQ(Find(cache, Numbered(2)), std::nullopt);
}

TEST_F(ReuseCache, WithoutRoomItKeepsNothing) {
  for (const size_t bytes : {0, 1, 127, 1000, 8000}) {
    Cache cache(bytes);
    EXPECT_FALSE(cache.Put(Numbered(1), "x"));
    EXPECT_EQ(Find(cache, Numbered(1)), std::nullopt);
    EXPECT_EQ(cache.bytes_held(), 0u);
  }
}

// Against a model that forgets nothing: what is found is what was put, and not more is held than
// may be.
TEST_F(ReuseCache, RandomPutsAndFinds) {
  constexpr uint64_t kSeed = 20;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937_64 draw(kSeed);
  for (const size_t bytes : {12'000, 40'000, 300'000}) {
    Cache cache(bytes);
    ASSERT_GT(cache.max_value_bytes(), 0u);
    std::map<uint64_t, std::string> put;
    size_t hits = 0;
    size_t forgotten = 0;
    for (int i = 0; i < 60'000; ++i) {
      // Some names come often, most seldom.
      const uint64_t number = draw() % 4 == 0 ? draw() % 30 : draw() % 5000;
      const auto found = Find(cache, Numbered(number));
      const auto known = put.find(number);
      if (found) {
        ASSERT_NE(known, put.end());
        ASSERT_EQ(*found, known->second);
        ++hits;
      } else {
        forgotten += known == put.end() ? 0 : 1;
        const size_t size =
            draw() % 20 == 0 ? draw() % (2 * cache.max_value_bytes()) : draw() % 120;
        const std::string value = ValueOf(number, size);
        ASSERT_EQ(cache.Put(Numbered(number), value), size <= cache.max_value_bytes());
        if (size <= cache.max_value_bytes()) {
          put[number] = value;
        }
      }
      ASSERT_LE(cache.bytes_held(), bytes);
    }
    EXPECT_GT(hits, 5000u) << bytes;
    EXPECT_GT(forgotten, 1000u) << bytes;
    EXPECT_GT(cache.bytes_held(), bytes / 2);
  }
}

// A tenth of the lookups ask for few names again and again; the rest for names that nobody repeats.
TEST_F(ReuseCache, AFloodOfOtherNamesPassesBy) {
  Cache cache(1 << 20);
  constexpr uint64_t kHot = 1000;
  std::mt19937_64 draw(7);
  uint64_t next = 1'000'000;
  size_t asked = 0;
  size_t found = 0;
  for (int i = 0; i < 400'000; ++i) {
    const bool hot = draw() % 10 == 0;
    const Name name = Numbered(hot ? draw() % kHot : next++);
    arena_.Reset();
    const bool known = cache.Find(name, arena_).has_value();
    if (!known) {
      ASSERT_TRUE(cache.Put(name, "result"));
    }
    if (!hot || i < 200'000) continue;
    ++asked;
    found += known ? 1 : 0;
  }
  // First in, first out would keep some 7,000 names: each hot one is gone for half of its turns.
  EXPECT_GT(static_cast<double>(found), 0.98 * static_cast<double>(asked)) << found << '/' << asked;
}

TEST_F(ReuseCache, WhatNobodyAsksForMakesRoom) {
  Cache cache(1 << 20);
  for (uint64_t number = 0; number < 1000; ++number) {
    ASSERT_TRUE(cache.Put(Numbered(number), "old"));
    ASSERT_TRUE(Find(cache, Numbered(number)));
  }
  // A new set that is asked for takes the place of the old one.
  for (int round = 0; round < 8; ++round) {
    for (uint64_t number = 10'000; number < 17'000; ++number) {
      if (!Find(cache, Numbered(number))) {
        ASSERT_TRUE(cache.Put(Numbered(number), "new"));
      }
    }
  }
  size_t kept = 0;
  for (uint64_t number = 10'000; number < 17'000; ++number) {
    kept += Find(cache, Numbered(number)) ? 1 : 0;
  }
  EXPECT_GT(kept, 6500u);
}

}  // namespace
}  // namespace aegis::reuse
