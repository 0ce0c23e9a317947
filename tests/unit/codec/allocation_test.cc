// In the steady state a record costs no allocation: parser buffers and arenas are kept.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "src/codec/codec.h"
#include "tests/unit/allocation_count.h"

namespace aegis {
namespace {

TEST(AllocationTest, NoneForARecordInTheSteadyState) {
  std::vector<std::string> records = {R"({"a":"one two","b":[1,2.5e3,{"c":null}],"d":4111})",
                                      R"({"a":"one\ntwo \ud83d\ude00","b":"\"x\""})",
                                      R"({"broken":)", "[1e999]",
                                      "{\"long\":\"" + std::string(3000, 'x') + "\"}"};
  Codecs codecs;
  Arena arena;
  auto pass = [&] {
    arena.Reset();
    size_t encoded_bytes = 0;
    for (const std::string& record : records) {
      for (Format format : {Format::kJson, Format::kText, Format::kBytes}) {
        auto document = codecs.For(format).Decode(record, arena);
        if (!document) continue;
        const Field& field = document->Fields().fields().back();
        Edit edit{field.raw, "[gone]", Edit::Kind::kReplace};
        auto encoded = codecs.For(format).Encode(*document, {&edit, 1}, arena);
        encoded_bytes += encoded ? encoded->size() : 0;
      }
    }
    return encoded_bytes;
  };
  size_t first = pass();
  size_t before = AllocationCount();
  for (int i = 0; i < 100; ++i) ASSERT_EQ(pass(), first);
  EXPECT_EQ(AllocationCount(), before);
}

}  // namespace
}  // namespace aegis
