#include "src/dedup/near_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "src/dedup/derive.h"
#include "src/dedup/memory_entries.h"
#include "tests/unit/dedup/hex.h"

namespace aegis::dedup {
namespace {

constexpr int64_t kWindow = 1000;
constexpr int64_t kNow = 100'000;

Signature Drawn(std::mt19937_64& draw) {
  Signature signature;
  for (uint16_t& component : signature.components) component = static_cast<uint16_t>(draw());
  return signature;
}

// `differing` components are others, at drawn places.
Signature Changed(Signature signature, int differing, std::mt19937_64& draw) {
  std::vector<size_t> places(kComponents);
  for (size_t i = 0; i < kComponents; ++i) places[i] = i;
  std::shuffle(places.begin(), places.end(), draw);
  for (int i = 0; i < differing; ++i) ++signature.components[places[static_cast<size_t>(i)]];
  return signature;
}

StreamTime At(int64_t now_ms) {
  StreamTime time;
  time.Observe(now_ms, 0);
  return time;
}

class NearSearch : public testing::Test {
 protected:
  void Store(const Signature& signature, const Occurrence& occurrence, int64_t stamp_ms = kNow) {
    Arena arena;
    ArenaVector<Entry> made(arena);
    AddEntry(NewNear(stamp_ms, occurrence, signature, arena), &rule_, made);
    for (const Entry& entry : made) entries_.Add(entry);
  }
  std::optional<NearMatch> Find(std::vector<Signature> signatures,
                                const Occurrence& record = {0, 1'000'000, kNow}) {
    Arena arena;
    return FindNear(signatures, rule_, entries_, At(kNow), kWindow, record, arena);
  }

  std::mt19937_64 draw_{42};
  NearRule rule_ = NearRule::For(0.8);
  MemoryEntries entries_;
};

TEST(NearRule, BandsMeetOftenEnoughAndAreFew) {
  for (double threshold = kMinThreshold; threshold <= kMaxThreshold; threshold += 0.01) {
    const NearRule rule = NearRule::For(threshold);
    EXPECT_LE(rule.bands, kMaxBands);
    EXPECT_LE(rule.bands * rule.rows, kComponents);
    EXPECT_GE(rule.MeetingProbability(threshold), 0.985) << threshold;
    // The estimate of two texts at the threshold is binomial, and of those that pass it more meet
    // than of those that do not: the product is the least that both together find.
    double passing = 0;
    for (int agreeing = rule.least_agreeing; agreeing <= static_cast<int>(kComponents);
         ++agreeing) {
      const double n = kComponents;
      passing += std::exp(std::lgamma(n + 1) - std::lgamma(agreeing + 1.0) -
                          std::lgamma(n - agreeing + 1) + agreeing * std::log(threshold) +
                          (n - agreeing) * std::log1p(-threshold));
    }
    EXPECT_GE(passing * rule.MeetingProbability(threshold), 0.95) << threshold;
    EXPECT_LE(rule.MeetingProbability(0.1), 0.15) << threshold;
  }
}

// States hold bands of these shapes: others need another kFingerprintVersion.
TEST(NearRule, Golden) {
  ASSERT_EQ(kFingerprintVersion, 1);
  const auto shape = [](double threshold) {
    const NearRule rule = NearRule::For(threshold);
    return std::to_string(rule.bands) + "x" + std::to_string(rule.rows) +
           ">=" + std::to_string(rule.least_agreeing);
  };
  EXPECT_EQ(shape(0.5), "15x2>=53");
  EXPECT_EQ(shape(0.7), "16x4>=80");
  EXPECT_EQ(shape(0.8), "14x6>=94");
  EXPECT_EQ(shape(0.9), "8x8>=109");
  EXPECT_EQ(shape(0.99), "2x7>=125");
  EXPECT_EQ(NearRule::For(0.1), NearRule::For(0.5));
  EXPECT_EQ(NearRule::For(1.0), NearRule::For(0.99));
}

TEST_F(NearSearch, FindsWhatAgreesEnough) {
  const Signature signature = Drawn(draw_);
  Store(signature, {3, 7, kNow});
  EXPECT_EQ(Find({signature}), (NearMatch{{3, 7, kNow}, 1.0}));
  const int most = static_cast<int>(kComponents) - rule_.least_agreeing;
  int found = 0;
  for (int i = 0; i < 500; ++i) {
    const auto match = Find({Changed(signature, most, draw_)});
    if (match) {
      ++found;
      EXPECT_EQ(match->similarity, rule_.least_agreeing / 128.0);
    }
    EXPECT_EQ(Find({Changed(signature, most + 1, draw_)}), std::nullopt);
  }
  EXPECT_GT(found, 400);
  EXPECT_EQ(Find({Drawn(draw_)}), std::nullopt);
  EXPECT_EQ(Find({}), std::nullopt);
}

TEST_F(NearSearch, TheMostAlikeWinsThenTheOldest) {
  const Signature signature = Drawn(draw_);
  Store(Changed(signature, 5, draw_), {0, 1, kNow});
  Store(Changed(signature, 2, draw_), {0, 9, kNow});
  Store(Changed(signature, 2, draw_), {0, 8, kNow});
  EXPECT_EQ(Find({signature})->first.offset, 8);
  Store(signature, {0, 20, kNow});
  EXPECT_EQ(Find({signature})->first.offset, 20);
}

TEST_F(NearSearch, DoesNotDependOnTheOrderOfWriting) {
  const Signature signature = Drawn(draw_);
  std::vector<std::pair<Signature, Occurrence>> documents;
  for (int64_t i = 0; i < 200; ++i) {
    documents.push_back({Changed(signature, static_cast<int>(draw_() % 40), draw_), {0, i, kNow}});
  }
  std::vector<Signature> asked;
  for (int i = 0; i < 20; ++i) asked.push_back(Changed(signature, 10, draw_));
  std::vector<std::optional<NearMatch>> before;
  for (int round = 0; round < 4; ++round) {
    entries_ = MemoryEntries();
    std::shuffle(documents.begin(), documents.end(), draw_);
    for (const auto& [of, occurrence] : documents) Store(of, occurrence);
    std::vector<std::optional<NearMatch>> now;
    for (const Signature& one : asked) now.push_back(Find({one}));
    if (round != 0) {
      EXPECT_EQ(now, before);
    }
    before = now;
  }
}

// More past ones than any limit counts, in front of the living one.
TEST_F(NearSearch, WhatIsPastChangesNothing) {
  const Signature signature = Drawn(draw_);
  const Signature alike = Changed(signature, 12, draw_);
  Store(alike, {0, 5000, kNow});
  const auto without = Find({signature});
  ASSERT_TRUE(without);
  for (int64_t i = 0; i < 3000; ++i) Store(signature, {0, i, kNow}, kNow - kWindow - 1);
  EXPECT_EQ(Find({signature}), without);
  // One more millisecond, and it counts.
  Store(signature, {0, 4999, kNow - kWindow}, kNow - kWindow);
  EXPECT_EQ(Find({signature})->first.offset, 4999);
}

TEST_F(NearSearch, TheRecordsOwnTimeDecidesToo) {
  const Signature signature = Drawn(draw_);
  Store(signature, {0, 7, kNow - kWindow - 1});
  EXPECT_EQ(Find({signature}), std::nullopt);
  EXPECT_TRUE(Find({signature}, {0, 8, kNow - 1}));
  // Far ahead, far behind, none at all: no overflow.
  const int64_t least = std::numeric_limits<int64_t>::min();
  const int64_t most = std::numeric_limits<int64_t>::max();
  EXPECT_FALSE(Find({signature}, {0, 8, most}));
  EXPECT_TRUE(Find({signature}, {0, 8, least}));
  entries_ = MemoryEntries();
  Store(signature, {0, 7, least});
  EXPECT_FALSE(Find({signature}, {0, 8, most}));
}

TEST_F(NearSearch, ARecordIsNotItsOwnDuplicate) {
  const Signature signature = Drawn(draw_);
  Store(signature, {3, 7, kNow});
  EXPECT_EQ(Find({signature}, {3, 7, kNow}), std::nullopt);
  EXPECT_TRUE(Find({signature}, {2, 7, kNow}));
  Store(Changed(signature, 3, draw_), {3, 6, kNow});
  EXPECT_EQ(Find({signature}, {3, 7, kNow})->first.offset, 6);
}

TEST_F(NearSearch, AnOlderKeyStillReads) {
  const Signature new_key = Drawn(draw_);
  const Signature old_key = Drawn(draw_);
  Store(old_key, {0, 1, kNow});
  EXPECT_EQ(Find({new_key}), std::nullopt);
  EXPECT_EQ(Find({new_key, Changed(old_key, 4, draw_)}), (NearMatch{{0, 1, kNow}, 124 / 128.0}));
  Store(new_key, {0, 2, kNow});
  EXPECT_EQ(Find({new_key, Changed(old_key, 4, draw_)})->first.offset, 2);
}

// A template that thousands share in some bands, and one document that shares all of them.
TEST_F(NearSearch, AManyWithOneBandInCommonHideNothing) {
  const Signature signature = Drawn(draw_);
  for (int64_t i = 0; i < 5000; ++i) {
    Signature other = Drawn(draw_);
    for (size_t row = 0; row < 2 * rule_.rows; ++row) {
      other.components[row] = signature.components[row];
    }
    Store(other, {0, i, kNow});
  }
  Store(Changed(signature, 6, draw_), {0, 900'000, kNow});
  EXPECT_EQ(Find({signature})->first.offset, 900'000);
  // As many that are all the same: the oldest of the latest that a search looks at, always. One of
  // these is the document above.
  for (int64_t i = 10'000; i < 13'000; ++i) Store(signature, {0, i, kNow});
  const auto oldest = static_cast<int64_t>(13'000 - (kMaxMembersOfBand - 1));
  EXPECT_EQ(Find({signature}), (NearMatch{{0, oldest, kNow}, 1.0}));
}

TEST(MemberId, LaterRecordsComeFirst) {
  const auto name = [](int64_t offset) {
    std::string bytes(kMemberIdBytes, '\0');
    PutMemberId(offset, bytes.data());
    return bytes;
  };
  int64_t before = -1;
  for (const int64_t offset : {int64_t{0}, int64_t{1}, int64_t{255}, int64_t{256}, int64_t{1} << 40,
                               std::numeric_limits<int64_t>::max()}) {
    EXPECT_EQ(OffsetOfMember(name(offset)), offset);
    if (before >= 0) {
      EXPECT_LT(name(offset), name(before));
    }
    before = offset;
  }
  EXPECT_EQ(name(0), std::string(8, '\xff'));
}

TEST_F(NearSearch, BandsFollowFromThePrimaryEntry) {
  Arena arena;
  ArenaVector<Entry> made(arena);
  const Signature signature = Drawn(draw_);
  AddEntry(NewNear(kNow, {0, 77, kNow}, signature, arena), &rule_, made);
  ASSERT_EQ(made.size(), 1 + rule_.bands);
  EXPECT_EQ(made[0].group.size(), GroupBytes('N'));
  EXPECT_EQ(made[0].member, "");
  EXPECT_EQ(made[0].value.size(), kNearValueBytes);
  EXPECT_EQ(WrittenAt(made[0].value), kNow);
  EXPECT_EQ(OccurrenceOf(made[0].value), (Occurrence{0, 77, kNow}));
  EXPECT_EQ(SignatureOf(made[0].value), signature);
  ArenaVector<Entry> derived(arena);
  DeriveBands(made[0].group, made[0].value, rule_, derived);
  ASSERT_EQ(derived.size(), rule_.bands);
  std::set<std::string_view> groups;
  for (size_t i = 0; i < derived.size(); ++i) {
    EXPECT_EQ(derived[i].group, made[1 + i].group);
    EXPECT_EQ(derived[i].group.size(), GroupBytes('B'));
    ASSERT_EQ(derived[i].member.size(), kMemberIdBytes);
    EXPECT_EQ(OffsetOfMember(derived[i].member), 77);
    EXPECT_EQ(derived[i].value, made[0].value.substr(0, kWrittenAtBytes));
    groups.insert(derived[i].group);
  }
  EXPECT_EQ(groups.size(), rule_.bands);
}

TEST_F(NearSearch, BrokenEntriesAreNoEntries) {
  Arena arena;
  ArenaVector<Entry> made(arena);
  const Signature signature = Drawn(draw_);
  AddEntry(NewNear(kNow, {0, 77, kNow}, signature, arena), &rule_, made);
  const Entry primary = made[0];
  ArenaVector<Entry> derived(arena);
  DeriveBands("N", primary.value, rule_, derived);
  DeriveBands(made[1].group, primary.value, rule_, derived);
  DeriveBands("E12345678", primary.value, rule_, derived);
  for (size_t size = 0; size < primary.value.size(); ++size) {
    DeriveBands(primary.group, primary.value.substr(0, size), rule_, derived);
  }
  EXPECT_EQ(derived.size(), 0U);

  // Bands whose document is missing, cut or of another length, and members that are no ids.
  for (size_t i = 1; i < made.size(); ++i) {
    entries_.Add(made[i]);
    entries_.Add({made[i].group, "x", made[i].value});
    entries_.Add({made[i].group, "12345678", ""});
  }
  EXPECT_EQ(Find({signature}), std::nullopt);
  for (const size_t size : {0U, 7U, 8U, 27U, 28U, 283U}) {
    entries_.Add({primary.group, "", primary.value.substr(0, size)});
    EXPECT_EQ(Find({signature}), std::nullopt);
  }
  entries_.Add(primary);
  EXPECT_TRUE(Find({signature}));
}

TEST_F(NearSearch, GroupsGolden) {
  ASSERT_EQ(kFingerprintVersion, 1);
  Signature signature;
  for (size_t i = 0; i < kComponents; ++i) signature.components[i] = static_cast<uint16_t>(i * 257);
  const BandGroup band = BandGroupOf(3, signature, rule_);
  const NearGroup near_group = NearGroupOf(0x0102030405060708);
  EXPECT_EQ(std::string(near_group.begin(), near_group.end()), "N\1\2\3\4\5\6\7\x8");
  EXPECT_EQ(Hex({band.data(), band.size()}), "420310d3f25bdf7926b0");
}

}  // namespace
}  // namespace aegis::dedup
