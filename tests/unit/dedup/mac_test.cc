#include "src/dedup/mac.h"

#include <gtest/gtest.h>
#include <sodium/crypto_shorthash.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "tests/unit/dedup/hex.h"

namespace aegis::dedup {
namespace {

Secret SecretOf(std::string_view hex) {
  const std::string bytes = FromHex(hex);
  Secret secret{};
  std::copy_n(bytes.begin(), std::min(bytes.size(), secret.size()), secret.begin());
  return secret;
}

std::string Derived(const Secret& secret, std::string_view purpose, size_t size) {
  std::string bytes(size, '\0');
  EXPECT_TRUE(DeriveBytes(secret, purpose, {reinterpret_cast<unsigned char*>(bytes.data()), size}));
  return bytes;
}

// RFC 5869, appendix A, test cases 1 and 3, second step.
TEST(DeriveBytes, IsHkdfExpand) {
  EXPECT_EQ(Hex(Derived(SecretOf("077709362c2e32df0ddc3f0dc47bba63"
                                 "90b6c73bb50f9c3122ec844ad7c2b3e5"),
                        FromHex("f0f1f2f3f4f5f6f7f8f9"), 42)),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
  EXPECT_EQ(Hex(Derived(SecretOf("19ef24a32c717b167f33a91d6f648bdf"
                                 "96596776afdb6377ac434c1c293ccb04"),
                        "", 42)),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
}

TEST(DeriveBytes, RefusesMoreThanHkdfGives) {
  std::vector<unsigned char> bytes(255 * 32 + 1);
  EXPECT_FALSE(DeriveBytes(CountingSecret(), "x", bytes));
  bytes.pop_back();
  EXPECT_TRUE(DeriveBytes(CountingSecret(), "x", bytes));
}

// The first of the vectors that SipHash's authors publish for 128 bits and libsodium tests itself
// with: key 00 01 … 0f, message 00 01 … of each length.
TEST(Mac128, StandsOnSipHash) {
  const std::string_view expected[] = {
      "a3817f04ba25a8e66df67214c7550293", "da87c1d86b99af44347659119b22fc45",
      "8177228da4a45dc7fca38bdef60affe4", "9c70b60c5267a94e5f33b6b02985ed51"};
  unsigned char key[16];
  for (size_t i = 0; i < 16; ++i) key[i] = static_cast<unsigned char>(i);
  const unsigned char message[] = {0, 1, 2};
  for (size_t size = 0; size < 4; ++size) {
    unsigned char hash[16];
    crypto_shorthash_siphashx24(hash, message, size, key);
    EXPECT_EQ(Hex({reinterpret_cast<const char*>(hash), 16}), expected[size]);
  }
}

// What the header says, written down a second time.
TEST(Mac128, IsWhatItSays) {
  const auto key = MacKey::Derive(CountingSecret(), "test");
  ASSERT_TRUE(key);
  const std::string keys = Derived(CountingSecret(), "test", 32);
  const auto sip = [&](std::string_view message, size_t half) {
    std::string hash(16, '\0');
    crypto_shorthash_siphashx24(reinterpret_cast<unsigned char*>(hash.data()),
                                reinterpret_cast<const unsigned char*>(message.data()),
                                message.size(),
                                reinterpret_cast<const unsigned char*>(keys.data()) + 16 * half);
    return hash;
  };
  const auto number = [](char least) { return std::string(1, least) + std::string(7, '\0'); };
  const std::string version(1, static_cast<char>(kFingerprintVersion));
  const std::string_view pieces[] = {"one", "", "three", "four", "five"};
  const std::string four =
      sip(version + number(5) + sip("tag", 0) + number(3) + sip("one", 0) + number(0) + sip("", 0) +
              number(5) + sip("three", 0) + number(4) + sip("four", 0),
          1);
  const std::string all = sip(version + number(1) + four + number(4) + sip("five", 0), 1);
  EXPECT_EQ(Hex(Mac128(*key, "tag", pieces).view()), Hex(all));
}

TEST(Mac128, KnowsWhereAPieceEnds) {
  const auto key = MacKey::Derive(CountingSecret(), "test");
  const auto other = MacKey::Derive(CountingSecret(), "another");
  Secret secret = CountingSecret();
  secret[31] ^= 1;
  const auto third = MacKey::Derive(secret, "test");
  ASSERT_TRUE(key && other && third);
  std::set<std::string> seen;
  const std::vector<std::vector<std::string_view>> lists = {{},
                                                            {""},
                                                            {"", ""},
                                                            {"", "", ""},
                                                            {"", "", "", ""},
                                                            {"abc"},
                                                            {"a", "bc"},
                                                            {"ab", "c"},
                                                            {"abc", ""},
                                                            {"", "abc"},
                                                            {"a", "b", "c"},
                                                            {"", "", "", "", ""},
                                                            {"", "", "", "", "", ""},
                                                            {"a", "b", "c", "d", "e"},
                                                            {"a", "b", "c", "d", "", "e"}};
  for (const auto& list : lists) {
    for (const std::string_view tag : {"", "a", "abc"}) {
      EXPECT_TRUE(seen.insert(std::string(Mac128(*key, tag, list).view())).second);
      EXPECT_TRUE(seen.insert(std::string(Mac128(*other, tag, list).view())).second);
      EXPECT_TRUE(seen.insert(std::string(Mac128(*third, tag, list).view())).second);
    }
  }
}

TEST(Mac128, EveryBitCounts) {
  const auto key = MacKey::Derive(CountingSecret(), "test");
  ASSERT_TRUE(key);
  std::string text(100, 'x');
  const Fingerprint plain = Mac128(*key, "tag", text);
  EXPECT_EQ(plain, Mac128(*key, "tag", std::string(100, 'x')));
  for (size_t bit = 0; bit < text.size() * 8; ++bit) {
    text[bit / 8] = static_cast<char>(text[bit / 8] ^ (1 << bit % 8));
    EXPECT_NE(plain, Mac128(*key, "tag", text));
    text[bit / 8] = static_cast<char>(text[bit / 8] ^ (1 << bit % 8));
  }
}

// States hold these: another value needs another kFingerprintVersion.
TEST(Mac128, Golden) {
  ASSERT_EQ(kFingerprintVersion, 1);
  const auto key = MacKey::Derive(CountingSecret(), "aegis exact");
  ASSERT_TRUE(key);
  EXPECT_EQ(Hex(Mac128(*key, "", "").view()), "e8c5feb34b334cea810d0c530eb9e04a");
  EXPECT_EQ(Hex(Mac128(*key, "value", "The quick brown fox").view()),
            "18b60d0bd7e645d21d924f6bcc3ff0fb");
  const std::string_view pieces[] = {"a", "bc"};
  EXPECT_EQ(Hex(Mac128(*key, "value", pieces).view()), "6d781f0b111c2dc4c31e8962d0131743");
  EXPECT_EQ(Hex(Mac128(*key, "value", std::string(8 << 20, 'x')).view()),
            "ec11f5711086003f6566680b66f6bef7");
}

}  // namespace
}  // namespace aegis::dedup
