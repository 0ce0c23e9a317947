#include "connectors/rocksdb/front.h"

#include <gtest/gtest.h>

#include <list>
#include <random>
#include <unordered_map>

#include "tests/unit/connectors/rocksdb/stores.h"

namespace aegis::rocks {
namespace {

using testing_stores::ExactGroup;
using testing_stores::ExactValue;

constexpr size_t kBytes = size_t{256} << 10;

// What everybody would write first, to compare with.
class LeastRecentlyUsed {
 public:
  explicit LeastRecentlyUsed(size_t capacity) : capacity_(capacity) {}
  bool Find(uint64_t key) {
    const auto at = where_.find(key);
    if (at == where_.end()) return false;
    order_.splice(order_.begin(), order_, at->second);
    return true;
  }
  void Put(uint64_t key) {
    if (Find(key)) return;
    order_.push_front(key);
    where_[key] = order_.begin();
    if (where_.size() <= capacity_) return;
    where_.erase(order_.back());
    order_.pop_back();
  }

 private:
  size_t capacity_;
  std::list<uint64_t> order_;
  std::unordered_map<uint64_t, std::list<uint64_t>::iterator> where_;
};

TEST(Front, FindsWhatWasPutAndForgetsWhatWasErased) {
  Front front(kBytes);
  const uint32_t one = front.NewOwner();
  const uint32_t other = front.NewOwner();
  EXPECT_EQ(front.Find(one, ExactGroup(1)), std::nullopt);
  front.Put(one, ExactGroup(1), ExactValue(5, 6));
  EXPECT_EQ(front.Find(one, ExactGroup(1)), ExactValue(5, 6));
  EXPECT_EQ(front.Find(other, ExactGroup(1)), std::nullopt);
  front.Put(one, ExactGroup(1), ExactValue(7, 8));
  EXPECT_EQ(front.Find(one, ExactGroup(1)), ExactValue(7, 8));
  front.Erase(one, ExactGroup(1));
  front.Erase(one, ExactGroup(2));
  EXPECT_EQ(front.Find(one, ExactGroup(1)), std::nullopt);
  EXPECT_EQ(front.counts().hits, 2u);
  EXPECT_EQ(front.counts().misses, 3u);
}

TEST(Front, WithoutMemoryItHoldsNothing) {
  Front front(0);
  front.Put(1, ExactGroup(1), ExactValue(1, 1));
  EXPECT_EQ(front.Find(1, ExactGroup(1)), std::nullopt);
}

// Whatever is found is what was written last.
TEST(Front, AgreesWithAMapUnderRandomUse) {
  const uint32_t seed = std::random_device{}();
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  Front front(kBytes / 8);
  std::unordered_map<uint64_t, std::string> model;
  const uint32_t owners[] = {front.NewOwner(), front.NewOwner()};
  size_t found = 0;
  for (int i = 0; i < 300'000; ++i) {
    const uint64_t key = random() % (random() % 2 == 0 ? 100 : 3000);
    const uint32_t owner = owners[key % 2];
    switch (random() % 8) {
      case 0:
        front.Erase(owner, ExactGroup(key));
        model.erase(key);
        break;
      case 1:
      case 2:
        model[key] = ExactValue(i, static_cast<int64_t>(key));
        front.Put(owner, ExactGroup(key), model[key]);
        break;
      default:
        if (const auto value = front.Find(owner, ExactGroup(key))) {
          ++found;
          ASSERT_TRUE(model.contains(key));
          ASSERT_EQ(*value, model[key]);
        }
    }
  }
  EXPECT_GT(found, 50'000u);
}

// A twentieth of the lookups repeat a hot set that would fit; the others are unique, as most of a
// stream is.
TEST(Front, AFloodOfUniqueKeysDoesNotWashOutTheHotSet) {
  std::mt19937 random(7);
  Front front(kBytes);
  LeastRecentlyUsed simple(front.capacity());
  const uint32_t owner = front.NewOwner();
  const uint64_t hot = front.capacity() / 2;
  uint64_t next = 1'000'000;
  size_t asked = 0;
  size_t hits = 0;
  size_t simple_hits = 0;
  const size_t lookups = front.capacity() * 100;
  for (size_t i = 0; i < lookups; ++i) {
    const bool repeat = random() % 20 == 0;
    const uint64_t key = repeat ? random() % hot : next++;
    const bool hit = front.Find(owner, ExactGroup(key)).has_value();
    const bool simple_hit = simple.Find(key);
    if (!hit) front.Put(owner, ExactGroup(key), ExactValue(1, 1));
    if (!simple_hit) simple.Put(key);
    if (!repeat || i < lookups / 2) continue;
    ++asked;
    hits += hit;
    simple_hits += simple_hit;
  }
  const double share = static_cast<double>(hits) / static_cast<double>(asked);
  const double simple_share = static_cast<double>(simple_hits) / static_cast<double>(asked);
  RecordProperty("hit_percent", static_cast<int>(share * 100));
  RecordProperty("lru_hit_percent", static_cast<int>(simple_share * 100));
  EXPECT_GT(share, 0.75) << "and least recently used: " << simple_share;
  EXPECT_LT(simple_share, 0.2);
}

// One pass over many keys, then the hot set again.
TEST(Front, OneScanLeavesTheHotSetWhereItIs) {
  Front front(kBytes);
  const uint32_t owner = front.NewOwner();
  const uint64_t hot = front.capacity() / 2;
  for (int round = 0; round < 3; ++round) {
    for (uint64_t key = 0; key < hot; ++key) {
      if (!front.Find(owner, ExactGroup(key))) front.Put(owner, ExactGroup(key), ExactValue(1, 1));
    }
  }
  for (uint64_t key = 0; key < 10 * front.capacity(); ++key) {
    front.Put(owner, ExactGroup(1'000'000 + key), ExactValue(1, 1));
  }
  uint64_t left = 0;
  for (uint64_t key = 0; key < hot; ++key) left += front.Find(owner, ExactGroup(key)).has_value();
  EXPECT_GT(left, hot * 9 / 10);
}

}  // namespace
}  // namespace aegis::rocks
