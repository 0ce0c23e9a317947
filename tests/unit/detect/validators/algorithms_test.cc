#include <gtest/gtest.h>

#include <random>
#include <string>

#include "src/detect/validators/base58.h"
#include "src/detect/validators/base64.h"
#include "src/detect/validators/bech32.h"
#include "src/detect/validators/blake2b.h"
#include "src/detect/validators/crc32.h"
#include "src/detect/validators/date.h"
#include "src/detect/validators/entropy.h"
#include "src/detect/validators/iso7064.h"
#include "src/detect/validators/keccak256.h"
#include "src/detect/validators/mod97.h"
#include "src/detect/validators/token_likeness.h"
#include "src/detect/validators/verhoeff.h"

namespace aegis::validators {
namespace {

std::string Hex(std::span<const std::uint8_t> bytes) {
  std::string out;
  for (const std::uint8_t byte : bytes) {
    out += "0123456789abcdef"[byte >> 4];
    out += "0123456789abcdef"[byte & 15];
  }
  return out;
}

TEST(Keccak256, MatchesKnownDigests) {
  EXPECT_EQ(Hex(Keccak256("")), "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
  EXPECT_EQ(Hex(Keccak256("abc")),
            "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
}

TEST(Keccak256, CrossesBlocks) {
  const auto digest = [](int n) {
    std::string bytes;
    for (int i = 0; i < n; ++i) bytes += static_cast<char>(i % 251);
    return Hex(Keccak256(bytes));
  };
  EXPECT_EQ(digest(135), "cbdfd9dee5faad3818d6b06f95a219fd290b0e1706f6a82e5a595b9ce9faca62");
  EXPECT_EQ(digest(136), "7ce759f1ab7f9ce437719970c26b0a66ff11fe3e38e17df89cf5d29c7d7f807e");
  EXPECT_EQ(digest(137), "ac73d4fae68b8453f764007c1a20ce95994187861f0c3227a3a8e99a73a3b1db");
  EXPECT_EQ(digest(300), "4699841dafd5e26cca72b05a41d38c96b4b468e5a6cbf694cbebe77dacdf6528");
}

TEST(Blake2b, MatchesKnownDigestsOfOneBlock) {
  const auto digest = [](std::string_view text) {
    return Hex(Blake2b512({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}));
  };
  EXPECT_EQ(digest(""),
            "786a02f742015903c6c6fd852552d272912f4740e15847618a86e217f71f5419"
            "d25e1031afee585313896444934eb04b903a685b1448b755d56f701afe9be2ce");
  EXPECT_EQ(digest("abc"),
            "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
            "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
  EXPECT_EQ(digest(std::string(128, 'x')),
            "082b91ea2e15d1556d2ceefdd5af5d64d31b4e01aff1959724578876293825b2"
            "36ee8079173a0a38160d7d6685d6bca0bfb62c177b3599b8727d9173e2115b91");
}

TEST(Crc32, MatchesTheCheckValue) {
  EXPECT_EQ(Crc32("123456789"), 0xCBF43926u);
  EXPECT_EQ(Crc32(""), 0u);
}

TEST(Base58, DecodesLeadingZerosAndRefusesForeignCharacters) {
  EXPECT_EQ(Hex(DecodeBase58("2NEpo7TZRRrLZSi2U").bytes()), "48656c6c6f20576f726c6421");
  EXPECT_EQ(Hex(DecodeBase58("11233QC4").bytes()), "0000287fb4cd");
  EXPECT_FALSE(DecodeBase58("0").ok);
  EXPECT_FALSE(DecodeBase58("").ok);
  EXPECT_FALSE(DecodeBase58(std::string(Base58::kMaxCharacters + 1, '2')).ok);
  EXPECT_TRUE(DecodeBase58(std::string(96, '1')).ok);
  EXPECT_FALSE(DecodeBase58(std::string(97, '1')).ok);
}

TEST(Bech32, TakesThePublishedVectors) {
  EXPECT_EQ(ClassifyBech32("A12UEL5L", "a"), Bech32Kind::kBech32);
  EXPECT_EQ(ClassifyBech32("a1lqfn3a", "a"), Bech32Kind::kBech32m);
  EXPECT_EQ(ClassifyBech32("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", "abcdef"),
            Bech32Kind::kBech32);
  EXPECT_EQ(ClassifyBech32("A12uEL5L", "a"), Bech32Kind::kNone);
  EXPECT_EQ(ClassifyBech32("a12uel5l", "b"), Bech32Kind::kNone);
  EXPECT_EQ(ClassifyBech32("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", "abcdef", 44),
            Bech32Kind::kNone);
}

TEST(Base64, DecodesBothAlphabetsAndRefusesImpossibleLengths) {
  EXPECT_EQ(Base64<16>("aGk_").bytes(), "hi?");
  EXPECT_EQ(Base64<16>("aGk/").bytes(), "hi?");
  EXPECT_EQ(Base64<2>("aGk_").bytes(), "hi");
  EXPECT_FALSE(Base64<16>("aGk_a").ok);
  EXPECT_FALSE(Base64<16>("aG k").ok);
}

TEST(Iso7064, TakesPublishedNumbers) {
  EXPECT_TRUE(HasMod11_2("0000000218250097"));
  EXPECT_TRUE(HasMod11_2("000000021694233X"));
  EXPECT_FALSE(HasMod11_2("0000000218250098"));
  EXPECT_TRUE(HasMod11_10("07945"));
  EXPECT_FALSE(HasMod11_10("07946"));
  EXPECT_EQ(Mod97("WEST12345698765432", "GB82"), 1);
  EXPECT_EQ(Mod97("west"), -1);
}

TEST(Verhoeff, CatchesEveryNeighbourSwap) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 200; ++round) {
    std::string digits;
    for (int i = 0; i < 11; ++i) digits += static_cast<char>('0' + random() % 10);
    int accepted = 0;
    for (char check = '0'; check <= '9'; ++check) {
      const std::string number = digits + check;
      if (!HasVerhoeffSum(number)) continue;
      ++accepted;
      for (std::size_t i = 0; i + 1 < number.size(); ++i) {
        std::string swapped = number;
        std::swap(swapped[i], swapped[i + 1]);
        EXPECT_TRUE(swapped == number || !HasVerhoeffSum(swapped)) << number;
      }
    }
    EXPECT_EQ(accepted, 1) << digits;
  }
}

TEST(Date, KnowsTheCalendar) {
  static_assert(IsDate(2000, 2, 29) && !IsDate(1900, 2, 29) && IsDate(2024, 2, 29));
  static_assert(!IsDate(2023, 2, 29) && !IsDate(2024, 4, 31) && !IsDate(2024, 13, 1));
  static_assert(!IsDate(2024, 0, 1) && !IsDate(2024, 1, 0) && !IsDate(0, 1, 1) &&
                IsDate(2024, 12, 31));
  static_assert(IsDateInSomeCentury(0, 2, 29) && !IsDateInSomeCentury(1, 2, 29));
}

TEST(Entropy, IsShannons) {
  EXPECT_EQ(Entropy(""), 0u);
  EXPECT_EQ(Entropy("aaaaaaaa"), 0u);
  EXPECT_EQ(Entropy("abababab"), kEntropyOne);
  EXPECT_EQ(Entropy("abcdefghabcdefgh"), 3 * kEntropyOne);
  EXPECT_NEAR(Entropy("aab") / double{kEntropyOne}, 0.9183, 0.001);
}

/// The share of random texts over an alphabet that are taken for tokens.
double TokenShare(std::string_view alphabet, std::size_t length) {
  constexpr int kRounds = 4000;
  std::mt19937_64 random(42);
  int taken = 0;
  for (int round = 0; round < kRounds; ++round) {
    std::string text;
    while (text.size() < length) text += alphabet[random() % alphabet.size()];
    taken += TokenLikeness(text) ? 1 : 0;
  }
  return static_cast<double>(taken) / kRounds;
}

TEST(TokenLikeness, TakesNearlyAllThatIsDrawnAtRandom) {
  constexpr std::string_view kBase36 = "0123456789abcdefghijklmnopqrstuvwxyz";
  constexpr std::string_view kBase64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  EXPECT_GT(TokenShare(kBase62, 20), 0.98);
  EXPECT_GT(TokenShare(kBase62, 40), 0.99);
  EXPECT_GT(TokenShare(kBase64, 32), 0.99);
  EXPECT_GT(TokenShare(kBase36, 24), 0.96);
  EXPECT_GT(TokenShare(kBase36, 40), 0.98);
  EXPECT_GT(TokenShare(kBase62, 16), 0.93);
}

TEST(TokenLikeness, LeavesWordsJoinedAtRandomAlone) {
  constexpr std::string_view kWords[] = {"user",    "Order",   "customer", "Service",  "token",
                                         "Client",  "request", "Handler",  "internal", "Session",
                                         "default", "Value",   "account",  "Config",   "primary",
                                         "Manager", "region",  "Status"};
  constexpr std::string_view kJoints[] = {"", "_", "-", ".", "2", "01"};
  std::mt19937_64 random(42);
  int taken = 0;
  constexpr int kRounds = 4000;
  for (int round = 0; round < kRounds; ++round) {
    std::string text;
    for (int word = 0; word < 4; ++word) {
      text += kWords[random() % std::size(kWords)];
      text += kJoints[random() % std::size(kJoints)];
    }
    taken += TokenLikeness(text + "7") ? 1 : 0;
  }
  EXPECT_LT(taken, kRounds / 100);
}

}  // namespace
}  // namespace aegis::validators
