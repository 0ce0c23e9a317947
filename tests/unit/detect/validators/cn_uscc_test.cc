#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"912607996LGLNKTF5M", "91185680P27WP8XC0X",
                                       "915801143CUMCT8R23", "91346545MAN8GA4EBX",
                                       "91486179HLN390F52X", "91512313F8X03UP85F"};
constexpr std::string_view kInvalid[] = {"912607996LGLNKTF6M", "91115739573957391I",
                                         "01115739573957391Q"};
const Table kTable{"cn_uscc", kValid, kInvalid, Protects::kDigitsAndCase};

}  // namespace
}  // namespace aegis::validators
