#include "src/detect/validators/drawn_key.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/unit/detect/draw.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kBase64 =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/";

// Of one refused in five million, a hundred thousand have none with a chance of 98 %.
TEST(DrawnKey, TakesWhatIsDrawnAtRandom) {
  detect_testing::Draw draw(20260117);
  for (int i = 0; i < 100'000; ++i) {
    const std::string key = draw.Of(kBase64, kDrawnKeyLength);
    EXPECT_TRUE(DrawnKey(key)) << key;
  }
}

TEST(DrawnKey, RefusesWordsPathsAndIdentifiers) {
  for (const std::string_view text : {
           "xXF86DRIQueryDirectRenderingCapableReply",
           "llvm/CodeGen/GlobalISel/RegisterBankInfo",
           "14/llvm/CodeGen/NonRelocatableStringpool",
           "usr/lib/cmake/Catch2/Catch2ConfigVersion",
           "/usr/share/postgresql/15/man/man7/LISTEN",
           "xmlSecCryptoAppDefaultKeysMngrLoadMethod",
           "usr/share/icons/Adwaita/16x16/actions/go",
           "getCustomerPaymentGatewayConfigurationId",
           "CUSTOMER/PaymentGateway/ConfigurationKey",
       }) {
    ASSERT_EQ(text.size(), kDrawnKeyLength) << text;
    EXPECT_FALSE(DrawnKey(text)) << text;
  }
}

TEST(DrawnKey, RefusesWhatRepeats) {
  EXPECT_FALSE(DrawnKey("aA1aA1aA1aA1aA1aA1aA1aA1aA1aA1aA1aA1aA1a"));
  EXPECT_FALSE(DrawnKey("Q7z/Q7z/Q7z/Q7z/Q7z/Q7z/Q7z/Q7z/Q7z/Q7z/"));
}

TEST(DrawnKey, RefusesOtherLengths) {
  EXPECT_TRUE(DrawnKey("Zk4/8sT+qW2xLm9Rv0Yb7HcNa5Jd3PfGuXe1OiKn"));
  EXPECT_FALSE(DrawnKey("Zk4/8sT+qW2xLm9Rv0Yb7HcNa5Jd3PfGuXe1OiK"));
  EXPECT_FALSE(DrawnKey("Zk4/8sT+qW2xLm9Rv0Yb7HcNa5Jd3PfGuXe1OiKn9"));
}

}  // namespace
}  // namespace aegis::validators
