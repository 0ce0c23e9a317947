#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0005739128", "6015930128", "0055939228", "0905739124",
                                       "9434765919", "4934617124", "2438114126", "6735649923"};
constexpr std::string_view kInvalid[] = {"0005739129",  "0000000000", "4444444444", "943476591",
                                         "94347659190", "943476591X", "1111111111", "5555555555"};
const Table kTable{"uk_nhs", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
