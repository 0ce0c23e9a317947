#include "src/detect/overlap.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace aegis {
namespace {

struct Row {
  const char* what;
  std::vector<Finding> in;
  std::vector<Finding> out;
};

bool Same(const Finding& a, const Finding& b) {
  return a.text == b.text && a.rule == b.rule && a.score == b.score;
}

TEST(Overlap, SettlesAsTheTableSays) {
  const Row rows[] = {
      {"nothing", {}, {}},
      {"one", {{{2, 5}, 1, 0.9f}}, {{{2, 5}, 1, 0.9f}}},
      {"apart", {{{0, 2}, 1, 0.9f}, {{3, 5}, 2, 0.5f}}, {{{0, 2}, 1, 0.9f}, {{3, 5}, 2, 0.5f}}},
      {"touching is not overlapping",
       {{{0, 3}, 1, 0.9f}, {{3, 5}, 2, 0.5f}},
       {{{0, 3}, 1, 0.9f}, {{3, 5}, 2, 0.5f}}},
      {"the better score names the union",
       {{{0, 4}, 1, 0.6f}, {{2, 8}, 2, 0.9f}},
       {{{0, 8}, 2, 0.9f}}},
      {"the longer names it at equal scores",
       {{{0, 4}, 1, 0.9f}, {{2, 8}, 2, 0.9f}},
       {{{0, 8}, 2, 0.9f}}},
      {"the first rule names it when all is equal",
       {{{0, 4}, 3, 0.9f}, {{0, 4}, 5, 0.9f}},
       {{{0, 4}, 3, 0.9f}}},
      {"inside", {{{0, 9}, 1, 0.5f}, {{2, 4}, 2, 0.9f}}, {{{0, 9}, 2, 0.9f}}},
      {"a chain is one",
       {{{0, 4}, 1, 0.5f}, {{3, 7}, 2, 0.6f}, {{6, 9}, 3, 0.4f}, {{9, 11}, 4, 0.9f}},
       {{{0, 9}, 2, 0.6f}, {{9, 11}, 4, 0.9f}}},
      {"a long one covers what a shorter one between ended",
       {{{0, 9}, 1, 0.5f}, {{1, 2}, 2, 0.4f}, {{5, 12}, 3, 0.4f}},
       {{{0, 12}, 1, 0.5f}}},
  };
  for (const Row& row : rows) {
    std::vector<Finding> findings = row.in;
    const auto settled = SettleOverlaps(findings);
    ASSERT_EQ(settled.size(), row.out.size()) << row.what;
    for (size_t i = 0; i < settled.size(); ++i) {
      EXPECT_TRUE(Same(settled[i], row.out[i])) << row.what << ", number " << i;
    }
  }
}

TEST(Overlap, SaysWhatTheWinnerHasBeforeTheLoser) {
  const Finding best{{0, 4}, 3, 0.9f};
  EXPECT_EQ(AdvantageOf(best, {{0, 9}, 1, 0.8f}), Advantage::kScore);
  EXPECT_EQ(AdvantageOf(best, {{0, 3}, 1, 0.9f}), Advantage::kLength);
  EXPECT_EQ(AdvantageOf(best, {{0, 4}, 5, 0.9f}), Advantage::kOrder);
  EXPECT_EQ(AdvantageOf(best, {{0, 4}, 1, 1.0f, true}), Advantage::kWhole);
  for (const Finding& loser : {Finding{{0, 9}, 1, 0.8f}, Finding{{0, 3}, 1, 0.9f},
                               Finding{{0, 4}, 5, 0.9f}, Finding{{0, 4}, 1, 1.0f, true}}) {
    EXPECT_TRUE(NamesBetter(best, loser));
    EXPECT_FALSE(NamesBetter(loser, best));
  }
}

}  // namespace
}  // namespace aegis
