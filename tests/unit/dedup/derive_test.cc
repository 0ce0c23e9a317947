#include "src/dedup/derive.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "src/base/record.h"
#include "src/dedup/exact.h"
#include "src/dedup/image_search.h"

namespace aegis::dedup {
namespace {

constexpr std::string_view kIdOf77("\xff\xff\xff\xff\xff\xff\xff\xb2", 8);  // ~77

class DeriveTest : public testing::Test {
 protected:
  Entry Exact() {
    StreamTime time;
    time.Observe(5, 0);
    return NewExact(group_, {0, 77, 3}, time, arena_);
  }
  Entry Near() {
    Signature signature;
    for (size_t i = 0; i < kComponents; ++i) signature.components[i] = static_cast<uint16_t>(i);
    return NewNear(5, {0, 77, 3}, signature, arena_);
  }
  Entry Image() { return NewImage({0, 77, 3}, 5, {{1, 2, 3, 4}, 5}, arena_); }

  std::vector<Entry> Added(const Entry& entry, bool near = true) {
    ArenaVector<Entry> to(arena_);
    AddEntry(entry, near ? &rule_ : nullptr, to);
    return {to.begin(), to.end()};
  }

  Arena arena_;
  const std::string group_ = "E0123456789abcdef";
  const NearRule rule_ = NearRule::For(0.8);
};

TEST_F(DeriveTest, SaysWhatFollowsFromEachKind) {
  struct Case {
    Entry primary;
    char kind;
    size_t follow;
  };
  for (const Case& one :
       {Case{Exact(), ' ', 0}, Case{Near(), 'B', rule_.bands}, Case{Image(), 'C', kImageChunks}}) {
    const std::vector<Entry> added = Added(one.primary);
    ASSERT_EQ(added.size(), 1 + one.follow);
    EXPECT_EQ(added[0].group, one.primary.group);
    EXPECT_EQ(added[0].member, "");
    EXPECT_EQ(added[0].value, one.primary.value);
    for (size_t i = 1; i < added.size(); ++i) {
      EXPECT_EQ(added[i].group[0], one.kind);
      EXPECT_EQ(added[i].group.size(), GroupBytes(one.kind));
      EXPECT_FALSE(IsPrimary(one.kind));
      EXPECT_EQ(added[i].member, kIdOf77);
      EXPECT_EQ(WrittenAt(added[i].value), 5);
    }
  }
}

TEST_F(DeriveTest, NothingFollowsFromWhatIsGoneBrokenOrNotCompared) {
  EXPECT_EQ(Added(Near(), false).size(), 1U);
  for (Entry entry : {Near(), Image()}) {
    const std::string_view value = entry.value;
    entry.value = kNull;
    EXPECT_EQ(Added(entry).size(), 1U);
    entry.value = value.substr(1);
    EXPECT_EQ(Added(entry).size(), 1U);
  }
  for (const Entry& follower : {Added(Near())[1], Added(Image())[1]}) {
    EXPECT_EQ(Added(follower).size(), 1U);
  }
  EXPECT_EQ(Added({"", "", Image().value}).size(), 1U);
  EXPECT_EQ(Added({"X", "", "x"}).size(), 1U);
}

}  // namespace
}  // namespace aegis::dedup
