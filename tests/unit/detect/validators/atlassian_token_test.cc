#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "ATA"
    "TT3x-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_"
    "9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_="
    "7E943960"};
constexpr std::string_view kInvalid[] = {
    "ATA"
    "TT3x-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_"
    "9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_="
    "7E94396",
    "ATATT3=00000000",
    "ATA"
    "TT3x-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_"
    "9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_9zx-Y_"
    "x7E943960"};
const Table kTable{"atlassian_token", kValid, kInvalid, Protects::kDigitsAndCase};

}  // namespace
}  // namespace aegis::validators
