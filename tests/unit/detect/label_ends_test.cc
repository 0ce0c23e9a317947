// The SIMD search against the plainest reading of what label_ends.h promises, on random texts.
#include "src/detect/label_ends.h"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "src/detect/matchers/assigned.h"

namespace aegis::detect {
namespace {

using Ends = std::vector<std::pair<size_t, size_t>>;

Ends Found(std::string_view text) {
  Ends ends;
  VisitLabelEnds(text, [&](size_t end, size_t small) { ends.emplace_back(end, small); });
  return ends;
}

// Behind a blank: does a verb begin there, as far as two bytes tell?
bool MayBeginVerb(std::string_view text) {
  for (const JointVerb& verb : kJointVerbs) {
    if (text.size() >= 2 && verb.text.substr(0, 2) == text.substr(0, 2)) return true;
  }
  return false;
}

// What must not be missed.
Ends Needed(std::string_view text) {
  const auto word = [&](size_t at) { return IsAlnum(text[at]) || IsNonAscii(text[at]); };
  const ByteSet joints("\t \"#'()*-.:<=>\\]_`|0123456789");
  Ends ends;
  for (size_t end = 2; end < text.size(); ++end) {
    if (!IsAlpha(text[end - 1]) || !word(end - 2) || IsAlpha(text[end])) continue;
    if (!IsNonAscii(text[end]) && !joints.Has(text[end])) continue;
    size_t name = end;
    while (name > 0 && IsNameByte(text[name - 1])) --name;
    const bool option = text[name] == '-' && end - name <= kLabelEndsBlock;
    const std::string_view behind = text.substr(end + 1);
    const bool prose =
        text[end] == ' ' && !behind.empty() && IsLower(behind[0]) && !MayBeginVerb(behind);
    if (prose && !option) continue;
    if (!MayJoinBehind(text, end)) continue;
    size_t small = 0;
    while (small < end && small < 64 && IsLower(text[end - small - 1])) ++small;
    ends.emplace_back(end, small);
  }
  return ends;
}

bool Includes(const Ends& all, const Ends& some) {
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

TEST(LabelEnds, SeesWhatMayJoinALabelToAValue) {
  for (const std::string_view text :
       {"name: x", "name = x", "\"name\": \"x\"", "name is x", "Name est x", "name Jane", "name 5",
        "name (full): x", "name* x", "name_1: x", "--name jane", "<name>x", "| name | x |",
        "name\tx", "name\xef\xbc\x9a x", "name's x", "name. 5", "name -> x"}) {
    ASSERT_FALSE(Found(text).empty()) << text;
  }
  for (const std::string_view text :
       {"plain words of prose", "one, two; three!", "\"a\", \"word\", 5", "a: b", "path/to/file?",
        "end of it.\nAnd so on"}) {
    EXPECT_EQ(Found(text), Ends{}) << text;
  }
}

TEST(LabelEnds, CountsTheSmallLettersInFront) {
  EXPECT_EQ(Found("firstName: x"), (Ends{{9, 3}}));
  EXPECT_EQ(Found("SSN: x"), (Ends{{3, 0}}));
  for (const size_t before : {0u, 1u, 59u, 60u, 61u, 62u, 63u, 64u, 4090u, 4094u, 4095u, 4096u}) {
    const std::string text = std::string(before, '.') + "name: x";
    EXPECT_EQ(Found(text), (Ends{{before + 4, 4}})) << before;
  }
}

TEST(LabelEnds, MissesNothingOnRandomTextsWithAnyInstructionSet) {
  const uint32_t seed = 20261121;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  const std::string_view pieces[] = {
      "name", " ",  "is ", "Was ", "ID",  ": ", "=", "\"",  ",", "\n",   "--", "-",      "_",
      "1",    "42", ".",   "(",    ")",   "|",  "é", "名",  "<", ">",    "'",  "user",   "to be ",
      "a",    "x",  "set", " er ", "s: ", "\\", "`", "est", "#", "wish", "*",  "option", "zz"};
  for (int64_t target : hwy::SupportedAndGeneratedTargets()) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    std::mt19937 random(seed);
    size_t needed = 0;
    for (int round = 0; round < 2000; ++round) {
      std::string text(random() % 70, '.');
      const size_t count = round % 100 == 0 ? 3000 : random() % 120;
      for (size_t i = 0; i < count; ++i) text += pieces[random() % std::size(pieces)];
      const Ends must = Needed(text);
      needed += must.size();
      ASSERT_TRUE(Includes(Found(text), must))
          << hwy::TargetName(target) << " round " << round << ": " << text;
    }
    EXPECT_GT(needed, 10'000u);
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

}  // namespace
}  // namespace aegis::detect
