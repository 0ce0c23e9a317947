#include "topology/refusals.h"

#include <gtest/gtest.h>

namespace aegis::topology {
namespace {

using io::RefusalMove;

const io::TopicPartition kInput{"in", 0};
constexpr uint16_t kRoute = 2;

Accused RecordAt(int64_t offset) { return {{{kInput, offset}, kRoute}, 0}; }

const std::vector<Place> kEnds{{kInput, 100}};

RefusalMove Accuse(Refusals& refusals, std::vector<Accused> accused,
                   const std::vector<Copy>& held = {}) {
  return refusals.Aborted(accused, {}, kEnds, held).move;
}
RefusalMove Prove(Refusals& refusals, std::vector<Accused> guilty,
                  const std::vector<Copy>& held = {}) {
  return refusals.Aborted(guilty, guilty, kEnds, held).move;
}

TEST(Refusals, AnyNumberInOneTransactionIsFoundOneAfterAnother) {
  Refusals refusals;
  EXPECT_EQ(Accuse(refusals, {RecordAt(3), RecordAt(4)}), RefusalMove::kReplayOneByOne);
  EXPECT_TRUE(refusals.one_by_one());
  std::vector<Copy> held;
  for (int64_t offset : {3, 20, 21, 40, 60, 80, 99}) {
    EXPECT_EQ(Prove(refusals, {RecordAt(offset)}, held), RefusalMove::kMark) << offset;
    EXPECT_TRUE(refusals.IsMarked(kInput, offset, kRoute));
    held.push_back({{kInput, offset}, kRoute});
    // What is purged together with it accuses nobody.
    EXPECT_EQ(Accuse(refusals, {}, held), RefusalMove::kReplay) << offset;
  }
  refusals.Committed(kInput, 100);
  EXPECT_FALSE(refusals.IsMarked(kInput, 99, kRoute));
  EXPECT_FALSE(refusals.one_by_one());
}

TEST(Refusals, AllThatOneAbortProvesAreMarked) {
  Refusals refusals;
  EXPECT_EQ(Prove(refusals, {RecordAt(3), RecordAt(7)}), RefusalMove::kMark);
  EXPECT_TRUE(refusals.IsMarked(kInput, 3, kRoute));
  EXPECT_TRUE(refusals.IsMarked(kInput, 7, kRoute));
  EXPECT_FALSE(refusals.one_by_one()) << "nobody else is suspected";
}

TEST(Refusals, AMarkThatDoesNotHelpStops) {
  Refusals refusals;
  const std::vector<Copy> held{{{kInput, 3}, kRoute}};
  EXPECT_EQ(Prove(refusals, {RecordAt(3)}), RefusalMove::kMark);
  EXPECT_EQ(Accuse(refusals, {}, held), RefusalMove::kReplay);
  EXPECT_EQ(Accuse(refusals, {}, held), RefusalMove::kReplay);
  EXPECT_EQ(Accuse(refusals, {}, held), RefusalMove::kStop);
}

TEST(Refusals, ADeadLetterThatIsRefusedTooStops) {
  Refusals refusals;
  EXPECT_EQ(Prove(refusals, {RecordAt(3)}), RefusalMove::kMark);
  const std::vector<Accused> guilty{RecordAt(90), RecordAt(3), RecordAt(91)};
  const Refusals::Move next = refusals.Aborted(guilty, guilty, kEnds, {});
  EXPECT_EQ(next.move, RefusalMove::kStop);
  EXPECT_EQ(next.about.copy.place.offset, 3) << "the one to tell of";
}

TEST(Refusals, AReceiptIsSplitWhenNoRecordIsToBlame) {
  Refusals refusals;
  const Accused receipt{{{kInput, 9}, 0}, 10};
  EXPECT_EQ(Prove(refusals, {receipt, RecordAt(3)}), RefusalMove::kMark);
  EXPECT_FALSE(refusals.IsMarked(kInput, 9, 0));
  const std::vector<Accused> guilty{receipt};
  const Refusals::Move next = refusals.Aborted(guilty, guilty, kEnds, {});
  EXPECT_EQ(next.move, RefusalMove::kSplit);
  EXPECT_EQ(next.about.receipt_records, 10u);
}

TEST(Refusals, AreOfOneRouteAndOfItsNumber) {
  Refusals refusals;
  EXPECT_EQ(Prove(refusals, {RecordAt(3)}), RefusalMove::kMark);
  EXPECT_TRUE(refusals.IsMarked(kInput, 3, kRoute));
  EXPECT_FALSE(refusals.IsMarked(kInput, 3, kRoute + 1));
  refusals.NewRoutes();
  EXPECT_FALSE(refusals.IsMarked(kInput, 3, kRoute));
}

}  // namespace
}  // namespace aegis::topology
