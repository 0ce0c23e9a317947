// Pictures on their way through the pipeline: what is found, what is remembered, and what becomes
// of those that cannot be read.
#ifdef AEGIS_HAVE_IMAGES
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "src/dedup/image_limits.h"
#include "src/dedup/memory_entries.h"
#include "src/pipeline.h"
#include "src/plan/compile.h"
#include "tests/unit/dedup/image/encode.h"
#include "tests/unit/plan/toy_rules.h"

namespace aegis {
namespace {

using dedup::AsJpeg;
using dedup::AsPng;
using dedup::AsWebp;
using dedup::ImageProblem;
using dedup::Scene;
using testing::ElementsAre;

std::string Base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    uint32_t group = 0;
    const size_t count = std::min<size_t>(3, bytes.size() - i);
    for (size_t j = 0; j < 3; ++j) {
      group = group << 8 | (j < count ? static_cast<unsigned char>(bytes[i + j]) : 0u);
    }
    for (size_t j = 0; j <= count; ++j) text += kDigits[group >> (18 - 6 * j) & 63];
    text.append(3 - count, '=');
  }
  return text;
}

// One route and what it remembers: each record is committed before the next one comes.
class ImagesTest : public testing::Test {
 protected:
  struct Made {
    Seen seen;
    std::optional<ImageProblem> problem;
    std::vector<std::string> tags;  // their values
    bool forwarded;
    size_t adds;
    friend bool operator==(const Made&, const Made&) = default;
  };

  void Use(const std::string& dedup, const std::string& format, unsigned char older = 0) {
    auto keys = std::make_shared<Keyset>();
    keys->primary = "k1";
    keys->keys["k1"].fill(7);
    if (older != 0) {
      keys->primary = "k2";
      keys->keys["k2"].fill(older);
    }
    static const std::vector<Rule> rules = ToyRules();
    auto plan = PlanFromYaml(
        "policies: {p: {detect: [mail]}}\nroutes: [{name: r, key: pass, format: " + format +
            ", dedup: {key: ids, on_duplicate: tag, window: 10s, " + dedup + "}}]\n",
        {{"ids", keys}}, &rules);
    ASSERT_TRUE(plan) << plan.error().message;
    auto pipeline = Pipeline::New(*plan);
    ASSERT_TRUE(pipeline) << pipeline.error().message;
    pipeline_ = std::move(*pipeline);
  }

  Made Take(std::string_view value, int64_t at_ms = 0, std::string_view key = kNull) {
    Record record;
    record.topic = "in";
    record.offset = next_++;
    record.timestamp_ms = 1'000'000 + at_ms;
    record.key = key;
    record.value = value;
    const uint16_t route = 0;
    const dedup::View view{&entries_, time_};
    const Input input{record, {&route, 1}, {&view, 1}};
    arena_.Reset();
    const Decision& decision = pipeline_->Process({&input, 1}, arena_)[0];
    for (const dedup::Entry& entry : decision.adds) entries_.Add(entry);
    time_.Observe(record.timestamp_ms, 3'600'000);
    const auto* forward = std::get_if<Forward>(&decision.outcome);
    Made made{decision.seen, decision.image_problem, {}, forward != nullptr, decision.adds.size()};
    if (forward == nullptr) return made;
    for (const Header& header : forward->headers) made.tags.emplace_back(header.value);
    return made;
  }
  Made First(size_t adds) { return {Seen::kFirst, {}, {}, true, adds}; }
  Made Unread(ImageProblem problem, Seen seen = Seen::kNotAsked, size_t adds = 0) {
    return {seen, problem, {}, true, adds};
  }

  std::unique_ptr<Pipeline> pipeline_;
  dedup::MemoryEntries entries_;
  dedup::StreamTime time_;
  Arena arena_;
  int64_t next_ = 0;
};

constexpr size_t kEntriesOfImage = 17;

TEST_F(ImagesTest, FindsAPictureInAnotherFormAndNamesTheFirst) {
  Use("images: {}", "bytes");
  const dedup::Picture picture = Scene(1, 120, 90);
  EXPECT_EQ(Take(AsJpeg(Scene(2, 120, 90))), First(kEntriesOfImage));
  EXPECT_EQ(Take(AsJpeg(picture)), First(kEntriesOfImage));
  for (const std::string& form : {AsJpeg(picture, {.quality = 50}), AsPng(picture),
                                  AsWebp(Scene(1, 240, 180)), AsPng(TurnedPicture(picture, 3))}) {
    const Made made = Take(form);
    EXPECT_EQ(made.seen, Seen::kImage);
    EXPECT_TRUE(made.forwarded);
    EXPECT_EQ(made.adds, 0u);
    ASSERT_EQ(made.tags.size(), 3u);
    EXPECT_EQ(made.tags[0], "image");
    EXPECT_EQ(made.tags[1], "in/0/1");
    EXPECT_GE(made.tags[2], "0.90");
    EXPECT_LE(made.tags[2], "1.00");
  }
  // Behind the window it is a first occurrence again.
  EXPECT_EQ(Take(AsPng(picture), 10'001), First(kEntriesOfImage));
}

TEST_F(ImagesTest, FindsTheFirstPictureAtAPath) {
  Use("images: {of: \"$.photos[*]\"}", "json");
  const auto photos = [](const std::string& first, const std::string& second) {
    return R"({"photos": [7, null, "no picture", )" + first + ", " + second + "]}";
  };
  const auto text = [](const std::string& head, const std::string& bytes) {
    return '"' + head + Base64(bytes) + '"';
  };
  const std::string one = AsJpeg(Scene(1, 80, 80)), two = AsJpeg(Scene(2, 80, 80));
  EXPECT_EQ(Take(photos(text("data:image/jpeg;base64,", one), text("", two))),
            First(kEntriesOfImage));
  EXPECT_EQ(Take(photos(text("", AsPng(Scene(1, 80, 80))), "1")).tags[1], "in/0/0");
  EXPECT_EQ(Take(photos(text("", two), text("", one))), First(kEntriesOfImage));
  EXPECT_EQ(Take(photos("1", text("", two))).tags[1], "in/0/2");
  EXPECT_EQ(Take(R"({"photos": []})"), (Made{Seen::kNotAsked, {}, {}, true, 0}));
  EXPECT_EQ(Take("{broken").seen, Seen::kNotAsked);
}

TEST_F(ImagesTest, AnExactRepeatIsExactAndTheRestIsCompared) {
  Use("exact: {}, near: {of: key}, images: {}", "bytes");
  const std::string words =
      "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen";
  const std::string jpeg = AsJpeg(Scene(1, 80, 80));
  const size_t near_entries = 1 + dedup::NearRule::For(0.8).bands;
  EXPECT_EQ(Take(jpeg, 0, words), First(1 + near_entries + kEntriesOfImage));
  EXPECT_EQ(Take(jpeg).tags[0], "exact");
  EXPECT_EQ(Take("another value", 0, words).tags[0], "near");
  EXPECT_EQ(Take(AsPng(Scene(1, 80, 80))).tags[0], "image");
}

TEST_F(ImagesTest, WhatCannotBeReadGoesItsWayAndIsSaid) {
  Use("images: {}", "bytes");
  const dedup::Picture picture = Scene(1, 80, 80);
  const std::string png = AsPng(picture), jpeg = AsJpeg(picture);
  // Twice: nothing of it is remembered.
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(Take(png.substr(0, png.size() / 2)), Unread(ImageProblem::kBroken));
    EXPECT_EQ(Take(jpeg.substr(0, 100)), Unread(ImageProblem::kBroken));
    EXPECT_EQ(Take("\xFF\xD8\xFF"), Unread(ImageProblem::kBroken));
    EXPECT_EQ(Take(Base64(png) + "!"), Unread(ImageProblem::kBroken));
    EXPECT_EQ(Take(AsPng(dedup::Plain(80, 80, 9))), Unread(ImageProblem::kPlain));
    EXPECT_EQ(Take(AsPng(Scene(1, 31, 80))), Unread(ImageProblem::kTooSmall));
    EXPECT_EQ(Take(dedup::WithPngChunk(png, "acTL", std::string(8, '\0'))),
              Unread(ImageProblem::kAnimated));
    std::string huge = png;
    huge.replace(16, 8, "\0\1\0\0\0\1\0\0", 8);
    EXPECT_EQ(Take(huge), Unread(ImageProblem::kTooLarge));
    for (const std::string_view other :
         {std::string_view("no picture"), std::string_view(""), kNull}) {
      EXPECT_EQ(Take(other), (Made{Seen::kNotAsked, {}, {}, true, 0}));
    }
  }
  EXPECT_EQ(Take(png), First(kEntriesOfImage));

  Use("exact: {}, images: {}", "bytes");
  const std::string cut = png.substr(0, png.size() / 2);
  EXPECT_EQ(Take(cut), Unread(ImageProblem::kBroken, Seen::kFirst, 1));
  EXPECT_EQ(Take(cut).tags[0], "exact");
}

TEST_F(ImagesTest, APictureThatIsTooLargeIsNotRead) {
  Use("images: {}", "bytes");
  std::string jpeg = AsJpeg(Scene(1, 80, 80));
  jpeg.resize(dedup::kMaxImageBytes + 1);
  EXPECT_EQ(Take(jpeg).problem, ImageProblem::kTooLarge);
  EXPECT_EQ(Take(Base64(jpeg)).problem, ImageProblem::kTooLarge);
}

TEST_F(ImagesTest, OnlyWhatIsForwardedIsRemembered) {
  Use("images: {of: $.photo}", "json");
  const std::string photo = Base64(AsJpeg(Scene(1, 80, 80)));
  const std::string deep = std::string(600, '[') + std::string(600, ']');
  EXPECT_FALSE(Take(R"({"n": )" + deep + R"(, "photo": ")" + photo + "\"}").forwarded);
  EXPECT_EQ(Take(R"({"n": 1, "photo": ")" + photo + "\"}").seen, Seen::kFirst);
  EXPECT_EQ(Take(R"({"n": 2, "photo": ")" + photo + "\"}").seen, Seen::kImage);
}

TEST_F(ImagesTest, FindsWhatWasWrittenUnderAnOlderKey) {
  Use("images: {}", "bytes");
  const dedup::Picture picture = Scene(1, 80, 80);
  EXPECT_EQ(Take(AsPng(picture)), First(kEntriesOfImage));
  Use("images: {}", "bytes", 9);
  EXPECT_EQ(Take(AsJpeg(picture)).tags[1], "in/0/0");
  EXPECT_EQ(Take(AsPng(Scene(2, 80, 80))), First(kEntriesOfImage));
  EXPECT_EQ(Take(AsJpeg(Scene(2, 80, 80))).tags[1], "in/0/2");
}

}  // namespace
}  // namespace aegis
#endif
