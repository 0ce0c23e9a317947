#include "src/dedup/minhash.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/unit/dedup/hex.h"

namespace aegis::dedup {
namespace {

NearKey KeyOf(unsigned char byte) {
  Secret secret = CountingSecret();
  secret[0] = byte;
  return *NearKey::Derive(secret);
}

MinHasher HasherOf(const std::vector<NearKey>& keys) { return *MinHasher::Create(keys); }

Signature SignatureOf(MinHasher& hasher, std::string_view text) {
  const auto signatures = hasher.Sign(text);
  EXPECT_TRUE(signatures && !signatures->empty()) << text.substr(0, 100);
  return signatures && !signatures->empty() ? (*signatures)[0] : Signature();
}

std::set<uint64_t> ShinglesOf(std::string_view text, const NearKey& key, size_t at_once = 256) {
  NormalText normal;
  normal.Set(text);
  ShingleReader reader(normal, key.shingles);
  std::vector<uint64_t> hashes(at_once);
  std::set<uint64_t> shingles;
  while (const size_t count = reader.Read(hashes)) {
    shingles.insert(hashes.begin(), hashes.begin() + static_cast<ptrdiff_t>(count));
  }
  return shingles;
}

double Jaccard(const std::set<uint64_t>& a, const std::set<uint64_t>& b) {
  size_t both = 0;
  for (const uint64_t shingle : a) both += b.count(shingle);
  return static_cast<double>(both) / static_cast<double>(a.size() + b.size() - both);
}

std::string Word(std::mt19937& draw) {
  std::string word;
  for (size_t letters = 2 + draw() % 9; letters != 0; --letters) {
    word += static_cast<char>('a' + draw() % 26);
  }
  return word;
}

std::string Join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += word + " ";
  return text;
}

std::string WordsText(std::mt19937& draw, size_t count) {
  std::vector<std::string> words(count);
  for (std::string& word : words) word = Word(draw);
  return Join(words);
}

TEST(Shingles, AreAsManyAsThereArePieces) {
  const NearKey key = KeyOf(1);
  std::mt19937 draw(3);
  EXPECT_EQ(ShinglesOf("", key).size(), 0U);
  EXPECT_EQ(ShinglesOf("a b", key).size(), 0U);
  EXPECT_EQ(ShinglesOf("abcd", key).size(), 0U);
  EXPECT_EQ(ShinglesOf("abcde", key).size(), 1U);
  EXPECT_EQ(ShinglesOf("ab de", key).size(), 1U);
  EXPECT_EQ(ShinglesOf("äöüäö", key).size(), 1U);
  EXPECT_EQ(ShinglesOf("日本語", key).size(), 1U);  // with the spaces between them
  EXPECT_EQ(ShinglesOf("\xff\xfe\xfd\xfc\xfb\xfa", key).size(), 2U);
  EXPECT_EQ(ShinglesOf(std::string(1000, 'a'), key).size(), 1U);
  for (const size_t words : {kMinWords, kMinWords + 1, size_t{1000}}) {
    EXPECT_EQ(ShinglesOf(WordsText(draw, words), key).size(), words - 2);
  }
  // Without spaces, as characters, however long.
  std::string base64;
  for (int i = 0; i < 5000; ++i) base64 += static_cast<char>('a' + draw() % 26);
  EXPECT_EQ(ShinglesOf(base64, key).size(), base64.size() - 4);
}

TEST(Shingles, AreTheSameHoweverTheyAreRead) {
  const NearKey key = KeyOf(1);
  std::mt19937 draw(4);
  const std::string texts[] = {WordsText(draw, 500), "Grüße, 日本語 und ein kurzer Text",
                               WordsText(draw, 20)};
  for (const std::string& text : texts) {
    EXPECT_EQ(ShinglesOf(text, key, 1), ShinglesOf(text, key));
    EXPECT_EQ(ShinglesOf(text, key, 7), ShinglesOf(text, key));
  }
}

TEST(Shingles, OrderAndDigitsCountSpellingDoesNot) {
  const NearKey key = KeyOf(1);
  std::mt19937 draw(5);
  std::vector<std::string> words;
  for (int i = 0; i < 60; ++i) words.push_back(Word(draw));
  const std::string text = Join(words);
  std::string spelled;
  for (const std::string& word : words) {
    spelled += static_cast<char>(std::toupper(static_cast<unsigned char>(word[0])));
    spelled += word.substr(1) + ",\n\t ";
  }
  EXPECT_EQ(ShinglesOf(spelled, key), ShinglesOf(text, key));
  std::reverse(words.begin(), words.end());
  EXPECT_EQ(Jaccard(ShinglesOf(Join(words), key), ShinglesOf(text, key)), 0.0);
  EXPECT_NE(ShinglesOf(text + "order 123456789", key), ShinglesOf(text + "order 123456788", key));
  // Every byte of a word counts, of long ones too.
  for (const size_t size : {1U, 7U, 8U, 9U, 15U, 16U, 17U, 40U, 300U}) {
    for (size_t at = 0; at < size; ++at) {
      std::string word(size, 'x');
      word[at] = 'y';
      ASSERT_NE(ShinglesOf(text + word, key), ShinglesOf(text + std::string(size, 'x'), key))
          << size << " " << at;
    }
  }
}

TEST(MinHash, SameTextSameSignatureUnderOneKeyOnly) {
  std::mt19937 draw(6);
  const std::string text = WordsText(draw, 100);
  MinHasher hasher = HasherOf({KeyOf(1), KeyOf(2)});
  const auto both = hasher.Sign(text);
  ASSERT_TRUE(both);
  ASSERT_EQ(both->size(), 2U);
  const Signature first = (*both)[0];
  const Signature second = (*both)[1];
  EXPECT_LT(Agreeing(first, second), 3);
  EXPECT_EQ(Agreeing(first, first), static_cast<int>(kComponents));
  MinHasher other = HasherOf({KeyOf(2)});
  EXPECT_EQ(SignatureOf(other, text), second);
  // What was signed before does not matter.
  EXPECT_NE(SignatureOf(other, WordsText(draw, 3000)), second);
  EXPECT_EQ(SignatureOf(other, text), second);
}

TEST(MinHash, PutAndReadAreTheSame) {
  std::mt19937 draw(7);
  MinHasher hasher = HasherOf({KeyOf(1)});
  const Signature signature = SignatureOf(hasher, WordsText(draw, 100));
  char bytes[kSignatureBytes];
  PutSignature(signature, bytes);
  EXPECT_EQ(ReadSignature(bytes), signature);
}

// Over random pairs of every size and likeness, the estimate is as near to the truth as 128 draws
// are: no worse than a standard error of 1.25 times theirs, and to neither side.
TEST(MinHash, EstimatesJaccard) {
  const uint32_t seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 draw(seed);
  MinHasher hasher = HasherOf({KeyOf(1)});
  const NearKey key = KeyOf(1);
  for (const size_t size : {20U, 40U, 80U, 160U, 400U, 2000U}) {
    double squares = 0;
    double sum = 0;
    int pairs = 0;
    const int rounds = size > 1000 ? 100 : 400;
    for (int round = 0; round < rounds; ++round) {
      std::vector<std::string> words;
      for (size_t i = 0; i < size; ++i) words.push_back(Word(draw));
      const std::string a = Join(words);
      const uint32_t of_thousand = draw() % 150;
      for (std::string& word : words) {
        if (draw() % 1000 < of_thousand) word = Word(draw);
      }
      const std::string b = Join(words);
      const double exact = Jaccard(ShinglesOf(a, key), ShinglesOf(b, key));
      if (exact < 0.1 || exact > 0.95) continue;
      const double estimate = Estimate(SignatureOf(hasher, a), SignatureOf(hasher, b));
      ASSERT_NEAR(estimate, exact, 7 * std::sqrt(exact * (1 - exact) / kComponents));
      const double error = (estimate - exact) / std::sqrt(exact * (1 - exact) / kComponents);
      squares += error * error;
      sum += error;
      ++pairs;
    }
    ASSERT_GT(pairs, 50) << size;
    // Five standard errors of these means are allowed on top.
    EXPECT_LT(squares / pairs, 1.25 * 1.25 + 5 * std::sqrt(2.0 / pairs) * 1.25) << size;
    EXPECT_LT(std::abs(sum / pairs), 0.15 + 5 / std::sqrt(pairs)) << size;
  }
}

TEST(MinHash, TooFewDifferentShinglesHaveNoSignature) {
  MinHasher hasher = HasherOf({KeyOf(1)});
  std::string same;
  while (same.size() < (8 << 20)) same += "same ";
  std::string three;
  for (int i = 0; i < 1000; ++i) three += i % 3 == 0 ? "one " : i % 3 == 1 ? "two " : "three ";
  for (const std::string& text :
       {std::string(), std::string("ok"), std::string("order 123456789"), same, three,
        std::string(100000, ' '), std::string(8 << 20, 'x'), std::string(1000, '\xff')}) {
    const auto signatures = hasher.Sign(text);
    ASSERT_TRUE(signatures);
    EXPECT_TRUE(signatures->empty()) << text.substr(0, 20);
  }
  EXPECT_FALSE(
      hasher.Sign("This sentence is about as short as any that has a signature.")->empty());
}

TEST(MinHash, AnyBytesOfAnyLength) {
  std::mt19937 draw(8);
  MinHasher hasher = HasherOf({KeyOf(1)});
  std::string bytes(8 << 20, '\0');
  for (char& c : bytes) c = static_cast<char>(draw());
  EXPECT_FALSE(hasher.Sign(bytes)->empty());
  for (int round = 0; round < 2000; ++round) {
    // Where it is cut and what it ends with is anything.
    const size_t size = draw() % 400;
    const std::string text = bytes.substr(draw() % (bytes.size() - size), size);
    const auto once = hasher.Sign(text);
    ASSERT_TRUE(once);
    if (once->empty()) continue;
    const Signature signature = (*once)[0];
    ASSERT_EQ(SignatureOf(hasher, std::string(text)), signature);
  }
}

// States hold these: other values need another kFingerprintVersion.
TEST(MinHash, Golden) {
  ASSERT_EQ(kFingerprintVersion, 1);
  MinHasher hasher = *MinHasher::Create({{*NearKey::Derive(CountingSecret())}});
  const auto mac = [&](std::string_view text) {
    char bytes[kSignatureBytes];
    PutSignature(SignatureOf(hasher, text), bytes);
    const auto key = MacKey::Derive(CountingSecret(), "golden");
    return Hex({bytes, 16}) + " " + Hex(Mac128(*key, "", {bytes, sizeof(bytes)}).view());
  };
  EXPECT_EQ(mac("A short sentence has shingles of characters: 5 of them."),
            "2e8b7a42dd66f9f2900b7521785ce7cf 33e05ffb6f5793d35da74845f2e9ebe6");
  EXPECT_EQ(mac("Ein kurzer Satz, Grüße an Łukasz und 日本語: Ёлка, ΟΔΟΣ."),
            "9a15fc193e35dee0f02b9438152f6845 503085a04e4ad98ca325e373495988cf");
  std::string words;
  for (int i = 0; i < 400; ++i) {
    words +=
        "Word" + std::to_string(i * i % 97) + (i % 50 == 0 ? "ofmanymorelettersthansixteen " : " ");
  }
  EXPECT_EQ(mac(words), "ce688265de9d5272cc59c2d9887974b1 5576f8d87d26b4b5ddbcd2bdb7422535");
}

}  // namespace
}  // namespace aegis::dedup
