#include "tests/chaos/simulation/contents.h"

#include <algorithm>
#include <string>

namespace aegis::simulation {
namespace {

constexpr int64_t kSecond = 1000;
// Long enough to be compared for likeness.
constexpr uint64_t kWords = 36;

// Words of which no other content has one. How they are written differs; the text does not.
std::string TextOf(int content, bool capitals) {
  std::string text;
  for (uint64_t i = 0; i < kWords; ++i) {
    Random word(static_cast<uint64_t>(content) * kWords + i);
    text += i > 0 ? capitals ? ", W" : " w" : "w";
    text += std::to_string(word.Next() % 1'000'000'007);
  }
  return text;
}

}  // namespace

void Contents::BeQuiet() { now_ms_ += kMaxTimeStepMs + 40 * kSecond; }

const Input* Contents::SomeOf(std::span<const Input> before, const Input& input) {
  if (before.empty()) return nullptr;
  const auto some = [&] { return &before[random_.Below(static_cast<uint32_t>(before.size()))]; };
  // Of its own partition, mostly: of another one it is no duplicate.
  const Input* chosen = some();
  for (int i = 0; i < 4 && chosen->partition != input.partition; ++i) chosen = some();
  return chosen;
}

void Contents::Fill(std::span<const Input> before, Input& input) {
  now_ms_ += random_.Below(3) * kSecond;
  if (random_.Below(30) == 0) now_ms_ += random_.Between(10, 50) * kSecond;
  int64_t at_ms = now_ms_;
  if (random_.Below(5) == 0) {
    at_ms = std::max<int64_t>(0, at_ms - random_.Between(1, 25) * kSecond);
  } else if (random_.Below(25) == 0) {
    at_ms += kMaxTimeStepMs + random_.Between(1, 60) * kSecond;
  } else if (random_.Below(40) == 0) {
    at_ms += int64_t{80} * 365 * 24 * 3600 * kSecond;
  }
  input.message.timestamp_ms = kFirstTimestamp + at_ms + input.number;

  const Input* original = random_.Below(5) < 2 ? SomeOf(before, input) : nullptr;
  const bool repeats_value = original != nullptr && random_.Below(2) == 0;
  if (repeats_value) {
    input.kind = original->kind;
    input.content = original->content;
    input.message.value = original->message.value;
    // By which it is told from the first one.
    input.message.key = "k" + std::to_string(input.number);
    return;
  }
  if (!input.message.value || random_.Below(10) == 0) return;
  input.content = original != nullptr ? original->content : input.number;
  if (input.content < 0) return;
  std::string fields;
  if (Compares(Compared::kPath))
    fields += ",\"content\":\"c" + std::to_string(input.content) + "\"";
  if (Compares(Compared::kText))
    fields += ",\"text\":\"" + TextOf(input.content, random_.Below(2) == 0) + "\"";
  // Behind the number, so that a record that is cut off has them too.
  input.message.value->insert(input.message.value->find_first_of(",}"), fields);
}

}  // namespace aegis::simulation
