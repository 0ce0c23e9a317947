#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"0639980000", "0170189900", "0102030473", "0999999998"};
constexpr std::string_view kInvalid[] = {
    "0102030405", "0510152025", "0907050301",  "0606060606", "0039980000",
    "1639980000", "063998000",  "06399800000", "063998000x", ""};
const Table kTable{"fr_phone", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
