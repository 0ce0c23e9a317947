// The SIMD search against the plainest reading of what label_ends.h promises, on random texts.
#include "src/detect/label_ends.h"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "src/detect/matchers/assigned.h"

namespace aegis::detect {
namespace {

using Ends = std::vector<size_t>;

// Last words of labels, and words of the texts below, so that it is not only the word that decides.
constexpr std::string_view kWords[] = {"name", "user",  "set",  "option", "is",    "be",    "est",
                                       "wish", "plain", "word", "two",    "three", "to",    "end",
                                       "it",   "so",    "of",   "on",     "file",  "prose", "one"};

const LabelEnds& KnownEnds() {
  static const LabelEnds ends = [] {
    LabelEnds known;
    for (const std::string_view word : kWords) known.Add(word);
    return known;
  }();
  return ends;
}

struct NoVisitor {
  void DigitRun(size_t, size_t) {}
  void MixedWord(size_t, size_t) {}
  void LongLetters(size_t, size_t) {}
  void At(size_t) {}
  void Colon(size_t) {}
  void PairDashes(size_t) {}
  void QuadDots(size_t) {}
};

Ends Found(std::string_view text) {
  NoVisitor visitor;
  std::vector<BlockMarks> marks(BlocksOf(text));
  VisitShapes(text, visitor, marks.data());
  Ends ends;
  KnownEnds().Visit(text, marks.data(), [&](size_t end) { ends.push_back(end); });
  return ends;
}

// Behind a blank: does a verb begin there, as far as two bytes tell?
bool MayBeginVerb(std::string_view text) {
  for (const JointVerb& verb : kJointVerbs) {
    if (text.size() >= 2 && verb.text.substr(0, 2) == text.substr(0, 2)) return true;
  }
  return false;
}

// Does one of the words end there, with or without a capital?
bool EndsWithWord(std::string_view text) {
  size_t begin = text.size();
  while (begin > 0 && IsLower(text[begin - 1])) --begin;
  if (begin > 0 && IsUpper(text[begin - 1])) --begin;
  std::string word(text.substr(begin));
  if (!word.empty()) word[0] = ToLower(word[0]);
  return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
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
    const bool option = text[name] == '-' && end - name <= kBlockBytes;
    const std::string_view behind = text.substr(end + 1);
    const bool prose =
        text[end] == ' ' && !behind.empty() && IsLower(behind[0]) && !MayBeginVerb(behind);
    if (prose && !option) continue;
    if (!MayJoinBehind(text, end)) continue;
    if (EndsWithWord(text.substr(0, end))) ends.push_back(end);
    const bool plural = text[end - 1] == 's' || text[end - 1] == 'S';
    if (plural && EndsWithWord(text.substr(0, end - 1))) ends.push_back(end - 1);
  }
  return ends;
}

// In that order.
bool Includes(const Ends& all, const Ends& some) {
  auto next = some.begin();
  for (const size_t end : all) {
    if (next != some.end() && *next == end) ++next;
  }
  return next == some.end();
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

TEST(LabelEnds, TellsLastWordsFromOthers) {
  EXPECT_EQ(Found("the firstName: x"), Ends{13});
  EXPECT_EQ(Found("of such a colour: x"), Ends{});
  EXPECT_EQ(Found("what are names: x"), Ends{13});  // the plural
  EXPECT_EQ(Found("and the rename: x"), Ends{});
  for (const size_t before :
       {11u, 59u, 60u, 61u, 62u, 63u, 64u, 1020u, 4090u, 4094u, 4095u, 4096u}) {
    EXPECT_EQ(Found(std::string(before, '.') + "name: x"), Ends{before + 4}) << before;
    EXPECT_EQ(Found(std::string(before, '.') + "Name: x"), Ends{before + 4}) << before;
    EXPECT_EQ(Found(std::string(before, '.') + "mane: x"), Ends{}) << before;
  }
}

TEST(LabelEnds, HasRoomForAsManyAsThereCanBe) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "1S";
  EXPECT_EQ(Found(text + ": x").size(), 2u * 5000);
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
