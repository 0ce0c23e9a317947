#include "src/base/arena.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <vector>

namespace aegis {
namespace {

bool IsAligned(const void* address, size_t alignment) {
  return reinterpret_cast<uintptr_t>(address) % alignment == 0;
}

TEST(ArenaTest, AllocationsAreAlignedAndApart) {
  Arena arena(256);
  std::mt19937_64 random(11);
  struct Block {
    unsigned char* begin;
    size_t size;
    unsigned char mark;
  };
  std::vector<Block> blocks;
  for (int i = 0; i < 2000; ++i) {
    size_t alignment = size_t{1} << (random() % 5);
    size_t size = random() % 100;
    if (i % 50 == 0) size = 300 + random() % 1000;  // larger than a chunk
    auto* begin = static_cast<unsigned char*>(arena.Allocate(size, alignment));
    ASSERT_NE(begin, nullptr);
    ASSERT_TRUE(IsAligned(begin, alignment)) << alignment;
    auto mark = static_cast<unsigned char>(i);
    std::memset(begin, mark, size);
    blocks.push_back({begin, size, mark});
  }
  for (const Block& block : blocks) {
    for (size_t i = 0; i < block.size; ++i) ASSERT_EQ(block.begin[i], block.mark);
  }
}

TEST(ArenaTest, ResetKeepsTheMemory) {
  Arena arena(1024);
  EXPECT_EQ(arena.bytes_reserved(), 0u);
  auto fill = [&] {
    for (int i = 0; i < 100; ++i) arena.NewBytes(100);
    arena.NewBytes(5000);
  };
  fill();
  size_t reserved = arena.bytes_reserved();
  EXPECT_GE(reserved, 15000u);
  for (int i = 0; i < 50; ++i) {
    arena.Reset();
    fill();
    EXPECT_EQ(arena.bytes_reserved(), reserved);
  }
}

TEST(ArenaTest, ArraysAndObjectsAreInitialised) {
  Arena arena(128);
  std::memset(arena.NewBytes(100), 0xFF, 100);
  arena.Reset();
  std::span<uint32_t> zeros = arena.NewArray<uint32_t>(10);
  for (uint32_t value : zeros) EXPECT_EQ(value, 0u);
  struct Pair {
    int first;
    int second;
  };
  Pair* pair = arena.New<Pair>(3, 4);
  EXPECT_EQ(pair->first, 3);
  EXPECT_EQ(pair->second, 4);
  EXPECT_TRUE(arena.NewArray<uint64_t>(0).empty());
}

TEST(ArenaTest, CopiesHaveAnAddressAlsoWhenEmpty) {
  Arena arena;
  std::string original = "abc";
  std::string_view copy = arena.Copy(original);
  EXPECT_EQ(copy, original);
  EXPECT_NE(copy.data(), original.data());
  EXPECT_NE(arena.Copy(std::string_view()).data(), nullptr);
  EXPECT_TRUE(arena.Copy("").empty());
}

TEST(ArenaVectorTest, GrowsAndKeepsItsElements) {
  Arena arena(64);
  ArenaVector<uint64_t> vector(arena);
  EXPECT_TRUE(vector.empty());
  for (uint64_t i = 0; i < 10'000; ++i) {
    vector.push_back(i * i);
    ASSERT_EQ(vector.back(), i * i);
    ASSERT_TRUE(IsAligned(vector.begin(), alignof(uint64_t)));
  }
  ASSERT_EQ(vector.size(), 10'000u);
  for (uint64_t i = 0; i < vector.size(); ++i) ASSERT_EQ(vector[i], i * i);
  EXPECT_EQ(vector.span().size(), 10'000u);
  vector.resize_down(3);
  EXPECT_EQ(vector.size(), 3u);
  EXPECT_EQ(vector.back(), 4u);
  vector.clear();
  EXPECT_EQ(vector.begin(), vector.end());
}

TEST(Arena, KeepsNoChunkForEachSizeThatItMet) {
  Arena arena(1024);
  for (size_t bytes = 100'000; bytes < 130'000; bytes += 7) {
    arena.Reset();
    arena.NewBytes(bytes);
  }
  EXPECT_LE(arena.bytes_reserved(), size_t{300'000});
}

}  // namespace
}  // namespace aegis
